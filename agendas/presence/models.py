"""Marks made in the room, each once however often it arrives, and the code on its screen."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.people.models import User
from agendas.attendance.models import Attendance, Origin, Status
from agendas.sessions.models import StudySession


class Said(models.TextChoices):
    """What is pressed in the room; whether an arrival is late, the clock says."""

    ARRIVED = "arrived", "到会"
    LATE = "late", "迟到"
    LEFT = "left", "早退"
    ABSENT = "absent", "缺席"
    UNDO = "undo", "撤销"


class Outcome(models.TextChoices):
    """What became of a mark when it arrived."""

    APPLIED = "applied", "已登记"
    CONFLICT = "conflict", "不一致，待选定"
    TAKEN = "taken", "采用本条"
    KEPT = "kept", "保留原登记"
    UNDONE = "undone", "已撤销"


# A clock that is wrong by more is named.
CLOCK_TOLERANCE = timedelta(minutes=2)
# Those that changed the list, or agreed with it.
STANDING = (Outcome.APPLIED, Outcome.TAKEN)


class MarkQuerySet(models.QuerySet["Mark"]):
    def visible_to(self, user: User) -> Self:
        """The marks of a session are for those who run it."""
        return self.filter(session__in=StudySession.objects.led_by(user).values("pk"))

    def in_conflict(self) -> Self:
        """Those that wait for somebody to choose, with what stands on the list.

        Whatever was recorded on the list since has settled it: as the mark says, or otherwise.
        """
        as_many = Q(headcount=None) | Q(headcount=F("attendance__headcount"))
        agreed = as_many & Q(status=F("attendance__status"))
        recorded_at = F("attendance__recorded_at")
        since = Q(attendance__recorded_at=None) | Q(received_at__gte=recorded_at)
        waiting = self.filter(~agreed, since, outcome=Outcome.CONFLICT).order_by("pk")
        return waiting.select_related("attendance", "by", "session")


class Mark(models.Model):
    """One press in the room, as the browser kept it, and what became of it.

    ``key`` is made where the mark is made, so that a batch sent twice adds nothing. ``marked_at``
    is what the device's clock said, ``counted_at`` the moment that counts.
    """

    key = models.UUIDField(unique=True)
    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="+")
    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="+")
    # The browser it was made in; none for a code on somebody's own phone.
    device = models.UUIDField(null=True)
    said = models.CharField("登记", max_length=8, choices=Said)
    status = models.CharField("状态", max_length=12, choices=Status)
    headcount = models.PositiveIntegerField("人数", null=True)
    origin = models.CharField("登记方式", max_length=8, choices=Origin)
    marked_at = models.DateTimeField("本机时间")
    counted_at = models.DateTimeField("登记时间")
    # By how many seconds the device's clock was behind ours when the mark arrived.
    clock_offset = models.BigIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField("结果", max_length=8, choices=Outcome, default=Outcome.APPLIED)
    # How the row stood before, for whoever takes the mark back.
    old_status = models.CharField(max_length=12, choices=Status)
    old_origin = models.CharField(max_length=8, choices=Origin, blank=True)
    old_headcount = models.PositiveIntegerField(default=1)

    objects = MarkQuerySet.as_manager()

    class Meta:
        verbose_name = "会场登记"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_said_display()}：{self.get_status_display()}"

    def is_clock_wrong(self) -> bool:
        """The device's clock was off by so much that its own reading misleads."""
        return abs(self.clock_offset) > CLOCK_TOLERANCE.total_seconds()


class RoomCode(models.Model):
    """Whether the room screen shows a code, and the secret from which all of them are made."""

    session = models.OneToOneField(StudySession, on_delete=models.CASCADE, related_name="+")
    secret = models.CharField(max_length=64)
    is_on = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "会场签到码"

    def __str__(self) -> str:
        return "已启用" if self.is_on else "未启用"
