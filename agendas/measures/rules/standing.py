"""How measures and indicators stand on a day, ready to be shown; for all rows with one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from agendas.measures.models import (
    Change,
    Comparator,
    Indicator,
    IndicatorKind,
    Light,
    Measure,
    MeasureQuerySet,
)
from agendas.measures.rules.light import lit, lit_indicators
from agendas.measures.rules.yardstick import Yardstick

_COLOURS = {
    Light.NONE: "--ink-3",
    Light.RED: "--late",
    Light.YELLOW: "--lag",
    Light.BLUE: "--near",
    Light.GREEN: "--ok",
}


def with_progress(measures: MeasureQuerySet, yardstick: Yardstick) -> MeasureQuerySet:
    """The measures with everything their lights and rows ask for, in two queries for all.

    Annotates ``change_waits`` too: whether a request for another deadline or target is undecided.
    """
    waiting = Change.objects.filter(measure=OuterRef("pk"), decision=None)
    rows = measures.select_related("session__group__unit", "owner", "handler")
    rows = lit(rows, yardstick).annotate(change_waits=Exists(waiting))
    indicators = lit_indicators(Indicator.objects.all(), yardstick)
    return rows.prefetch_related(Prefetch("indicators", indicators))


@dataclass(frozen=True, slots=True)
class IndicatorStanding:
    """One indicator as it stands.

    ``done`` and ``pace`` are whole percents, ``pace`` only where it is to grow with the calendar.
    """

    indicator: Indicator
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
        if self.indicator.value is None:
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


def standing_of(measure: Any, on: date) -> MeasureStanding:
    """The measure, which must be loaded ``with_progress`` of that day."""
    indicators = [_standing(one, measure, on) for one in measure.indicators.all()]
    light = Light(measure.light)
    if light == Light.NONE:
        return MeasureStanding(measure, light, measure.get_status_display(), indicators)
    words = next((one.words for one in indicators if one.light == light == Light.YELLOW), None)
    words = words or _date_words(light, due_on=measure.nearest_on, on=on)
    # Red and blue are told by its own date or by that of a milestone, green by nothing.
    if light in (Light.RED, Light.BLUE) and measure.nearest_on < measure.due_on:
        words = f"节点{words}"
    return MeasureStanding(measure, light, words, indicators)


def standings(measures: Iterable[Measure], on: date) -> list[MeasureStanding]:
    return [standing_of(measure, on) for measure in measures]


def _standing(indicator: Any, measure: Measure, on: date) -> IndicatorStanding:
    return IndicatorStanding(
        indicator,
        Light(indicator.light),
        _words(indicator, due_on=measure.due_on, on=on),
        done=_done(indicator),
        pace=_pace(measure, on) if _is_paced(indicator) else None,
    )


def _is_paced(indicator: Indicator) -> bool:
    """Whether it is to grow with the calendar: sums with a floor."""
    is_floor = indicator.comparator in (Comparator.GE, Comparator.GT)
    return is_floor and indicator.kind == IndicatorKind.SUM


def _done(indicator: Any) -> int:
    """Value ÷ target in whole percent, never below 0; a target of 0 or less is reached or not."""
    if indicator.target <= 0:
        return 100 if indicator.is_met else 0
    return int(max(Fraction(indicator.value or 0) / Fraction(indicator.target), Fraction(0)) * 100)


def _pace(measure: Measure, on: date) -> int:
    """The share of its days gone by at the end of that day (序时进度), in whole percent."""
    days = (measure.due_on - measure.starts_on).days + 1
    gone = (min(on, measure.due_on) - measure.starts_on).days + 1
    return round(Fraction(max(gone, 0), days) * 100)


def _words(indicator: Any, *, due_on: date, on: date) -> str:
    """The state in words: what is wrong with a bound is not that the calendar went ahead."""
    light, is_paced = Light(indicator.light), _is_paced(indicator)
    if light == Light.RED:
        return _date_words(light, due_on=due_on, on=on)
    if light == Light.YELLOW and not is_paced:
        is_ceiling = indicator.comparator in (Comparator.LE, Comparator.LT)
        return "超出上限" if is_ceiling else "未达要求"
    if light == Light.NONE:
        return "已达成" if indicator.is_met else "未达成"
    if light == Light.GREEN and indicator.value is None:
        return "未报进度"
    # A floor once reached stays reached; any other bound can still be broken.
    if light == Light.GREEN and is_paced and indicator.is_met:
        return "已达成"
    return str(light.label)


def _date_words(light: Light, *, due_on: date, on: date) -> str:
    days = abs((due_on - on).days)
    if light == Light.RED:
        return f"逾期 {days} 天"
    if light == Light.BLUE:
        return f"临期，还有 {days} 天" if days else "临期，今天到期"
    return str(light.label)
