"""The scheme of a session (学习会方案): what is arranged, on one sheet for the leader to decide."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.people.models import User
from agendas.drafts.models import Draft, DraftQuerySet
from agendas.sessions.facts import Fact, Facts
from agendas.sessions.models import Matter, StudySession
from studygroups.forms.models import Stage
from studygroups.groups.models import StudyGroup


class SchemeState(models.TextChoices):
    DRAFT = "draft", "起草中"
    SUBMITTED = "submitted", "待审定"
    APPROVED = "approved", "已批准"


class SchemeQuerySet(DraftQuerySet["Scheme"]):
    def visible_to(self, user: User) -> Self:
        """Leads see it always, members once it is submitted.

        The supervisors of a demonstration group review it: to them it is shown once approved,
        which is mostly before the notice goes out and the session itself is. Whoever observes a
        session is shown the approved one.
        """
        sessions = StudySession.objects
        out = Q(state__in=(SchemeState.SUBMITTED, SchemeState.APPROVED))
        watched = StudyGroup.objects.supervised_by(user).filter(is_demonstration=True)
        return self.filter(
            Q(session__in=sessions.led_by(user).values("pk"))
            | out & Q(session__in=sessions.of_member(user).values("pk"))
            | Q(state=SchemeState.APPROVED, session__group__in=watched.values("pk"))
            | Q(state=SchemeState.APPROVED, session__in=sessions.observed_by(user).values("pk"))
        )

    def awaiting_decision(self) -> Self:
        """As for any draft; nobody asks for it any more once the session is closed."""
        return super().awaiting_decision().exclude(session__stage=Stage.CLOSED)


class Scheme(Draft):
    """The words the secretary adds to what the session holds, and the sheet as it was submitted.

    ``sections`` is that sheet, empty before the first time: pairs of a heading and its lines. It
    is what the leader decides on and what is compared with the arrangements of today.
    """

    MATTER, PART = Matter.SCHEME, "scheme"

    session = models.OneToOneField(StudySession, on_delete=models.CASCADE, related_name="scheme")
    requirements = models.TextField("有关要求", blank=True, max_length=2000)
    sections = models.JSONField("送审内容", default=list, blank=True)
    state = models.CharField("状态", max_length=10, choices=SchemeState, default=SchemeState.DRAFT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = "学习会方案"
        verbose_name_plural = "学习会方案"

    def __str__(self) -> str:
        return f"{self.session}：学习会方案"

    def facts(self) -> Facts:
        """What the leader decides on: the sheet as it was submitted, section by section."""
        return [Fact(name, "\n".join(lines)) for name, lines in self.sections]
