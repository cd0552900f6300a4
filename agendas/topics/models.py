"""Problems found, and the topics that answer them."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.people.models import Role, User
from accounts.search.models import Searchable, Words
from accounts.units.models import Unit
from agendas.sessions.facts import Fact, Facts
from agendas.sessions.models import Decision, StudySession
from studygroups.groups.models import StudyGroup


class ProblemSource(models.TextChoices):
    TOPIC = "topic", "选题"
    RESEARCH = "research", "调研"
    OBSERVER = "observer", "列席旁听"
    INSPECTION = "inspection", "检查"
    PATROL = "patrol", "巡察"
    HOTLINE = "hotline", "12345"
    PETITION = "petition", "信访"
    VISIT = "visit", "走访"
    ABOVE = "above", "上级"


class ProblemQuerySet(models.QuerySet["Problem"]):
    def visible_to(self, user: User) -> Self:
        """Members see their group's; a supervisor only those his own unit raised."""
        groups = StudyGroup.objects.of_member(user, on=timezone.localdate())
        return self.filter(
            Q(group__in=groups.values("pk"))
            | Q(
                raised_by_unit__in=user.roles.filter(role=Role.SUPERVISOR).values("unit"),
            )
        )

    def unanswered(self) -> Self:
        """Those that no chosen topic answers yet."""
        return self.exclude(topics__state=TopicState.CHOSEN)


class Problem(Searchable):
    """One problem, and where it came to light; the chain to measures starts here."""

    group = models.ForeignKey(
        StudyGroup, on_delete=models.PROTECT, related_name="problems", verbose_name="中心组"
    )
    title = models.CharField("问题", max_length=100)
    detail = models.TextField("具体情况", blank=True, max_length=2000)
    source = models.CharField("来源", max_length=12, choices=ProblemSource)
    found_on = models.DateField("发现日期")
    raised_by_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="提出单位",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = "问题"
        ordering = ["-found_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def words(self) -> Words:
        return Words(self.title, self.detail, self.found_on, self.group.unit_id)


class Angle(models.TextChoices):
    LEADERS = "leaders", "领导关注"
    PEOPLE = "people", "群众关切"
    CADRES = "cadres", "干部关心"


class TopicKind(models.TextChoices):
    THOUGHT = "thought", "思想认识问题"
    WORK = "work", "工作难点问题"


class TopicState(models.TextChoices):
    POOL = "pool", "议题库"
    SUBMITTED = "submitted", "待审定"
    CHOSEN = "chosen", "已确定"


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, user: User) -> Self:
        """Members see the whole pool; a supervisor the topics taken by announced sessions."""
        groups = StudyGroup.objects.of_member(user, on=timezone.localdate())
        watched = StudySession.objects.supervised_by(user)
        return self.filter(
            Q(group__in=groups.values("pk"))
            | Q(state=TopicState.CHOSEN, session__in=watched.values("pk"))
        )

    def pool(self) -> Self:
        return self.filter(state=TopicState.POOL)


class Topic(Searchable):
    """What a session may be about. It waits in the group's pool until a session takes it."""

    group = models.ForeignKey(
        StudyGroup, on_delete=models.PROTECT, related_name="topics", verbose_name="中心组"
    )
    title = models.CharField("议题", max_length=100)
    kind = models.CharField("类型", max_length=8, choices=TopicKind)
    angles = models.JSONField("切入角度", default=list)
    central_task = models.CharField("服务的中心工作", max_length=200)
    theme = models.CharField("对应的上级规定专题", max_length=200, blank=True)
    why_now = models.TextField("为什么现在学", max_length=1000)
    problems = models.ManyToManyField(
        Problem, related_name="topics", blank=True, verbose_name="回应的问题"
    )
    state = models.CharField("状态", max_length=10, choices=TopicState, default=TopicState.POOL)
    session = models.ForeignKey(
        StudySession, on_delete=models.PROTECT, null=True, blank=True, related_name="topics"
    )
    taken_at = models.DateTimeField("选用时间", null=True, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # How it went the last time, while it waits again.
    last_decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = "议题"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                name="session_takes_one_topic",
                violation_error_message="本次学习会已有议题。",
            ),
            models.CheckConstraint(
                condition=Q(state="pool", session=None) | Q(session__isnull=False),
                name="topic_outside_the_pool_has_its_session",
                violation_error_message="议题须对应一次学习会。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def revision(self) -> int:
        """Names this taking of the topic; it is only rewritten after it was put back."""
        return int(self.taken_at.timestamp() * 1_000_000) if self.taken_at else 0

    def facts(self) -> Facts:
        """What the leader decides on."""
        return [
            Fact("议题", self.title),
            Fact("类型", self.get_kind_display()),
            Fact("切入角度", "、".join(self.angle_labels())),
            Fact("服务的中心工作", self.central_task),
            Fact("对应的上级规定专题", self.theme),
            Fact("为什么现在学", self.why_now),
            Fact("回应的问题", "、".join(str(problem) for problem in self.problems.all())),
        ]

    def angle_labels(self) -> list[str]:
        return [Angle(angle).label for angle in self.angles]

    def words(self) -> Words:
        text = "\n".join((self.why_now, self.central_task, self.theme))
        day = self.session.day() if self.session else timezone.localdate(self.created_at)
        return Words(self.title, text, day, self.group.unit_id, self.session_id)
