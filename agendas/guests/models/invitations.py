"""Units asked to send people (会议通知、邀请函), and what they answered (参会回执)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.people.models import User
from accounts.templatetags.words import day
from accounts.units.models import Unit
from agendas.attendance.models import Attendance, Capacity
from agendas.sessions.models import StudySession


class InvitationState(models.TextChoices):
    AWAITING = "awaiting", "待回执"
    ANSWERED = "answered", "已回执"
    DECLINED = "declined", "不参加"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: User) -> Self:
        """Leads see all of their sessions, the contact of a unit those he is to answer."""
        sessions = StudySession.objects.led_by(user)
        return self.filter(
            Q(session__in=sessions.values("pk"))
            | Q(contact=user, session__announced_at__isnull=False)
        )

    def awaiting(self) -> Self:
        return self.filter(state=InvitationState.AWAITING)

    def in_order(self) -> Self:
        """The official order of the units; those the system does not know come last."""
        return self.order_by(F("unit__place").asc(nulls_last=True), "pk")


class Invitation(models.Model):
    """One unit asked for up to ``headcount`` people, to be named until ``answer_by``.

    ``contact`` is the person of that unit who is told and answers; a unit without one answers on
    paper. ``answered_by`` entered the answer that stands: the contact, or the secretary (代录).
    """

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="invitations")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit_name = models.CharField("单位", max_length=80)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name="联络人",
    )
    capacity = models.CharField("参会身份", max_length=10, choices=Capacity)
    headcount = models.PositiveIntegerField("邀请人数")
    answer_by = models.DateField("回执截止")
    note = models.CharField("说明", max_length=200, blank=True)
    state = models.CharField(
        "状态", max_length=8, choices=InvitationState, default=InvitationState.AWAITING
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_on = models.DateField("回执日期", null=True, blank=True)
    # Those of the list whom the answer named.
    named = models.ManyToManyField(Attendance, related_name="+", blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "邀请"
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "unit_name", "capacity"],
                name="unit_asked_once_in_each_capacity",
                violation_error_message="该单位已按这一参会身份发过邀请。",
            ),
            models.CheckConstraint(
                condition=Q(state=InvitationState.AWAITING)
                | Q(answered_by__isnull=False, answered_on__isnull=False),
                name="answer_of_a_unit_has_its_day",
                violation_error_message="回执须有登记人和日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.unit_name

    def is_entered(self) -> bool:
        """The answer that stands was entered by another than the unit itself (代录)."""
        return self.answered_by_id is not None and self.answered_by_id != self.contact_id

    def entered_words(self) -> str:
        """Who entered it, and on which day it was given."""
        return f"{self.answered_by}，{day(self.answered_on)}"
