"""The marks made before there were rows for them are kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from accounts.audit.actions import record
from agendas.proxies.models import Proxy
from agendas.research.models import Duty
from tests.factories import at, indicator_of, measure_of, owe, paper_of, read, seat

BEFORE = "0001_initial"
AT = at("2017-03-20 23:30")


def migrated(state):
    """The apps as the tables now are."""
    executor = MigrationExecutor(connection)
    executor.migrate(state)
    return MigrationExecutor(connection).loader.project_state(state).apps


@pytest.fixture
def old(transactional_db):
    """The tables before; put back as they belong whatever happens."""
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield lambda: migrated([("agendas", BEFORE)])
    migrated(latest)


def test_every_former_mark_becomes_a_row(old, session, member, secretary, leader):
    theirs = [owe(session, person) for person in (member, leader)]
    paper, excused = paper_of(*theirs, handed_in_at=AT), owe(session, seat(session.group))
    asked_himself = owe(session, seat(session.group))
    record("research.ask_excuse", excused, by=secretary, at=AT)
    measure = measure_of(session, owner=member, due_on=timezone.localdate() + timedelta(days=9))
    indicator = indicator_of(measure)
    days = [measure.starts_on + timedelta(days=n) for n in range(2)]
    own, entered = (read(indicator, 1, day) for day in days)
    apps = old()
    model = lambda name: apps.get_model("agendas", name).objects  # noqa: E731 - said five times
    model("Research").update(handed_in_by=secretary.pk)
    model("Duty").filter(pk=excused.pk).update(excuse_asked_by=secretary.pk)
    model("Duty").filter(pk=asked_himself.pk).update(excuse_asked_by=asked_himself.person_id)
    model("Reading").filter(pk=entered.pk).update(recorded_by=secretary.pk, recorded_at=AT)
    model("Closing").create(
        measure_id=measure.pk, evidence="x", applied_by_id=secretary.pk, applied_at=AT
    )

    migrated(MigrationExecutor(connection).loader.graph.leaf_nodes())

    rows = Proxy.objects.all()
    assert {(row.entered_by, row.entered_at, str(row.given_on)) for row in rows} == {
        (secretary, AT, "2017-03-20")
    }
    assert sorted((row.kind, row.person_id) for row in rows) == sorted(
        [
            ("research", member.pk),
            ("research", leader.pk),
            ("excuse", excused.person_id),
            ("reading", member.pk),
            ("closing", member.pk),
        ]
    )
    assert paper.proxy().kind == "research"
    assert {str(duty.proxy.person) for duty in Duty.objects.filter(paper=paper)} == {
        "成员丁",
        "组长甲",
    }
    excused.refresh_from_db()
    asked_himself.refresh_from_db()
    assert (excused.excuse_proxy.kind, asked_himself.excuse_proxy) == ("excuse", None)
    own.refresh_from_db()
    entered.refresh_from_db()
    assert (own.proxy, entered.proxy.kind) == (None, "reading")
    assert measure.closings.get().proxy.kind == "closing"
