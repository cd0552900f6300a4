"""The three openings of a session: quota, way in, and what their guests may read."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.people.models import User
from accounts.templatetags.words import moment
from agendas.attendance.models.capacities import OF_THE_MEETING, OPENING_OF, OpeningKind
from agendas.sessions.models import StudySession


class Admission(models.TextChoices):
    """How those who sign up come by their seats."""

    APPROVAL = "approval", "审核后确认"
    FIRST_COME = "first_come", "先到先得"


class OpeningQuerySet(models.QuerySet["Opening"]):
    def visible_to(self, user: User) -> Self:
        """Whoever sees the head of the session sees to whom it is open."""
        return self.filter(session__in=StudySession.objects.visible_to(user).values("pk"))

    def admitting(self, user: User) -> Self:
        """The openings through which he comes as a guest: what they show, he may read.

        Not before the moment from which it shows anything. Lecturers and observers belong to the
        meeting itself and read what any opening shows.
        """
        ways = Q(session__attendances__capacity__in=OF_THE_MEETING)
        for capacity, kind in OPENING_OF.items():
            ways |= Q(kind=kind, session__attendances__capacity=capacity)
        announced = self.filter(session__guests=user, session__announced_at__isnull=False)
        # The database's clock, not ours: what may be seen is worked out once and kept for the day.
        shown = announced.filter(Q(visible_from=None) | Q(visible_from__lte=Now()))
        return shown.filter(ways, session__attendances__person=user).distinct()


class Opening(models.Model):
    """One of the three kinds of openness: how many, how they come in, what they may read.

    Without ``opens_at`` one may sign up once the notice is out, without ``closes_at`` until the
    meeting begins; without ``visible_from`` guests read from the notice on.
    """

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="openings")
    kind = models.CharField("类别", max_length=10, choices=OpeningKind)
    quota = models.PositiveIntegerField("名额", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    opens_at = models.DateTimeField("报名开始", null=True, blank=True)
    closes_at = models.DateTimeField("报名截止", null=True, blank=True)
    admission = models.CharField(
        "报名方式", max_length=10, choices=Admission, default=Admission.APPROVAL
    )
    shows_agenda = models.BooleanField("可见议程", default=True)
    shows_material = models.BooleanField("可见调研材料", default=False)
    shows_minutes = models.BooleanField("可见会议记录", default=False)
    visible_from = models.DateTimeField("可见起始时间", null=True, blank=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name = "开放"
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "kind"],
                name="opened_once_in_each_way",
                violation_error_message="该类开放已设置。",
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="sign_up_ends_after_it_begins",
                violation_error_message="报名截止须晚于报名开始。",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def promise(self) -> str:
        return "不限" if self.quota is None else f"{self.quota} 人"

    def is_open(self, at: datetime) -> bool:
        """Whether one may sign up at that moment, as far as its window goes."""
        begun = self.opens_at is None or at >= self.opens_at
        return begun and (self.closes_at is None or at < self.closes_at)

    def shows_material_to(self, capacity: str, at: datetime) -> bool:
        """Whether whoever comes in that capacity may read the research; as ``admitting``."""
        comes = capacity in OF_THE_MEETING or OPENING_OF.get(capacity) == self.kind
        begun = self.visible_from is None or at >= self.visible_from
        return self.shows_material and comes and begun

    def window(self) -> str:
        """When one may sign up, in words; nothing where it is not limited."""
        begins = f"{moment(self.opens_at)}起" if self.opens_at else ""
        ends = f"{moment(self.closes_at)}止" if self.closes_at else ""
        return "，".join(filter(None, (begins, ends)))

    def shown(self) -> list[str]:
        """What its guests may read, in words."""
        parts = (
            (self.shows_agenda, "议程"),
            (self.shows_material, "已交的调研材料"),
            (self.shows_minutes, "确认后的会议记录"),
        )
        return [label for is_shown, label in parts if is_shown] or ["时间、地点和本人参会情况"]
