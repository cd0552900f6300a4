"""The agenda: what is done at the meeting, in which order, by whom and for how long."""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from accounts.people.models import User
from agendas.attendance.models import Opening
from agendas.sessions.models import StudySession

LONGEST_ITEM = 600  # minutes


class AgendaKind(models.TextChoices):
    FIRST = "first", "第一议题"
    LEAD_STUDY = "lead_study", "领学"
    SPEECH = "speech", "重点发言"
    DISCUSSION = "discussion", "交流研讨"
    COMMENT = "comment", "点评"
    CLOSING = "closing", "总结讲话"
    OTHER = "other", "其他"


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user: User) -> Self:
        """The group, its supervisors and observers; guests where their opening shows it."""
        sessions, openings = StudySession.objects, Opening.objects.admitting(user)
        return self.filter(
            Q(session__in=sessions.of_member(user).values("pk"))
            | Q(session__in=sessions.supervised_by(user).values("pk"))
            | Q(session__in=sessions.observed_by(user).values("pk"))
            | Q(session__in=openings.filter(shows_agenda=True).values("session"))
        )


class AgendaItem(models.Model):
    """One item of the agenda, in its order, with who speaks and for how long."""

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveIntegerField("顺序", default=0)
    kind = models.CharField("环节", max_length=12, choices=AgendaKind)
    title = models.CharField("内容", max_length=100)
    speaker = models.CharField("发言人", max_length=60, blank=True)
    minutes = models.PositiveIntegerField(
        "时长（分钟）",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_ITEM)],
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = "议程"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title
