"""How measures and indicators stand on a day, ready to be shown; for all rows with one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.units.models import Unit
from agendas.measures.models import (
    Comparator,
    Indicator,
    Light,
    Measure,
    MeasureQuerySet,
    with_progress,
)
from agendas.measures.rules.light import (
    Aim,
    Limits,
    Period,
    date_light,
    indicator_light,
    worst,
)
from studygroups.localrules.models import DEFAULTS, LocalRule, RuleKey

_KEYS = (RuleKey.NEAR_DAYS, RuleKey.LAG_TOLERANCE)
_CENT = Decimal("0.01")
_COLOURS = {
    Light.NONE: "--ink-3",
    Light.RED: "--late",
    Light.YELLOW: "--lag",
    Light.BLUE: "--near",
    Light.GREEN: "--ok",
}


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What all lights of one page are measured by: a day, and what each unit laid down for it."""

    on: date
    laid_down: Mapping[str, Mapping[str, int]]

    @classmethod
    def of(cls, on: date) -> Yardstick:
        """One query, however many units the rows belong to: such rules are few in a county."""
        laid_down: dict[str, dict[str, int]] = {}
        rules = LocalRule.objects.in_force(on).filter(key__in=_KEYS)
        for path, key, value in rules.order_by("from_on").values_list("unit__path", "key", "value"):
            laid_down.setdefault(path, {})[key] = value
        return cls(on, laid_down)

    def limits(self, unit: Unit) -> Limits:
        """The nearest unit upward that has spoken wins, for each rule by itself."""
        values = {str(key): value for key, value in DEFAULTS.items()}
        for path in unit.path_upward():
            values.update(self.laid_down.get(path, {}))
        return Limits(values[RuleKey.NEAR_DAYS], values[RuleKey.LAG_TOLERANCE])


@dataclass(frozen=True, slots=True)
class IndicatorStanding:
    """One indicator as it stands.

    ``done`` and ``pace`` are whole percents, ``pace`` only where it is to grow with the calendar.
    """

    indicator: Indicator
    value: Decimal | None
    light: Light
    words: str
    done: int
    pace: int | None

    def bar(self) -> int:
        """The filled part of the bar, in percent."""
        return min(self.done, 100)

    def line(self) -> str:
        """Where the line of time stands, in percent; drawn inside the bar on the last day too."""
        return f"{min(self.pace or 0, 99.6)}"

    def progress(self) -> str:
        """How far it is, in words: against its target, and where time stands."""
        words = f"完成 {self.done}%" if self.pace is not None else f"为目标值的 {self.done}%"
        if self.value is None:
            words = "未报进度"
        return words if self.pace is None else f"{words}，序时进度 {self.pace}%"

    def colour(self) -> str:
        """The token of the bar's colour, one for each light."""
        return _COLOURS[self.light]


@dataclass(frozen=True, slots=True)
class MeasureStanding:
    """One measure as it stands: the worst of its own date and its indicators, and why."""

    measure: Measure
    light: Light
    words: str
    indicators: list[IndicatorStanding]


def standing_of(measure: Measure, yardstick: Yardstick) -> MeasureStanding:
    """The measure with its indicators, which must be loaded with their values."""
    indicators = [indicator_standing(one, yardstick) for one in measure.indicators.all()]
    if not measure.is_running():
        words = measure.get_status_display()
        return MeasureStanding(measure, Light.NONE, words, indicators)
    near_days = yardstick.limits(measure.session.group.unit).near_days
    own = date_light(measure.due_on, on=yardstick.on, near_days=near_days)
    light = worst([own, *(one.light for one in indicators)])
    words = next(
        (one.words for one in indicators if one.light == light and light != own),
        _date_words(own, due_on=measure.due_on, on=yardstick.on),
    )
    return MeasureStanding(measure, light, words, indicators)


def standings(measures: Iterable[Measure], yardstick: Yardstick) -> list[MeasureStanding]:
    return [standing_of(measure, yardstick) for measure in measures]


def with_light(rows: MeasureQuerySet, light: str, yardstick: Yardstick) -> MeasureQuerySet:
    """Those of the running measures that show the light, which no query can tell by itself."""
    running = standings(with_progress(rows.running()), yardstick)
    return rows.filter(pk__in=[one.measure.pk for one in running if one.light == light])


def indicator_standing(indicator: Indicator, yardstick: Yardstick) -> IndicatorStanding:
    """The indicator, loaded ``with_value``; its measure, session, group and unit loaded too."""
    measure = indicator.measure
    period, on = Period(measure.starts_on, measure.due_on), yardstick.on
    aim = Aim(indicator.kind, indicator.comparator, indicator.target)
    value = _value_of(indicator)
    light = Light.NONE
    if measure.is_running():
        tolerance = yardstick.limits(measure.session.group.unit).tolerance
        light = indicator_light(aim, value, period=period, on=on, tolerance=tolerance)
    return IndicatorStanding(
        indicator,
        value,
        light,
        _words(aim, light, value, period=period, on=on),
        done=int(aim.done(value) * 100),
        pace=round(period.elapsed(on) * 100) if aim.is_paced() else None,
    )


def _value_of(indicator: Any) -> Decimal | None:
    """The annotated value; to the cent, since SQLite adds up in floating point."""
    value: Decimal | None = indicator.value
    return None if value is None else value.quantize(_CENT)


def _words(aim: Aim, light: Light, value: Decimal | None, *, period: Period, on: date) -> str:
    """The state in words: what is wrong with a bound is not that the calendar went ahead."""
    if light == Light.RED:
        return _date_words(light, due_on=period.due_on, on=on)
    if light == Light.YELLOW and not aim.is_paced():
        is_ceiling = aim.comparator in (Comparator.LE, Comparator.LT)
        return "超出上限" if is_ceiling else "未达要求"
    if light == Light.NONE:
        return "已达成" if aim.is_met(value) else "未达成"
    if light == Light.GREEN and value is None:
        return "未报进度"
    # A floor once reached stays reached; any other bound can still be broken.
    if light == Light.GREEN and aim.is_paced() and aim.is_met(value):
        return "已达成"
    return str(light.label)


def _date_words(light: Light, *, due_on: date, on: date) -> str:
    days = abs((due_on - on).days)
    if light == Light.RED:
        return f"逾期 {days} 天"
    if light == Light.BLUE:
        return f"临期，还有 {days} 天" if days else "临期，今天到期"
    return str(light.label)
