"""What all lights of one page are measured by: a day, what was due by it, what units laid down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Expression, IntegerField, QuerySet, Value, When
from django.db.models.functions import Cast

from agendas.measures.models import Rhythm
from agendas.measures.rules.rhythm import last_due
from studygroups.localrules.models import DEFAULTS, LocalRule, RuleKey
from studygroups.workdays.models import SpecialDay

_KEYS = (RuleKey.NEAR_DAYS, RuleKey.LAG_TOLERANCE)


_DAY = "day"


def _spoken(on: date) -> QuerySet[Any, tuple[str, str, int, date]]:
    """What was laid down for that day, in order, and the days off entered in the year before it."""
    rules = LocalRule.objects.in_force(on).filter(key__in=_KEYS).order_by()
    days = SpecialDay.objects.filter(day__range=(on - timedelta(days=366), on)).order_by()
    read: QuerySet[Any, tuple[str, str, int, date]] = rules.values_list(
        "key", "unit__path", "value", "from_on"
    ).union(
        days.values_list(Value(_DAY), Value(""), Cast("is_workday", IntegerField()), "day"),
        all=True,
    )
    return read.order_by("from_on")


@dataclass(frozen=True, slots=True)
class Yardstick:
    """``laid_down`` has, for each rule, its value for every unit (by path) that has spoken.

    ``due`` is, for each rhythm, the day as of which the last report due by then was to be.
    """

    on: date
    due: Mapping[Rhythm, date]
    laid_down: Mapping[str, Mapping[str, int]]

    @classmethod
    def of(cls, on: date) -> Yardstick:
        """One query, however many units the rows belong to: such rules are few in a county."""
        laid_down: dict[str, dict[str, int]] = {key: {} for key in _KEYS}
        entered: dict[date, bool] = {}
        for key, path, value, day in _spoken(on):
            if key == _DAY:
                entered[day] = bool(value)
            else:
                laid_down[key][path] = value
        return cls(on, last_due(on, entered=entered), laid_down)

    def near(self, unit: str) -> Expression:
        """The last day that is near, for the unit whose path that column holds."""
        return self._column(RuleKey.NEAR_DAYS, unit, lambda days: self.on + timedelta(days=days))

    def tolerance(self, unit: str) -> Expression:
        """Points (percent) that progress may lag behind the calendar."""
        return self._column(RuleKey.LAG_TOLERANCE, unit, lambda points: points)

    def _column(self, key: RuleKey, unit: str, means: Callable[[int], Any]) -> Expression:
        """The nearest unit upward that has spoken wins: its path is the longest."""
        spoken = sorted(self.laid_down[key].items(), key=lambda one: len(one[0]), reverse=True)
        default = Value(means(DEFAULTS[key]))
        whens = [When(**{f"{unit}__startswith": path}, then=means(value)) for path, value in spoken]
        return Case(*whens, default=default) if whens else default
