"""Steps on the way to a measure's end, counted back from it (倒排工期)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.people.models import User
from agendas.measures.models.measure import Measure


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(measure__in=Measure.objects.visible_to(user).values("pk"))

    def undone(self) -> Self:
        return self.filter(done_on=None)


class Milestone(models.Model):
    """One step of a measure with a day of its own; past and undone it makes the measure overdue."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField("节点", max_length=60)
    due_on = models.DateField("节点时限")
    done_on = models.DateField("完成日期", null=True, blank=True)
    # How it was done, in the words of whoever reported it.
    evidence = models.CharField("完成情况", max_length=200, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = "节点"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "title"],
                name="milestone_once_in_a_measure",
                violation_error_message="该措施已有同名节点。",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None)
                | Q(done_on__isnull=False, done_by__isnull=False),
                name="done_milestone_says_when_and_by_whom",
                violation_error_message="已完成的节点须有完成日期和报送人。",
            ),
        ]

    def __str__(self) -> str:
        return self.title
