"""A supervising unit's observation of one session, from the wish to the feedback."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q

from accounts.people.models import Role, User
from accounts.units.models import Unit
from agendas.sessions.models import StudySession
from agendas.topics.models import Problem

LONGEST_FEEDBACK = 500


class ObservationState(models.TextChoices):
    PROPOSED = "proposed", "拟旁听"
    ELSEWHEN = "elsewhen", "请另选时间"
    AGREED = "agreed", "已商定"
    HANDED_OVER = "handed_over", "材料已交"
    REPORTED = "reported", "已反馈"


# Agreed with the group, the feedback still to come.
COMING = (ObservationState.AGREED, ObservationState.HANDED_OVER)


class ObservationQuerySet(models.QuerySet["Observation"]):
    def of_supervisor(self, user: User) -> Self:
        """Those of a unit for which he does the supervising, while it supervises the group."""
        return self.filter(
            unit__role_grants__person=user,
            unit__role_grants__role=Role.SUPERVISOR,
            session__group__supervisions__unit=F("unit"),
        )

    def of_observer(self, user: User) -> Self:
        """Those in whose team he is, from the day they were agreed."""
        return self.filter(team=user, state__in=(*COMING, ObservationState.REPORTED))

    def visible_to(self, user: User) -> Self:
        """Those who lead the group, the supervisors of the unit, and its team once it is agreed."""
        own = self.model.objects
        return self.filter(
            Q(session__in=StudySession.objects.led_by(user).values("pk"))
            | Q(pk__in=own.of_supervisor(user).values("pk"))
            | Q(pk__in=own.of_observer(user).values("pk"))
        )

    def unreported(self) -> Self:
        """Agreed, and no feedback yet."""
        return self.filter(state__in=COMING)

    def attended(self, at: datetime) -> Self:
        """Agreed, and the meeting has begun."""
        agreed = self.filter(state__in=(*COMING, ObservationState.REPORTED))
        return agreed.filter(session__starts_at__lte=at)

    def with_all(self) -> Self:
        """Everything the pages and the API show, in three queries."""
        rows = self.select_related(
            "session__group__unit", "unit", "lead", "agreed_by", "reported_by", "responded_by"
        )
        team = Prefetch("team", User.objects.select_related("unit"))
        return rows.prefetch_related(team, Prefetch("problems", Problem.objects.order_by("pk")))


class Observation(models.Model):
    """One unit observes one session with a team of two or three.

    ``words`` is what the group said when it agreed late or asked for another time; ``response``
    what it did about the feedback.
    """

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="observations")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name="督导单位"
    )
    state = models.CharField(
        "状态", max_length=12, choices=ObservationState, default=ObservationState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField("提出时间")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="带队人",
    )
    team = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name="旁听人员"
    )
    words = models.CharField("中心组意见", max_length=200, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField("商定时间", null=True, blank=True)
    handed_over_at = models.DateTimeField("交材料时间", null=True, blank=True)
    overall = models.TextField("总体评价", blank=True, max_length=LONGEST_FEEDBACK)
    highlights = models.TextField("亮点", blank=True, max_length=LONGEST_FEEDBACK)
    problems = models.ManyToManyField(
        Problem, related_name="+", blank=True, verbose_name="指出的问题"
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reported_at = models.DateTimeField("反馈时间", null=True, blank=True)
    response = models.TextField("整改情况", blank=True, max_length=LONGEST_FEEDBACK)
    responded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    responded_at = models.DateTimeField("整改登记时间", null=True, blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = "列席旁听"
        ordering = [F("session__starts_at").desc(nulls_first=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "unit"],
                name="unit_observes_a_session_once",
                violation_error_message="本单位已拟旁听这次学习会。",
            ),
            models.CheckConstraint(
                condition=~Q(state=ObservationState.REPORTED)
                | ~Q(overall="") & Q(reported_at__isnull=False),
                name="feedback_has_words_and_its_moment",
                violation_error_message="旁听反馈须有总体评价和时间。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}旁听《{self.session}》"

    def is_agreed(self) -> bool:
        """With the group; the team stands on its list."""
        return self.state not in (ObservationState.PROPOSED, ObservationState.ELSEWHEN)

    def has_begun(self, at: datetime) -> bool:
        starts_at = self.session.starts_at
        return starts_at is not None and starts_at <= at

    def people(self) -> list[User]:
        """The team, its lead first."""
        return sorted(self.team.all(), key=lambda person: person.pk != self.lead_id)
