"""Its way through the stages, and what its leader let pass."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from agendas.sessions.models.session import StudySession
from studygroups.forms.models import Stage


class StageChange(models.Model):
    """One step of a session from one stage to another, with its reason where it went back."""

    session = models.ForeignKey(
        StudySession, on_delete=models.CASCADE, related_name="stage_changes"
    )
    from_stage = models.CharField(max_length=12, choices=Stage, blank=True)
    to_stage = models.CharField(max_length=12, choices=Stage)
    reason = models.CharField("理由", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "阶段变更"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        before = f"{self.get_from_stage_display()} → " if self.from_stage else ""
        return f"{before}{self.get_to_stage_display()}"


class Waiver(models.Model):
    """The leader let something pass that time had made unfixable; it stays visible."""

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="waivers")
    gap = models.CharField(max_length=30)
    text = models.CharField("事项", max_length=200)
    starts_at = models.DateTimeField("针对的开始时间", null=True)
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acted_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "豁免"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "gap", "starts_at"],
                name="gap_waived_once_for_a_day",
                violation_error_message="该事项已豁免。",
            )
        ]

    def __str__(self) -> str:
        return self.text
