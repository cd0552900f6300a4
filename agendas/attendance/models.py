"""The open meeting: three openings, who is expected, who came, what the public board says."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from accounts.people.models import User
from accounts.templatetags.words import moment
from agendas.proxies.models import Proxy, facts_of
from agendas.sessions.facts import Fact, Facts
from agendas.sessions.models import Decision, StudySession
from studygroups.forms.models import Stage


class OpeningKind(models.TextChoices):
    CADRE = "cadre", "对干部开放"
    DEPARTMENT = "department", "对部门开放"
    MEDIA = "media", "对媒体开放"


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


class Capacity(models.TextChoices):
    CHAIR = "chair", "主持人"
    MEMBER = "member", "成员"
    EXTENDED = "extended", "扩大参会人员"
    DEPARTMENT = "department", "部门"
    SOCIAL = "social", "社会人员"
    MEDIA = "media", "采访"
    LEARNER = "learner", "旁听"
    OBSERVER = "observer", "列席旁听人员"
    LECTURER = "lecturer", "主讲人"


# The opening through which each capacity comes; the others belong to the meeting itself.
OPENING_OF: dict[str, OpeningKind] = {
    Capacity.EXTENDED: OpeningKind.CADRE,
    Capacity.LEARNER: OpeningKind.CADRE,
    Capacity.DEPARTMENT: OpeningKind.DEPARTMENT,
    Capacity.SOCIAL: OpeningKind.DEPARTMENT,
    Capacity.MEDIA: OpeningKind.MEDIA,
}
# Those who study there: they are expected, and the attendance rate is theirs.
STUDYING = (Capacity.CHAIR, Capacity.MEMBER)
OF_THE_MEETING = (Capacity.LECTURER, Capacity.OBSERVER)


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


class BoardNoticeQuerySet(models.QuerySet["BoardNotice"]):
    def published(self) -> Self:
        """What anybody may read without signing in."""
        reviewed = self.filter(reviewed_at__isnull=False, session__announced_at__isnull=False)
        return reviewed.select_related("session__group")


class BoardNotice(models.Model):
    """What the public board says of a session, once a second person has reviewed it.

    Title, time and place are the session's as they stood when the wording was prepared: what
    changes there later has been reviewed by nobody. ``revision`` counts the wordings: what is
    reviewed is the one the reviewer read.
    """

    session = models.OneToOneField(
        StudySession, on_delete=models.CASCADE, related_name="board_notice"
    )
    title = models.CharField("名称", max_length=100)
    starts_at = models.DateTimeField("开始时间", null=True, blank=True)
    venue = models.CharField("地点", max_length=80, blank=True)
    text = models.TextField("公开内容", max_length=2000)
    shows_time_and_place = models.BooleanField("公开时间地点", default=False)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = BoardNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "公开内容"
        ordering = ["-reviewed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("prepared_by")),
                name="board_reviewed_by_a_second_person",
                violation_error_message="须由另一人审核。",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="board_review_has_its_moment",
                violation_error_message="审核须有审核人和时间。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_published(self) -> bool:
        return self.reviewed_at is not None

    def is_outdated(self) -> bool:
        """The session's head says another thing by now than the board shows of it."""
        shown = ("title", "starts_at", "venue") if self.shows_time_and_place else ("title",)
        return any(getattr(self, name) != getattr(self.session, name) for name in shown)
