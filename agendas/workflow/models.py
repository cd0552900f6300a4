"""A ledger of past sessions that was uploaded and waits for whoever did so to confirm it."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.files.models import StoredFile
from accounts.people.models import User
from studygroups.groups.models import StudyGroup


class LedgerQuerySet(models.QuerySet["Ledger"]):
    def visible_to(self, user: User) -> Self:
        """Only who uploaded it, as long as he runs the group."""
        groups = StudyGroup.objects.led_by(user, on=timezone.localdate())
        return self.filter(uploaded_by=user, group__in=groups.values("pk"))

    def pending(self) -> Self:
        return self.filter(entered_at=None)


class Ledger(models.Model):
    """One uploaded ledger; nothing of it is entered before it is confirmed, and then all of it."""

    group = models.ForeignKey(StudyGroup, on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)
    entered_at = models.DateTimeField("录入时间", null=True, blank=True)
    session_count = models.PositiveIntegerField("录入次数", default=0)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = "补录台账"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "uploaded_by"],
                condition=Q(entered_at=None),
                name="one_pending_ledger_each",
                violation_error_message="已有待确认的台账。",
            )
        ]

    def __str__(self) -> str:
        return str(self.file)
