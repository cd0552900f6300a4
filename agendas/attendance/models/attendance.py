"""Who is expected at a session, who answered, who came, and how that came to be known."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone

from accounts.people.models import User
from accounts.templatetags.words import moment
from agendas.attendance.models.capacities import STUDYING, Capacity
from agendas.proxies.models import Proxy, facts_of
from agendas.sessions.facts import Fact, Facts
from agendas.sessions.models import Decision, StudySession
from studygroups.forms.models import Stage


class Status(models.TextChoices):
    EXPECTED = "expected", "未答复"
    COMING = "coming", "参加"
    LEAVE_ASKED = "leave_asked", "请假待批"
    LEAVE = "leave", "请假"
    PRESENT = "present", "到会"
    LATE = "late", "迟到"
    LEFT_EARLY = "left_early", "早退"
    ABSENT = "absent", "缺席"


# He was in the room, if not for all of it.
CAME = (Status.PRESENT, Status.LATE, Status.LEFT_EARLY)
# What may be recorded of anybody once the meeting is on.
RECORDED = (*CAME, Status.ABSENT)
# The secretary has still to say what became of him.
UNSETTLED = (Status.EXPECTED, Status.COMING, Status.LEAVE_ASKED)


class LeaveCategory(models.TextChoices):
    """Why, in one word and never more; sickness appears on no paper or export."""

    DUTY = "duty", "公务"
    SICK = "sick", "病假"
    PERSONAL = "personal", "事假"
    OTHER = "other", "其他"


class Origin(models.TextChoices):
    """How a presence came to be recorded."""

    LIST = "list", "秘书登记"
    CODE = "code", "扫码"
    SHEET = "sheet", "纸质签到"
    KIOSK = "kiosk", "会场签到机"
    IMPORTED = "imported", "导入"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, user: User) -> Self:
        """Leads see every row; everybody else his own, once the notice is out."""
        sessions = StudySession.objects.led_by(user)
        return self.filter(
            Q(session__in=sessions.values("pk"))
            | Q(person=user, session__announced_at__isnull=False)
        )

    def in_order(self) -> Self:
        """The official order: the chair, the members, then the guests by capacity and unit.

        Of several sessions the newest comes first.
        """
        ranks = [When(capacity=name, then=Value(rank)) for rank, name in enumerate(Capacity)]
        return self.order_by("-session_id", Case(*ranks), "order", "pk")

    def members(self) -> Self:
        return self.filter(capacity__in=STUDYING)

    def unanswered(self) -> Self:
        return self.filter(status=Status.EXPECTED)

    def unsettled(self) -> Self:
        return self.filter(status__in=UNSETTLED)

    def still_ahead(self) -> Self:
        """Members' rows of meetings that have not begun."""
        rows = self.members().filter(session__stage__in=(Stage.RESEARCH, Stage.MEETING))
        return rows.filter(Q(session__starts_at=None) | Q(session__starts_at__gt=timezone.now()))

    def awaiting_decision(self) -> Self:
        """Leave that somebody asked for and nobody has decided on."""
        waiting = self.filter(status=Status.LEAVE_ASKED)
        return waiting.select_related("session__group__unit", "person", "proxy__entered_by")


class Attendance(models.Model):
    """One person (or a number of people from one place) at one session, in one capacity.

    Name, unit and post stand as they were that day.
    """

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attendances",
    )
    name = models.CharField("姓名", max_length=40)
    unit_name = models.CharField("单位", max_length=80, blank=True)
    post = models.CharField("职务", max_length=60, blank=True)
    # Within the capacity: a member's place in the group, a guest's unit and place in it.
    order = models.PositiveIntegerField("排序", default=0)
    headcount = models.PositiveIntegerField("人数", default=1)
    capacity = models.CharField("参会身份", max_length=10, choices=Capacity)
    status = models.CharField("状态", max_length=12, choices=Status, default=Status.EXPECTED)
    origin = models.CharField("登记方式", max_length=8, choices=Origin, blank=True)
    # When the presence that stands was recorded; what disagreed with an earlier one is settled.
    recorded_at = models.DateTimeField(null=True, blank=True)
    # Set where the answer that stands was entered by another than himself (代答复).
    proxy = models.ForeignKey(
        Proxy, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    leave_category = models.CharField("请假类别", max_length=8, choices=LeaveCategory, blank=True)
    leave_decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    last_leave_decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "参会人员"
        verbose_name_plural = "参会人员"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                name="person_attends_once",
                violation_error_message="该人员已在名单中。",
            ),
            models.CheckConstraint(
                condition=Q(headcount=1) | Q(person=None, headcount__gte=1),
                name="a_person_counts_for_one",
                violation_error_message="按人登记时人数为 1。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def facts(self) -> Facts:
        """What is decided on when he asks for leave; why he stays away is never kept."""
        return [
            Fact("请假人", f"{self.name}　{self.post}".strip(), is_personal=True),
            Fact("请假类别", self.get_leave_category_display(), is_personal=True),
            Fact("学习会时间", moment(self.session.starts_at)),
            *facts_of(self.proxy),
        ]

    def is_member(self) -> bool:
        """One of the group, whose leave is decided; a guest just says that he will not come."""
        return self.capacity in STUDYING

    def is_unanswered(self) -> bool:
        return self.status == Status.EXPECTED

    def is_on_leave(self) -> bool:
        """A guest who declined, or a member whose leave was approved, whatever came of it."""
        if self.leave_decision:
            return self.leave_decision.is_approved()
        return self.status == Status.LEAVE
