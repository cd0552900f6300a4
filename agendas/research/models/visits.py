"""Where the authors of a paper went to look (走访), and the problems they found there."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models

from accounts.people.models import User
from agendas.research.models.papers import Research
from agendas.topics.models import Problem


class FieldVisit(models.Model):
    """One visit to a place or unit. How many people were met, never who."""

    paper = models.ForeignKey(Research, on_delete=models.CASCADE, related_name="visits")
    visited_on = models.DateField("走访日期")
    place = models.CharField("走访单位或地点", max_length=80)
    met_count = models.PositiveSmallIntegerField("见面人数", default=0)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "走访"
        ordering = ["visited_on", "pk"]

    def __str__(self) -> str:
        return self.place


class MetProblemQuerySet(models.QuerySet["MetProblem"]):
    def visible_to(self, user: User) -> Self:
        """As the papers they stand in."""
        papers = Research.objects.visible_to(user)
        return self.filter(visit__paper__in=papers.values("pk"))


class MetProblem(models.Model):
    """One problem met on a visit: solved on the spot, or to be put on the group's list."""

    visit = models.ForeignKey(FieldVisit, on_delete=models.CASCADE, related_name="problems")
    text = models.CharField("问题", max_length=100)
    is_solved = models.BooleanField("已解决", default=False)
    listed = models.ForeignKey(
        Problem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MetProblemQuerySet.as_manager()

    class Meta:
        verbose_name = "走访发现的问题"
        ordering = ["is_solved", "pk"]

    def __str__(self) -> str:
        return self.text
