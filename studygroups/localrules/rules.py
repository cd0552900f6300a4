"""Reading the local rules in force for a unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from accounts.units.models import Unit
from studygroups.localrules.models import DEFAULTS, LocalRule, RuleKey


def values_for(unit: Unit, *, on: date) -> dict[RuleKey, int]:
    """Every rule for the unit on that day, in one query.

    The nearest unit upward that has spoken wins; among its own words the latest begun.
    """
    rows = (
        LocalRule.objects.in_force(on)
        .filter(unit__path__in=unit.path_upward())
        .order_by("unit__path", "from_on")
        .values_list("key", "value")
    )
    return {**DEFAULTS, **{RuleKey(key): value for key, value in rows}}


def value_for(unit: Unit, key: RuleKey, *, on: date) -> int:
    """One rule for the unit on that day."""
    return values_for(unit, on=on)[key]


def value_at_each(key: RuleKey, places: Iterable[tuple[Unit, date]]) -> list[int]:
    """One rule for many units, each on a day of its own, in one query; as ``value_for``."""
    laid = list(
        LocalRule.objects.filter(key=key)
        .order_by("unit__path", "from_on")
        .values_list("unit__path", "from_on", "until", "value")
    )
    return [
        next(
            (
                value
                for path, from_on, until, value in reversed(laid)
                if unit.path.startswith(path) and from_on <= on and (until is None or until >= on)
            ),
            DEFAULTS[key],
        )
        for unit, on in places
    ]
