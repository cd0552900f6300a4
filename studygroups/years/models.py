"""One row for each group and year, where figures for many groups are kept ready."""

from __future__ import annotations

from django.db import models

from studygroups.groups.models import StudyGroup


class GroupYear(models.Model):
    """A group's year; stale means that its figures must be counted again before they are shown."""

    group = models.ForeignKey(StudyGroup, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField("年度")
    is_stale = models.BooleanField(default=True, db_index=True)

    class Meta:
        verbose_name = "年度汇总"
        ordering = ["-year", "group__unit__place"]
        constraints = [models.UniqueConstraint(fields=["group", "year"], name="one_row_a_year")]

    def __str__(self) -> str:
        return f"{self.group} {self.year}"
