"""Inspections of other kinds (执行力检查, 巡察, 12345, 信访) that found problems in a group."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from accounts.people.models import Role, User
from accounts.units.models import Unit
from agendas.topics.models import Problem, ProblemSource
from studygroups.groups.models import StudyGroup

# Where problems come from that the group did not find itself and no observer brought.
KINDS = [
    (kind.value, kind.label)
    for kind in (
        ProblemSource.INSPECTION,
        ProblemSource.PATROL,
        ProblemSource.HOTLINE,
        ProblemSource.PETITION,
        ProblemSource.ABOVE,
    )
]


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def of_supervisor(self, user: User) -> Self:
        """Those of a unit for which he does the supervising, while it supervises the group."""
        return self.filter(
            unit__role_grants__person=user,
            unit__role_grants__role=Role.SUPERVISOR,
            group__supervisions__unit=F("unit"),
        )

    def visible_to(self, user: User) -> Self:
        """As the problems it found: the group's members, and the supervisors of its unit."""
        groups = StudyGroup.objects.of_member(user, on=timezone.localdate())
        return self.filter(
            Q(group__in=groups.values("pk"))
            | Q(pk__in=self.model.objects.of_supervisor(user).values("pk"))
        )

    def with_problems(self) -> Self:
        """In the order in which they were listed."""
        return self.prefetch_related(Prefetch("problems", Problem.objects.order_by("pk")))


class Inspection(models.Model):
    """One inspection of one group by one unit, on one day, with the problems it listed."""

    group = models.ForeignKey(
        StudyGroup, on_delete=models.PROTECT, related_name="inspections", verbose_name="中心组"
    )
    kind = models.CharField("类别", max_length=12, choices=KINDS)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name="检查单位"
    )
    inspected_on = models.DateField("检查日期")
    problems = models.ManyToManyField(Problem, related_name="+", verbose_name="发现的问题")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(default=timezone.now)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "检查"
        ordering = ["-inspected_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.unit}：{self.get_kind_display()}"
