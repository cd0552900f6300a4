"""What is counted of a measure, and the dated values reported for it."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, OuterRef, Subquery, Sum, When
from django.utils import timezone

from accounts.files.models import StoredFile
from accounts.people.models import User
from agendas.measures.models.measure import Measure
from agendas.proxies.models import Proxy


class Comparator(models.TextChoices):
    GE = "ge", "≥"
    LE = "le", "≤"
    GT = "gt", ">"
    LT = "lt", "<"
    EQ = "eq", "="


class IndicatorKind(models.TextChoices):
    SUM = "sum", "累计"
    LATEST = "latest", "最新值"
    SHARE = "share", "比例"


class Rhythm(models.TextChoices):
    """How often progress is reported; by milestones, on the day each of them is due."""

    WEEK = "week", "每周"
    TEN_DAYS = "ten_days", "每旬"
    HALF_MONTH = "half_month", "每半月"
    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    MILESTONES = "milestones", "按节点"


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(measure__in=Measure.objects.visible_to(user).values("pk"))

    def recount(self) -> None:
        """Keep ``value`` and ``last_read_on`` as the readings say, in one statement.

        The value is the sum of all readings where the indicator adds up, else the newest; both are
        empty before the first.
        """
        readings = Reading.objects.filter(indicator=OuterRef("pk"))
        newest = readings.order_by("-read_on", "-pk")[:1]
        total = readings.order_by().values("indicator").annotate(total=Sum("value"))
        is_sum = When(kind=IndicatorKind.SUM, then=Subquery(total.values("total")))
        self.update(
            value=Case(is_sum, default=Subquery(newest.values("value"))),
            last_read_on=Subquery(newest.values("read_on")),
        )


class Indicator(models.Model):
    """What is counted: value, comparator, target, unit, with last year's figure beside it."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField("指标", max_length=60)
    comparator = models.CharField("要求", max_length=2, choices=Comparator, default=Comparator.GE)
    target = models.DecimalField("目标值", max_digits=14, decimal_places=2)
    unit = models.CharField("单位", max_length=12)
    baseline = models.DecimalField(
        "上年基数", max_digits=14, decimal_places=2, null=True, blank=True
    )
    kind = models.CharField("口径", max_length=6, choices=IndicatorKind, default=IndicatorKind.SUM)
    rhythm = models.CharField("报送周期", max_length=10, choices=Rhythm, default=Rhythm.QUARTER)
    # What the readings come to, kept here so that lists of any length can be lit.
    value = models.DecimalField(
        "完成数", max_digits=16, decimal_places=2, null=True, blank=True, editable=False
    )
    last_read_on = models.DateField("最近报送", null=True, blank=True, editable=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "指标"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "name"],
                name="indicator_name_once_in_a_measure",
                violation_error_message="该措施已有同名指标。",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(indicator__in=Indicator.objects.visible_to(user).values("pk"))


class Reading(models.Model):
    """One dated value with its evidence (报进度); for a sum, what was added since the last."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="readings")
    value = models.DecimalField("数值", max_digits=14, decimal_places=2)
    read_on = models.DateField("截至日期")
    evidence = models.CharField("依据", max_length=200)
    file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="佐证材料",
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    # Set where the secretary recorded it for the owner (代交).
    proxy = models.ForeignKey(
        Proxy, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "进度"
        ordering = ["read_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "read_on"],
                name="one_reading_a_day",
                violation_error_message="该指标这一天已报过进度。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.read_on}：{self.value}"
