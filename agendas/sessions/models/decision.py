"""What is decided about a session, by whom, and the objection to what was entered for him."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.files.models import StoredFile
from accounts.people.models import User
from agendas.sessions.models.session import StudySession


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
    MATERIAL = "material", "媒体供稿"


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
