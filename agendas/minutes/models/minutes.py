"""The record and summary of the meeting, and what it agreed."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.files.models import StoredFile
from accounts.people.models import User
from accounts.search.models import Searchable, Words
from agendas.attendance.models import Opening
from agendas.drafts.models import Draft, DraftQuerySet
from agendas.sessions.facts import Fact, Facts
from agendas.sessions.models import Matter, StudySession


class MinutesState(models.TextChoices):
    DRAFT = "draft", "起草中"
    SUBMITTED = "submitted", "待审定"
    CONFIRMED = "confirmed", "已确认"


class MinutesQuerySet(DraftQuerySet["Minutes"]):
    def visible_to(self, user: User) -> Self:
        """Leads see the draft, the others the confirmed text; guests if their opening shows it."""
        sessions, openings = StudySession.objects, Opening.objects.admitting(user)
        confirmed = Q(state=MinutesState.CONFIRMED)
        return self.filter(
            Q(session__in=sessions.led_by(user).values("pk"))
            | confirmed & Q(session__in=sessions.of_member(user).values("pk"))
            | confirmed & Q(session__in=sessions.supervised_by(user).values("pk"))
            | confirmed & Q(session__in=openings.filter(shows_minutes=True).values("session"))
        )


class Minutes(Draft, Searchable):
    """The full record kept on file (会议记录) and the official paper made from it (会议纪要)."""

    MATTER, PART = Matter.MINUTES, "minutes"
    APPROVED = MinutesState.CONFIRMED

    session = models.OneToOneField(StudySession, on_delete=models.CASCADE, related_name="minutes")
    record = models.TextField("会议记录", blank=True, max_length=50000)
    summary = models.TextField("会议纪要", blank=True, max_length=20000)
    state = models.CharField(
        "状态", max_length=10, choices=MinutesState, default=MinutesState.DRAFT
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    # The record on paper, of a session entered after it was held.
    scans = models.ManyToManyField(
        StoredFile, related_name="+", blank=True, verbose_name="会议记录附件"
    )

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = "会议记录"
        verbose_name_plural = "会议记录"

    def __str__(self) -> str:
        return f"{self.session}：会议记录"

    def facts(self) -> Facts:
        """What the leader confirms; the record in full stands on its page."""
        agreed = self.session.resolutions.all()
        return [
            Fact("会议成果", "\n".join(f"{one.get_kind_display()}：{one.text}" for one in agreed)),
            Fact("会议纪要", self.summary),
        ]

    def words(self) -> Words:
        text, session = f"{self.summary}\n{self.record}", self.session
        return Words("会议记录", text, session.day(), session.group.unit_id, session.pk)


class ResolutionKind(models.TextChoices):
    CONSENSUS = "consensus", "共识"
    DECISION = "decision", "决定"
    REQUIREMENT = "requirement", "要求"
    TO_ABOVE = "to_above", "提请上级研究"


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def visible_to(self, user: User) -> Self:
        """Seen with the minutes they stand in."""
        return self.filter(session__in=Minutes.objects.visible_to(user).values("session")) | (
            self.filter(session__in=StudySession.objects.led_by(user).values("pk"))
        )


class Resolution(Searchable):
    """One thing the meeting agreed."""

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="resolutions")
    order = models.PositiveIntegerField("顺序", default=0)
    kind = models.CharField("类别", max_length=12, choices=ResolutionKind)
    text = models.CharField("内容", max_length=500)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = "会议成果"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text

    def words(self) -> Words:
        session = self.session
        return Words(self.text, "", session.day(), session.group.unit_id, session.pk)
