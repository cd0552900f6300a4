"""What was entered for another has a row: when he gave it, by whom it was entered, his objection."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q
from django.utils import timezone


def keep_the_marks(apps: Any, schema_editor: Any) -> None:
    """Turn every former mark into a row of its own: who entered what for whom, and when."""
    Proxy = apps.get_model("agendas", "Proxy")
    for mark in chain(_papers(apps), _excuses(apps), _readings(apps), _closings(apps)):
        row, field, at = mark.pop("row"), mark.pop("field"), mark.pop("at")
        proxy = Proxy.objects.create(**mark, entered_at=at, given_on=timezone.localdate(at))
        setattr(row, field, proxy)
        row.save(update_fields=[field])
    # PostgreSQL alters no table whose foreign keys it has still to check.
    schema_editor.connection.check_constraints()


def _papers(apps: Any) -> Iterator[dict[str, Any]]:
    duties = apps.get_model("agendas", "Duty").objects.exclude(paper__handed_in_by=None)
    for duty in duties.exclude(paper=None).select_related("paper"):
        yield {
            "row": duty,
            "field": "proxy",
            "kind": "research",
            "session_id": duty.session_id,
            "person_id": duty.person_id,
            "entered_by_id": duty.paper.handed_in_by_id,
            "at": duty.paper.handed_in_at,
        }


def _excuses(apps: Any) -> Iterator[dict[str, Any]]:
    """The moment stands in the log alone; failing that, the session is the nearest there is."""
    log = apps.get_model("accounts", "LogEntry").objects.filter(kind="research.ask_excuse")
    duties = apps.get_model("agendas", "Duty").objects.exclude(excuse_asked_by=None)
    for duty in duties.exclude(excuse_asked_by=F("person")).select_related("session"):
        asked = log.filter(object_key=f"agendas.duty:{duty.pk}").order_by("-pk").first()
        yield {
            "row": duty,
            "field": "excuse_proxy",
            "kind": "excuse",
            "session_id": duty.session_id,
            "person_id": duty.person_id,
            "entered_by_id": duty.excuse_asked_by_id,
            "at": asked.at if asked else duty.session.created_at,
        }


def _readings(apps: Any) -> Iterator[dict[str, Any]]:
    readings = apps.get_model("agendas", "Reading").objects.select_related("indicator__measure")
    for reading in _for_another(readings, "indicator__measure", "recorded_by"):
        measure = reading.indicator.measure
        yield _of_owner(reading, measure, "reading", reading.recorded_by_id, reading.recorded_at)


def _closings(apps: Any) -> Iterator[dict[str, Any]]:
    closings = apps.get_model("agendas", "Closing").objects.select_related("measure")
    for closing in _for_another(closings, "measure", "applied_by"):
        by, at = closing.applied_by_id, closing.applied_at
        yield _of_owner(closing, closing.measure, "closing", by, at)


def _for_another(rows: Any, measure: str, by: str) -> Any:
    """Those entered by neither the owner nor the handler of the measure."""
    own = Q(**{by: F(f"{measure}__owner")})
    handled = Q(**{f"{measure}__handler__isnull": False, by: F(f"{measure}__handler")})
    return rows.exclude(own).exclude(handled)


def _of_owner(row: Any, measure: Any, kind: str, by: int, at: datetime) -> dict[str, Any]:
    return {
        "row": row,
        "field": "proxy",
        "kind": kind,
        "session_id": measure.session_id,
        "person_id": measure.owner_id,
        "entered_by_id": by,
        "at": at,
    }


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("agendas", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Proxy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("objection", models.CharField(blank=True, max_length=200, verbose_name="异议")),
                ("objected_at", models.DateTimeField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("research", "调研材料"),
                            ("excuse", "免交申请"),
                            ("answer", "参会答复"),
                            ("reading", "进度"),
                            ("closing", "办结申请"),
                        ],
                        max_length=8,
                        verbose_name="事项",
                    ),
                ),
                ("given_on", models.DateField(verbose_name="提供日期")),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="本人",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.storedfile",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agendas.studysession",
                    ),
                ),
            ],
            options={
                "verbose_name": "代交",
                "ordering": ["-entered_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="attendance",
            name="proxy",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agendas.proxy",
            ),
        ),
        migrations.AddField(
            model_name="closing",
            name="proxy",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agendas.proxy",
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="excuse_proxy",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agendas.proxy",
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="proxy",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agendas.proxy",
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="proxy",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agendas.proxy",
            ),
        ),
        migrations.AddConstraint(
            model_name="proxy",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("entered_by")), _negated=True),
                name="proxy_is_entered_by_another",
                violation_error_message="本人提交的不是代交。",
            ),
        ),
        migrations.RunPython(keep_the_marks, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="duty",
            name="excuse_asked_by",
        ),
        migrations.RemoveField(
            model_name="research",
            name="handed_in_by",
        ),
    ]
