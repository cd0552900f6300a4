"""The three openings of a session: quota, and what their guests may read."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.people.models import User
from agendas.attendance.models.capacities import OF_THE_MEETING, OPENING_OF, OpeningKind
from agendas.sessions.models import StudySession


class OpeningQuerySet(models.QuerySet["Opening"]):
    def visible_to(self, user: User) -> Self:
        """Whoever sees the head of the session sees to whom it is open."""
        return self.filter(session__in=StudySession.objects.visible_to(user).values("pk"))

    def admitting(self, user: User) -> Self:
        """The openings through which he comes as a guest: what they show, he may read.

        Lecturers and observers belong to the meeting itself and read what any opening shows.
        """
        ways = Q(session__attendances__capacity__in=OF_THE_MEETING)
        for capacity, kind in OPENING_OF.items():
            ways |= Q(kind=kind, session__attendances__capacity=capacity)
        announced = self.filter(session__guests=user, session__announced_at__isnull=False)
        return announced.filter(ways, session__attendances__person=user).distinct()


class Opening(models.Model):
    """One of the three kinds of openness, with its quota and what its guests may read."""

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="openings")
    kind = models.CharField("类别", max_length=10, choices=OpeningKind)
    quota = models.PositiveIntegerField("名额", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    shows_agenda = models.BooleanField("可见议程", default=True)
    shows_minutes = models.BooleanField("可见会议记录", default=False)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name = "开放"
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "kind"],
                name="opened_once_in_each_way",
                violation_error_message="该类开放已设置。",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def promise(self) -> str:
        return "不限" if self.quota is None else f"{self.quota} 人"

    def shown(self) -> list[str]:
        """What its guests may read, in words."""
        parts = ((self.shows_agenda, "议程"), (self.shows_minutes, "确认后的会议记录"))
        return [label for is_shown, label in parts if is_shown] or ["时间、地点和本人参会情况"]
