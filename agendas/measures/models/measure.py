"""A measure: who does what by when, and what it came from."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, Q, Value, When
from django.utils import timezone

from accounts.people.models import User
from accounts.search.models import Searchable, Words
from agendas.minutes.models import Resolution
from agendas.sessions.models import Decision, StudySession
from agendas.topics.models import Problem


class MeasureStatus(models.TextChoices):
    OPEN = "open", "办理中"
    APPLIED = "applied", "申请办结"
    CLOSED = "closed", "已销号"
    STOPPED = "stopped", "已终止"


RUNNING = (MeasureStatus.OPEN, MeasureStatus.APPLIED)
ENDED = (MeasureStatus.CLOSED, MeasureStatus.STOPPED)


class Light(models.TextChoices):
    """How a measure stands. Colour never alone: each has its word."""

    NONE = "none", "已了结"
    RED = "red", "逾期"
    YELLOW = "yellow", "滞后序时"
    BLUE = "blue", "临期"
    GREEN = "green", "正常"


class MeasureQuerySet(models.QuerySet["Measure"]):
    def visible_to(self, user: User) -> Self:
        """The group sees all of its measures, an owner or handler his.

        A supervisor sees those the leader shared.
        """
        sessions = StudySession.objects
        shared = sessions.supervised_by(user).filter(shares_measures=True)
        return self.filter(
            Q(session__in=sessions.of_member(user).values("pk"))
            | Q(owner=user)
            | Q(handler=user)
            | Q(session__in=shared.values("pk"))
        )

    def of_person(self, user: User) -> Self:
        """Those he answers for or handles."""
        return self.filter(Q(owner=user) | Q(handler=user))

    def running(self) -> Self:
        return self.filter(status__in=RUNNING)

    def by_status(self) -> dict[str, int]:
        """How many there are (``made``), and how many in each state."""
        counts = {state: Count("pk", filter=Q(status=state)) for state in MeasureStatus.values}
        return self.aggregate(made=Count("pk"), **counts)

    def running_first(self) -> Self:
        """What is still to be done before what is done with, the nearest deadline on top."""
        ended = Case(When(status__in=RUNNING, then=Value(0)), default=Value(1))
        return self.order_by(ended, "due_on", "pk")

    def all_keys(self) -> list[int]:
        """In order, so that counting them and showing some is one query.

        Not ``keys``: ``dict`` would take the rows for a mapping.
        """
        return list(self.values_list("pk", flat=True))


class Measure(Searchable):
    """One task from a session: who does it, by when, and what it came from."""

    session = models.ForeignKey(StudySession, on_delete=models.PROTECT, related_name="measures")
    resolution = models.ForeignKey(
        Resolution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name="来自会议成果",
    )
    problem = models.ForeignKey(
        Problem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name="针对的问题",
    )
    title = models.CharField("任务", max_length=100)
    schedule = models.TextField("进度安排", blank=True, max_length=1000)
    lead_unit = models.CharField("责任单位", max_length=80)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="owned_measures",
        verbose_name="责任人",
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="handled_measures",
        verbose_name="经办人",
    )
    starts_on = models.DateField("开始日期")
    due_on = models.DateField("时限", db_index=True)
    status = models.CharField(
        "状态", max_length=8, choices=MeasureStatus, default=MeasureStatus.OPEN
    )
    stop_reason = models.CharField("终止理由", max_length=200, blank=True)
    stop_decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_on = models.DateField("了结日期", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "措施"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")),
                name="measure_is_due_after_it_begins",
                violation_error_message="时限不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=Q(status__in=RUNNING, ended_on=None)
                | Q(status__in=ENDED, ended_on__isnull=False),
                name="measure_that_ended_has_its_day",
                violation_error_message="已了结的措施须有了结日期。",
            ),
            models.CheckConstraint(
                condition=~Q(status=MeasureStatus.STOPPED)
                | Q(stop_decision__isnull=False) & ~Q(stop_reason=""),
                name="stopped_measure_has_reason_and_decision",
                violation_error_message="终止措施须有理由和审定。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_running(self) -> bool:
        return self.status in RUNNING

    def words(self) -> Words:
        text, session = f"{self.lead_unit}\n{self.schedule}", self.session
        return Words(self.title, text, session.day(), session.group.unit_id, session.pk)


class FormerDoer(models.Model):
    """Who answered for a measure or handled it until he handed it over; as he was called then."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="former_doers")
    part = models.CharField(
        "分工", max_length=8, choices=[("owner", "责任人"), ("handler", "经办人")]
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=40)
    post = models.CharField("职务", max_length=60, blank=True)
    handed_over_on = models.DateField("交接日期")
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "原责任人"
        ordering = ["handed_over_on", "pk"]

    def __str__(self) -> str:
        return f"原{self.get_part_display()}：{self.name}"
