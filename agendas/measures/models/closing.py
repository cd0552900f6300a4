"""Applications to close a measure (申请办结)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.files.models import StoredFile
from accounts.people.models import User
from accounts.templatetags.words import day
from agendas.measures.models.measure import Measure, MeasureStatus
from agendas.proxies.models import Proxy, facts_of
from agendas.sessions.facts import Fact, Facts
from agendas.sessions.models import Decision


class ClosingQuerySet(models.QuerySet["Closing"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(measure__in=Measure.objects.visible_to(user).values("pk"))

    def awaiting_decision(self) -> Self:
        """Those of measures not stopped in the meantime, everybody concerned loaded."""
        rows = self.filter(decision=None, measure__status=MeasureStatus.APPLIED)
        return rows.select_related(
            "measure__session__group__unit",
            "measure__owner",
            "measure__handler",
            "applied_by",
            "proxy__entered_by",
        )


class Closing(models.Model):
    """An application to close a measure, with evidence; decided by another than its owner."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="closings")
    evidence = models.CharField("办结情况", max_length=500)
    file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="佐证材料",
    )
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    applied_at = models.DateTimeField(default=timezone.now)
    # Set where the secretary applied for the owner (代交).
    proxy = models.ForeignKey(
        Proxy, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    last_decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ClosingQuerySet.as_manager()

    class Meta:
        verbose_name = "办结申请"
        ordering = ["-applied_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure"],
                condition=Q(decision=None),
                name="one_closing_awaits_review",
                violation_error_message="已有一份办结申请待复核。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}：办结申请"

    def facts(self) -> Facts:
        """What the reviewer decides on."""
        measure = self.measure
        return [
            Fact("责任单位", measure.lead_unit),
            Fact("责任人", measure.owner.full_name, is_personal=True),
            Fact("时限", day(measure.due_on)),
            Fact("办结情况", self.evidence),
            Fact("申请人", self.applied_by.full_name, is_personal=True),
            *facts_of(self.proxy),
        ]
