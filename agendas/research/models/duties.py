"""Who owes research, and how he stands."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from accounts.people.models import User
from accounts.templatetags.words import day
from agendas.proxies.models import Proxy, facts_of
from agendas.research.models.states import DutyState, Excuse, ResearchState
from agendas.sessions.facts import Fact, Facts
from agendas.sessions.models import Decision, StudySession
from studygroups.forms.models import Stage


class DutyQuerySet(models.QuerySet["Duty"]):
    def visible_to(self, user: User) -> Self:
        """Leads see how every member stands, a member how he stands; a supervisor counts only."""
        sessions = StudySession.objects
        return self.filter(
            Q(session__in=sessions.led_by(user).values("pk"))
            | Q(person=user, session__in=sessions.of_member(user).values("pk"))
        )

    def unmet(self) -> Self:
        """Neither handed in nor excused."""
        return self.exclude(paper__state=ResearchState.HANDED_IN).exclude(excuse=Excuse.GRANTED)

    def still_owed(self) -> Self:
        """Neither handed in nor excused, for a meeting that is still to come."""
        return self.unmet().filter(session__stage__in=(Stage.RESEARCH, Stage.MEETING))

    def awaiting_decision(self) -> Self:
        """Excuses asked for and not decided, while they can be."""
        asked = self.filter(excuse=Excuse.ASKED, session__stage=Stage.RESEARCH)
        return asked.select_related(
            "session__group__unit", "person", "excuse_proxy__entered_by", "paper"
        )

    def with_papers(self) -> Self:
        """Everything the matrix shows of a member, in one query."""
        return self.select_related(
            "person",
            "paper",
            "proxy__entered_by",
            "excuse_proxy__entered_by",
            "excuse_decision__by",
            "excuse_decision__acted_for",
            "excuse_decision__recorded_by",
        )

    def tally(self) -> dict[str, int]:
        """How many members owe research, how many handed in, how many need not."""
        handed_in = Q(paper__state=ResearchState.HANDED_IN)
        return self.aggregate(
            owed=Count("pk"),
            handed_in=Count("pk", filter=handed_in),
            excused=Count("pk", filter=Q(excuse=Excuse.GRANTED) & ~handed_in),
        )


class Duty(models.Model):
    """What one member owes a session: a paper of his own or a joint one, unless excused.

    Name, unit and post stand as they were on the day the research was asked for.
    """

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="duties")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="duties"
    )
    name = models.CharField("姓名", max_length=40)
    unit_name = models.CharField("单位", max_length=80)
    post = models.CharField("职务", max_length=60, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    due_on = models.DateField("应交日期", null=True, blank=True)
    question = models.CharField("分题", max_length=200, blank=True)
    is_speaker = models.BooleanField("重点发言", default=False)
    paper = models.ForeignKey(
        "Research", on_delete=models.SET_NULL, null=True, blank=True, related_name="duties"
    )
    excuse = models.CharField("免交", max_length=8, choices=Excuse, default=Excuse.NONE)
    excuse_reason = models.CharField("免交理由", max_length=200, blank=True)
    # Set where the paper was handed in, or the excuse asked for, by another than himself.
    proxy = models.ForeignKey(
        Proxy, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    excuse_proxy = models.ForeignKey(
        Proxy, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    excuse_decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    last_excuse_decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = "调研任务"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                name="member_owes_once",
                violation_error_message="该成员已有调研任务。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def facts(self) -> Facts:
        """What is decided on when he asks to be excused."""
        return [
            Fact("申请人", f"{self.name}　{self.post}".strip(), is_personal=True),
            Fact("应交日期", day(self.due_on)),
            Fact("免交理由", self.excuse_reason),
            *facts_of(self.excuse_proxy),
        ]

    def state(self) -> DutyState:
        """A paper handed in comes before an excuse, an excuse before a paper sent back."""
        if self.paper and self.paper.state == ResearchState.HANDED_IN:
            return DutyState.HANDED_IN
        if self.excuse == Excuse.GRANTED:
            return DutyState.EXCUSED
        if self.excuse == Excuse.ASKED:
            return DutyState.EXCUSE_ASKED
        return DutyState(self.paper.state) if self.paper else DutyState.OWED

    def is_met(self) -> bool:
        return self.state() in (DutyState.HANDED_IN, DutyState.EXCUSED)
