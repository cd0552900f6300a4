"""The study session: the spine on which every stage hangs."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.people.models import Role, User
from accounts.search.models import Searchable, Words
from studygroups.forms.models import Stage, StudyForm
from studygroups.groups.models import StudyGroup

HELD_STAGES = (Stage.CONVERSION, Stage.FOLLOWUP, Stage.CLOSED)


class StudySessionQuerySet(models.QuerySet["StudySession"]):
    def of_member(self, user: User) -> Self:
        """Sessions of the groups in which the person sits today."""
        groups = StudyGroup.objects.of_member(user, on=timezone.localdate())
        return self.filter(group__in=groups.values("pk"))

    def led_by(self, user: User) -> Self:
        """Sessions of the groups of which he is leader, deputy or secretary today.

        Whoever acts for the leader reads what the leader reads.
        """
        groups, today = StudyGroup.objects, timezone.localdate()
        return self.filter(
            Q(group__in=groups.led_by(user, on=today).values("pk"))
            | Q(group__in=groups.stood_in_by(user, on=today).values("pk"))
        )

    def supervised_by(self, user: User) -> Self:
        """Announced sessions of the groups that he supervises directly."""
        groups = StudyGroup.objects.supervised_by(user)
        return self.filter(group__in=groups.values("pk"), announced_at__isnull=False)

    def observed_by(self, user: User) -> Self:
        """Announced sessions whose material was handed to him, or to a unit he supervises for.

        To himself only as long as he stands on the list.
        """
        own = Q(observers__person=user, guests=user)
        watched = Q(
            observers__unit__role_grants__person=user,
            observers__unit__role_grants__role=Role.SUPERVISOR,
            group__supervisions__unit=F("observers__unit"),
        )
        return self.filter(own | watched, announced_at__isnull=False).distinct()

    def visible_to(self, user: User) -> Self:
        """The sessions whose head he may see.

        Of his own groups all; those he supervises or is invited to once they are announced.
        """
        model = self.model.objects
        invited = model.filter(guests=user, announced_at__isnull=False)
        return self.filter(
            Q(pk__in=model.of_member(user).values("pk"))
            | Q(pk__in=model.supervised_by(user).values("pk"))
            | Q(pk__in=invited.values("pk"))
        )

    def held(self) -> Self:
        """Those that count for coverage: the meeting lies behind them."""
        return self.filter(stage__in=HELD_STAGES)

    def open(self) -> Self:
        return self.exclude(stage=Stage.CLOSED)


class StudySession(Searchable):
    """One meeting of a group, from its topic to the last measure closed."""

    group = models.ForeignKey(
        StudyGroup, on_delete=models.PROTECT, related_name="sessions", verbose_name="中心组"
    )
    form = models.ForeignKey(
        StudyForm, on_delete=models.PROTECT, related_name="sessions", verbose_name="形式"
    )
    title = models.CharField("名称", max_length=100)
    year = models.PositiveSmallIntegerField("年度", db_index=True)
    stage = models.CharField("阶段", max_length=12, choices=Stage, db_index=True)
    starts_at = models.DateTimeField("开始时间", null=True, blank=True)
    ends_at = models.DateTimeField("结束时间", null=True, blank=True)
    venue = models.CharField("地点", max_length=80, blank=True)
    announced_at = models.DateTimeField("通知时间", null=True, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    no_measures_reason = models.CharField("未形成措施的理由", max_length=200, blank=True)
    shares_measures = models.BooleanField("向督导单位公开措施", default=False)
    # Entered after it had been held, by whoever made it and when he did.
    is_backfilled = models.BooleanField("补录", default=False)
    revision = models.PositiveIntegerField(default=1)
    # Invited from outside the group; filled by the attendance room, which knows in what capacity.
    guests = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="invited_sessions", blank=True
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = StudySessionQuerySet.as_manager()

    class Meta:
        verbose_name = "学习会"
        ordering = [F("starts_at").desc(nulls_first=True), "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_begins",
                violation_error_message="结束时间须晚于开始时间。",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def is_held(self) -> bool:
        return self.stage in HELD_STAGES

    def day(self) -> date:
        """The day it is held; while that is open, the day it was begun."""
        return timezone.localdate(self.starts_at or self.created_at)

    def words(self) -> Words:
        return Words(self.title, self.venue, self.day(), self.group.unit_id, self.pk)
