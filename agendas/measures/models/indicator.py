"""What is counted of a measure, and the dated values reported for it."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, DecimalField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
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


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(measure__in=Measure.objects.visible_to(user).values("pk"))

    def with_value(self) -> Self:
        """Annotates ``value`` and ``last_read_on``, both ``None`` before the first reading.

        The value is the sum of all readings where the indicator adds up, else the newest. Filters
        may ask for it as ``reported``, in which a sum without readings is 0.
        """
        readings = Reading.objects.filter(indicator=OuterRef("pk"))
        newest = readings.order_by("-read_on", "-pk")[:1]
        total = readings.order_by().values("indicator").annotate(total=Sum("value"))
        summed = Subquery(total.values("total"))
        latest = Subquery(newest.values("value"))
        figure: DecimalField[Any, Any] = DecimalField(max_digits=16, decimal_places=2)
        is_sum = Q(kind=IndicatorKind.SUM)
        nought = Coalesce(summed, Value(0), output_field=figure)
        rows = self.alias(
            reported=Case(When(is_sum, then=nought), default=latest, output_field=figure)
        )
        return rows.annotate(
            value=Case(When(is_sum, then=summed), default=latest, output_field=figure),
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
