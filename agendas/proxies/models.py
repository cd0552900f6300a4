"""What somebody gave on paper or by word and the secretary entered for him (代交, 代答复)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.files.models import StoredFile
from accounts.people.models import User
from accounts.templatetags.words import day
from agendas.sessions.facts import Fact
from agendas.sessions.models import Objectable, StudySession
from studygroups.groups.models import Membership


class ProxyKind(models.TextChoices):
    RESEARCH = "research", "调研材料"
    EXCUSE = "excuse", "免交申请"
    ANSWER = "answer", "参会答复"
    READING = "reading", "进度"
    CLOSING = "closing", "办结申请"
    CHANGE = "change", "调整申请"
    MAKE_UP = "makeup", "补学小结"


# What concerns one person alone.
PERSONAL = (ProxyKind.EXCUSE, ProxyKind.ANSWER, ProxyKind.MAKE_UP)


class ProxyQuerySet(models.QuerySet["Proxy"]):
    def visible_to(self, user: User) -> Self:
        """Leads see all, members what concerns the session, everybody what was entered for him."""
        sessions = StudySession.objects
        return self.filter(
            Q(session__in=sessions.led_by(user).values("pk"))
            | Q(session__in=sessions.of_member(user).values("pk")) & ~Q(kind__in=PERSONAL)
            | Q(person=user)
        )

    def in_order(self) -> Self:
        """The official order of the group, then guests and owners from outside; newest first."""
        seats = Membership.objects.filter(
            group=OuterRef("session__group"), person=OuterRef("person")
        )
        place = Subquery(seats.order_by("-from_on").values("order")[:1])
        return self.annotate(place=place).order_by(
            F("place").asc(nulls_last=True),
            "person__unit__place",
            "person__order",
            "person",
            "-entered_at",
            "-pk",
        )

    def with_people(self) -> Self:
        """Everything the trail and the API show, in one query."""
        return self.select_related("person", "entered_by", "scan", "session__group")


class Proxy(Objectable):
    """One thing that one person gave, on which day, and who entered it for him.

    A paper of several authors is one row for each of them: each is told and may object.
    """

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField("事项", max_length=8, choices=ProxyKind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="本人"
    )
    given_on = models.DateField("提供日期")
    scan = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(default=timezone.now)

    objects = ProxyQuerySet.as_manager()

    class Meta:
        verbose_name = "代交"
        ordering = ["-entered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=F("entered_by")),
                name="proxy_is_entered_by_another",
                violation_error_message="本人提交的不是代交。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.mark()}：{self.get_kind_display()}"

    def mark(self) -> str:
        """The word of the tag that stands wherever the thing is shown."""
        return "代答复" if self.kind == ProxyKind.ANSWER else "代交"

    def words(self) -> str:
        """Who entered it, and when it was given."""
        return f"{self.entered_by.full_name}，{day(self.given_on)}"


def facts_of(proxy: Proxy | None) -> list[Fact]:
    """The mark among facts, where there is one, and that he whose it is objected; never kept."""
    if proxy is None:
        return []
    objected = "，本人有异议" if proxy.objected_at else ""
    return [Fact(proxy.mark(), f"{proxy.words()}{objected}", is_personal=True)]
