"""Files dropped for a session all at once, waiting to be handed in one for each author."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.files.models import StoredFile
from accounts.people.models import User
from agendas.research.models import Duty
from agendas.sessions.models import StudySession

# From the last upload on.
KEPT_FOR = timedelta(days=30)


class DropQuerySet(models.QuerySet["Drop"]):
    def visible_to(self, user: User) -> Self:
        """Only whoever uploaded it and those who lead the group."""
        led = StudySession.objects.led_by(user)
        return self.filter(Q(uploaded_by=user) | Q(session__in=led.values("pk")))

    def expired(self, at: datetime) -> Self:
        """Those to which nothing was added for longer than they are kept."""
        before = at - KEPT_FOR
        old = self.filter(created_at__lte=before).exclude(files__file__uploaded_at__gt=before)
        return old.select_related("session", "uploaded_by")


class Drop(models.Model):
    """What one secretary uploaded for one session and has not handed in yet."""

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="drops")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = DropQuerySet.as_manager()

    class Meta:
        verbose_name = "待代交的材料"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "uploaded_by"],
                name="one_drop_of_a_person_for_a_session",
                violation_error_message="您已有一批待核对的材料。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.session}待代交的材料"


class DroppedFile(models.Model):
    """One file of it: for whom it is meant, or why it cannot be taken (then without its bytes)."""

    drop = models.ForeignKey(Drop, on_delete=models.CASCADE, related_name="files")
    name = models.CharField("文件名", max_length=200)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    trouble = models.CharField("未收的原因", max_length=20, blank=True)
    title = models.CharField("题目", max_length=100, blank=True)
    authors = models.ManyToManyField(Duty, related_name="+", blank=True, verbose_name="作者")
    is_left_out = models.BooleanField("不代交", default=False)

    class Meta:
        verbose_name = "待代交的文件"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(trouble=""),
                name="dropped_file_is_there_or_says_why",
            )
        ]

    def __str__(self) -> str:
        return self.name
