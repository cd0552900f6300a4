"""The study session: the spine on which every stage hangs, its changes and its decisions."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.files.models import StoredFile
from accounts.people.models import User
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


class StageChange(models.Model):
    """One step of a session from one stage to another, with its reason where it went back."""

    session = models.ForeignKey(
        StudySession, on_delete=models.CASCADE, related_name="stage_changes"
    )
    from_stage = models.CharField(max_length=12, choices=Stage, blank=True)
    to_stage = models.CharField(max_length=12, choices=Stage)
    reason = models.CharField("理由", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "阶段变更"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        before = f"{self.get_from_stage_display()} → " if self.from_stage else ""
        return f"{before}{self.get_to_stage_display()}"


class Waiver(models.Model):
    """The leader let something pass that time had made unfixable; it stays visible."""

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="waivers")
    gap = models.CharField(max_length=30)
    text = models.CharField("事项", max_length=200)
    starts_at = models.DateTimeField("针对的开始时间", null=True)
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acted_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "豁免"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "gap", "starts_at"],
                name="gap_waived_once_for_a_day",
                violation_error_message="该事项已豁免。",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Matter(models.TextChoices):
    """What a decision is about."""

    TOPIC = "topic", "选题"
    EXCUSE = "excuse", "免交调研"
    SCHEME = "scheme", "学习会方案"
    LEAVE = "leave", "请假"
    MINUTES = "minutes", "会议记录"
    CHANGE = "change", "措施调整"
    CLOSING = "closing", "措施销号"
    STOP = "stop", "措施终止"
    REPORT = "report", "会议专报"


class Outcome(models.TextChoices):
    APPROVED = "approved", "同意"
    RETURNED = "returned", "退回"


# What concerns one person alone: his excuse, his leave.
PERSONAL = (Matter.EXCUSE, Matter.LEAVE)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: User) -> Self:
        """Leads see all, members what concerns the session, everybody what he decided himself.

        What another decided in his place counts as that.
        """
        sessions = StudySession.objects
        return self.filter(
            Q(session__in=sessions.led_by(user).values("pk"))
            | Q(session__in=sessions.of_member(user).values("pk")) & ~Q(matter__in=PERSONAL)
            | Q(by=user)
            | Q(acted_for=user)
        )


class Objectable(models.Model):
    """What may have been entered for somebody else: he may object to it, once, and it stays."""

    objection = models.CharField("异议", max_length=200, blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Decision(Objectable):
    """What somebody entitled decided, on which day, and who entered it when not he himself.

    A decision made on paper is entered by the secretary (代录): ``recorded_by`` and ``scan``
    are then set, the decider is told, and his objection is kept here. ``acted_for`` is whoever
    was away and had left it to ``by`` (代理). ``facts`` is what was decided on, nothing personal,
    to be compared when it comes again: shown to whoever decides then, and to nobody else.
    """

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="decisions")
    matter = models.CharField("事项", max_length=8, choices=Matter)
    # Whose leave, which measure: as it was called that day. What concerns one person alone is
    # kept from those who may not read it by ``visible_to``.
    about = models.CharField("对象", max_length=100, blank=True)
    outcome = models.CharField("结果", max_length=8, choices=Outcome)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="审定人"
    )
    acted_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="被代理人",
    )
    on = models.DateField("审定日期")
    reason = models.CharField("意见", max_length=200, blank=True)
    facts = models.JSONField(default=list, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    scan = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "审定"
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recorded_by=None) | Q(scan__isnull=False),
                name="paper_decision_has_its_scan",
                violation_error_message="代录须附签批扫描件。",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.APPROVED) | ~Q(reason=""),
                name="return_has_a_reason",
                violation_error_message="退回须写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_matter_display()}：{self.get_outcome_display()}"

    def is_approved(self) -> bool:
        return self.outcome == Outcome.APPROVED
