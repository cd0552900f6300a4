"""Requests for a later deadline or another target of a measure (延期、调整目标)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.people.models import User
from accounts.templatetags.words import amount, day
from agendas.measures.models.indicator import Indicator
from agendas.measures.models.measure import RUNNING, Measure
from agendas.proxies.models import Proxy, facts_of
from agendas.sessions.facts import Fact, Facts
from agendas.sessions.models import Decision


class ChangeQuerySet(models.QuerySet["Change"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(measure__in=Measure.objects.visible_to(user).values("pk"))

    def awaiting_decision(self) -> Self:
        """Those of measures that have not ended meanwhile, everybody concerned loaded."""
        rows = self.filter(decision=None, measure__status__in=RUNNING)
        return rows.select_related(
            "measure__session__group__unit",
            "measure__owner",
            "measure__handler",
            "applied_by",
            "proxy__entered_by",
            "indicator",
        )


class Change(models.Model):
    """What somebody asks to have changed, old and new, and why; a trail once it is decided.

    With an indicator it is its target, else the deadline of the measure.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="changes")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, null=True, blank=True, related_name="changes"
    )
    old_due_on = models.DateField("原时限", null=True, blank=True)
    new_due_on = models.DateField("新时限", null=True, blank=True)
    old_target = models.DecimalField(
        "原目标值", max_digits=14, decimal_places=2, null=True, blank=True
    )
    new_target = models.DecimalField(
        "新目标值", max_digits=14, decimal_places=2, null=True, blank=True
    )
    reason = models.CharField("理由", max_length=200)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    applied_at = models.DateTimeField(default=timezone.now)
    # Set where the secretary asked for the owner (代交).
    proxy = models.ForeignKey(
        Proxy, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "调整申请"
        ordering = ["-applied_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure"],
                condition=Q(decision=None),
                name="one_change_awaits_decision",
                violation_error_message="已有一项调整申请待审定。",
            ),
            models.CheckConstraint(
                condition=Q(
                    indicator=None,
                    old_due_on__isnull=False,
                    new_due_on__isnull=False,
                    old_target=None,
                    new_target=None,
                )
                | Q(
                    indicator__isnull=False,
                    old_due_on=None,
                    new_due_on=None,
                    old_target__isnull=False,
                    new_target__isnull=False,
                ),
                name="change_is_of_the_deadline_or_of_a_target",
                violation_error_message="每次调整时限或者一项指标的目标值。",
            ),
        ]

    def facts(self) -> Facts:
        """What the reviewer decides on."""
        return [
            Fact("申请事项", str(self)),
            Fact("原定", self.before()),
            Fact("改为", self.after()),
            Fact("理由", self.reason),
            Fact("责任人", self.measure.owner.full_name, is_personal=True),
            Fact("申请人", self.applied_by.full_name, is_personal=True),
            *facts_of(self.proxy),
        ]

    def __str__(self) -> str:
        return f"调整“{self.indicator}”目标值" if self.indicator else "延期"

    def before(self) -> str:
        """What counted when it was asked: a day, or a figure with its unit."""
        return self._reads(self.old_due_on, self.old_target)

    def after(self) -> str:
        return self._reads(self.new_due_on, self.new_target)

    def _reads(self, due_on: date | None, target: Decimal | None) -> str:
        return f"{amount(target)} {self.indicator.unit}" if self.indicator else day(due_on)
