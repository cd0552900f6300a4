"""Official papers made from a session; for now the report sent upward (会议专报)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.people.models import Role, User
from accounts.search.models import Searchable, Words
from accounts.units.models import Unit
from agendas.drafts.models import Draft, DraftQuerySet
from agendas.sessions.facts import Fact, Facts
from agendas.sessions.models import Matter, StudySession


class PaperKind(models.TextChoices):
    REPORT = "report", "会议专报"


class PaperStatus(models.TextChoices):
    DRAFT = "draft", "起草中"
    SUBMITTED = "submitted", "待审定"
    APPROVED = "approved", "已签发"
    SENT = "sent", "已报送"
    NOT_APPLICABLE = "not_applicable", "不适用"


ISSUED = (PaperStatus.APPROVED, PaperStatus.SENT)


class PaperQuerySet(DraftQuerySet["Paper"]):
    def visible_to(self, user: User) -> Self:
        """Leads see the draft, members the issued paper, a supervisor what was sent to his unit."""
        sessions = StudySession.objects
        mine = user.roles.filter(role=Role.SUPERVISOR).values("unit")
        sent_here = self.model.recipients.through.objects.filter(unit__in=mine).values("paper")
        return self.filter(
            Q(session__in=sessions.led_by(user).values("pk"))
            | Q(status__in=ISSUED, session__in=sessions.of_member(user).values("pk"))
            | Q(status=PaperStatus.SENT, pk__in=sent_here)
        )


class Paper(Draft, Searchable):
    """One official paper of a session, numbered within its issuer's year when approved.

    It is sent afterwards, or said not to apply; what does not apply may still be written.
    """

    MATTER, PART = Matter.REPORT, "papers"
    STATE = "status"
    WRITABLE = (PaperStatus.DRAFT, PaperStatus.NOT_APPLICABLE)

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField("文种", max_length=8, choices=PaperKind, default=PaperKind.REPORT)
    issuer = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name="印发单位"
    )
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("期号", null=True, blank=True)
    title = models.CharField("标题", max_length=100, blank=True)
    body = models.TextField("正文", blank=True, max_length=20000)
    status = models.CharField("状态", max_length=15, choices=PaperStatus, default=PaperStatus.DRAFT)
    reason = models.CharField("不适用的理由", max_length=200, blank=True)
    recipients = models.ManyToManyField(Unit, related_name="+", blank=True, verbose_name="报送单位")
    sent_on = models.DateField("报送日期", null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = "文书"
        ordering = ["-year", "-number", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "kind"],
                name="session_has_one_paper_of_a_kind",
                violation_error_message="本次学习会已有该文种。",
            ),
            models.UniqueConstraint(
                fields=["issuer", "kind", "year", "number"],
                name="paper_number_given_once",
                violation_error_message="期号已被使用。",
            ),
            models.CheckConstraint(
                condition=~Q(status="not_applicable") | ~Q(reason=""),
                name="not_applicable_has_a_reason",
                violation_error_message="不适用须写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    def about(self) -> str:
        return self.title

    def facts(self) -> Facts:
        """What the leader signs."""
        return [
            Fact("标题", self.title),
            Fact("报送单位", "、".join(str(unit) for unit in self.recipients.all())),
            Fact("正文", self.body),
        ]

    def words(self) -> Words:
        session = self.session
        return Words(str(self), self.body, session.day(), session.group.unit_id, session.pk)
