"""What all lights of one page are measured by: a day, and what each unit laid down for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Expression, Value, When

from studygroups.localrules.models import DEFAULTS, LocalRule, RuleKey

_KEYS = (RuleKey.NEAR_DAYS, RuleKey.LAG_TOLERANCE)


@dataclass(frozen=True, slots=True)
class Yardstick:
    """``laid_down`` has, for each rule, its value for every unit (by path) that has spoken."""

    on: date
    laid_down: Mapping[str, Mapping[str, int]]

    @classmethod
    def of(cls, on: date) -> Yardstick:
        """One query, however many units the rows belong to: such rules are few in a county."""
        laid_down: dict[str, dict[str, int]] = {key: {} for key in _KEYS}
        rules = LocalRule.objects.in_force(on).filter(key__in=_KEYS)
        for key, path, value in rules.order_by("from_on").values_list("key", "unit__path", "value"):
            laid_down[key][path] = value
        return cls(on, laid_down)

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
