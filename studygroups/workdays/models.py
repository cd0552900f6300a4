"""Days an administrator entered by hand, over and above the built-in holiday calendar."""

from __future__ import annotations

from django.db import models


class SpecialDay(models.Model):
    """One day of the official arrangement: a holiday, or a Saturday worked in exchange (调休)."""

    day = models.DateField("日期", unique=True)
    is_workday = models.BooleanField("上班")
    name = models.CharField("名称", max_length=20, blank=True)

    class Meta:
        verbose_name = "节假日安排"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {'上班' if self.is_workday else '放假'}"
