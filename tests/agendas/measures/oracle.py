"""Lights once more, reckoned on plain values alone: what the SQL is tested against.

The order is the county's: overdue, behind the calendar at the last reading due, near its date,
else in order. The default rhythm of readings is quarterly.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from agendas.measures.models import Comparator, IndicatorKind, Light


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day of a measure, both counted."""

    starts_on: date
    due_on: date

    def elapsed(self, on: date) -> Fraction:
        """The share of its days gone by at the end of that day (序时进度), from 0 to 1."""
        days = (self.due_on - self.starts_on).days + 1
        gone = (min(on, self.due_on) - self.starts_on).days + 1
        return Fraction(max(gone, 0), days)

    def last_reading_due(self, on: date) -> date | None:
        """The last quarter end within the period up to that day; ``None`` before the first."""
        quarter_end = last_quarter_end(min(on, self.due_on))
        return quarter_end if quarter_end >= self.starts_on else None


def last_quarter_end(on: date) -> date:
    """The last day of the last quarter that is over at the end of that day."""
    tomorrow = on + timedelta(days=1)
    quarter_begins = tomorrow.replace(month=(tomorrow.month - 1) // 3 * 3 + 1, day=1)
    return quarter_begins - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Aim:
    """What an indicator is to reach."""

    kind: str
    comparator: str
    target: Decimal

    def is_met(self, value: Decimal | None) -> bool:
        """Whether the value answers the target; a sum nobody has reported to yet is 0."""
        if value is None and self.kind != IndicatorKind.SUM:
            return False
        value = value or Decimal(0)
        return {
            Comparator.GE: value >= self.target,
            Comparator.GT: value > self.target,
            Comparator.LE: value <= self.target,
            Comparator.LT: value < self.target,
            Comparator.EQ: value == self.target,
        }[Comparator(self.comparator)]

    def is_paced(self) -> bool:
        """Whether it is to grow with the calendar: sums with a floor."""
        return self.kind == IndicatorKind.SUM and self.comparator in (
            Comparator.GE,
            Comparator.GT,
        )

    def is_broken(self, value: Decimal | None) -> bool:
        """Whether the newest value lies outside the bound.

        What was never read breaks nothing; a sum to come out exact is broken once it is more.
        """
        if value is None:
            return False
        if self.kind == IndicatorKind.SUM and self.comparator == Comparator.EQ:
            return value > self.target
        return not self.is_met(value)

    def done(self, value: Decimal | None) -> Fraction:
        """Value ÷ target, never below 0; a target of 0 or less is either reached or not."""
        if self.target <= 0:
            return Fraction(int(self.is_met(value)))
        return max(Fraction(value or 0) / Fraction(self.target), Fraction(0))


def indicator_light(
    aim: Aim, value: Decimal | None, *, period: Period, on: date, tolerance: int
) -> Light:
    """Red: the date is past and the target not met. Yellow: behind, or outside the bound.

    Behind is more than ``tolerance`` points short of the calendar at the last reading due.
    """
    if on > period.due_on:
        return Light.GREEN if aim.is_met(value) else Light.RED
    if aim.is_paced():
        return _pace_light(aim, value, period=period, on=on, tolerance=tolerance)
    return Light.YELLOW if aim.is_broken(value) else Light.GREEN


def _pace_light(
    aim: Aim, value: Decimal | None, *, period: Period, on: date, tolerance: int
) -> Light:
    due = period.last_reading_due(on)
    if due is None or aim.is_met(value):
        return Light.GREEN
    behind = period.elapsed(due) - aim.done(value)
    return Light.YELLOW if behind > Fraction(tolerance, 100) else Light.GREEN


def date_light(due_on: date, *, on: date, near_days: int) -> Light:
    """The measure's own date: red from the day after, blue within so many days before."""
    if on > due_on:
        return Light.RED
    return Light.BLUE if (due_on - on).days <= near_days else Light.GREEN


def light_of(due_on: date, indicators: list[Light], *, on: date, near_days: int) -> Light:
    """A running measure: the worst of its own date and its indicators."""
    worst_first = (Light.RED, Light.YELLOW, Light.BLUE, Light.GREEN)
    return min([date_light(due_on, on=on, near_days=near_days), *indicators], key=worst_first.index)
