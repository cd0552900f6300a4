"""Seats asked for by those who sign up, with or without an account."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.people.models import User
from agendas.attendance.models import Attendance, Opening
from agendas.sessions.models import StudySession


class SeatState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", "待确认邮箱"
    ASKED = "asked", "待审核"
    WAITING = "waiting", "候补"
    CONFIRMED = "confirmed", "已确认"
    REFUSED = "refused", "未通过"
    WITHDRAWN = "withdrawn", "已取消"


# Nothing came of it yet, and something still may.
HELD_BACK = (SeatState.UNCONFIRMED, SeatState.ASKED, SeatState.WAITING)
# A confirmed seat whose row was taken off the list is free again.
_ACTIVE = Q(state__in=HELD_BACK) | Q(state=SeatState.CONFIRMED, attendance__isnull=False)


class SeatQuerySet(models.QuerySet["Seat"]):
    def visible_to(self, user: User) -> Self:
        """Leads see all of their sessions, everybody else his own."""
        sessions = StudySession.objects.led_by(user)
        return self.filter(Q(session__in=sessions.values("pk")) | Q(person=user))

    def active(self) -> Self:
        return self.filter(_ACTIVE)

    def waiting(self) -> Self:
        """Whoever asked first moves up first."""
        return self.filter(state=SeatState.WAITING).order_by("asked_at", "pk")

    def freed(self) -> Self:
        """Confirmed ones whose row somebody has taken off the list."""
        return self.filter(state=SeatState.CONFIRMED, attendance=None)


class Seat(models.Model):
    """One person's wish to come through an opening, and what became of it.

    A confirmed seat stands on the list as a row of it, which alone is counted. Without ``person``
    it is somebody without an account, whose ``email`` and ``phone`` are erased by the clock.
    """

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="seats")
    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
    )
    name = models.CharField("姓名", max_length=40)
    unit_name = models.CharField("单位", max_length=80, blank=True)
    email = models.EmailField("邮箱", blank=True)
    phone = models.CharField("手机", max_length=20, blank=True)
    state = models.CharField("状态", max_length=12, choices=SeatState)
    # Since when he is in the queue; of an e-mail not yet confirmed, when the form was sent.
    asked_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    attendance = models.OneToOneField(
        Attendance, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "报名"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=_ACTIVE & Q(person__isnull=False),
                name="person_signs_up_once",
                violation_error_message="您已报名。",
            ),
            models.UniqueConstraint(
                fields=["session", "email"],
                condition=_ACTIVE & ~Q(email=""),
                name="email_signs_up_once",
                violation_error_message="该邮箱已报名。",
            ),
            models.UniqueConstraint(
                fields=["session", "phone"],
                condition=_ACTIVE & ~Q(phone=""),
                name="phone_signs_up_once",
                violation_error_message="该手机号已报名。",
            ),
        ]
        indexes = [
            models.Index(
                fields=["opening", "asked_at"],
                condition=Q(state=SeatState.WAITING),
                name="seat_in_the_queue",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_standing(self) -> bool:
        """Confirmed, and nobody has taken him off the list since."""
        return self.state == SeatState.CONFIRMED and self.attendance_id is not None

    def is_active(self) -> bool:
        return self.state in HELD_BACK or self.is_standing()

    def state_words(self) -> str:
        """How it stands, in words; a row taken off the list ends the seat at once."""
        if self.state == SeatState.CONFIRMED and not self.is_standing():
            return SeatState.WITHDRAWN.label
        return self.get_state_display()
