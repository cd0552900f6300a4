"""Lights once more, reckoned on plain values alone: what the SQL is tested against.

The order is the county's: overdue, behind the calendar at the last reading due, near its date,
else in order.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from chinese_calendar import is_workday

from agendas.measures.models import Comparator, IndicatorKind, Light, Rhythm


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


# On which days of the month a period ends; 0 stands for its last.
MONTHLY = {
    Rhythm.TEN_DAYS: (10, 20, 0),
    Rhythm.HALF_MONTH: (15, 0),
    Rhythm.MONTH: (0,),
    Rhythm.QUARTER: (0,),
}


def ends_period(rhythm: Rhythm, day: date) -> bool:
    """Whether a period of that rhythm ends that day; of milestones none does."""
    if rhythm == Rhythm.WEEK:
        return day.strftime("%a") == "Fri"
    if rhythm == Rhythm.MILESTONES or (rhythm == Rhythm.QUARTER and day.month not in (3, 6, 9, 12)):
        return False
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return day.day in MONTHLY[rhythm] or (is_last and 0 in MONTHLY[rhythm])


def last_reading_due(rhythm: Rhythm, on: date, milestones: list[date]) -> date | None:
    """The end of the last period that was to be reported by that day.

    Its report is due on the next working day where it ends on a day off, by milestones on the day
    of each; ``None`` before the first milestone.
    """
    if rhythm == Rhythm.MILESTONES:
        return max((day for day in milestones if day <= on), default=None)
    day = on
    while not (ends_period(rhythm, day) and working_day_from(day) <= on):
        day -= timedelta(days=1)
    return day


def working_day_from(day: date) -> date:
    """That day, or the next on which people work by the official calendar."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


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
    aim: Aim, value: Decimal | None, *, period: Period, on: date, due: date | None, tolerance: int
) -> Light:
    """Red: the date is past and the target not met. Yellow: behind, or outside the bound.

    Behind is more than ``tolerance`` points short of the calendar at the last reading ``due``.
    """
    if on > period.due_on:
        return Light.GREEN if aim.is_met(value) else Light.RED
    if not aim.is_paced():
        return Light.YELLOW if aim.is_broken(value) else Light.GREEN
    if due is None or due < period.starts_on or aim.is_met(value):
        return Light.GREEN
    behind = period.elapsed(due) - aim.done(value)
    return Light.YELLOW if behind > Fraction(tolerance, 100) else Light.GREEN


def light_of(days: list[date], indicators: list[Light], *, on: date, near_days: int) -> Light:
    """A running measure: the worst of its own date, those of its milestones undone, its indicators.

    Of the ``days`` each is red from the day after and blue within so many days before.
    """
    if on > min(days):
        return Light.RED
    if Light.RED in indicators:
        return Light.RED
    if Light.YELLOW in indicators:
        return Light.YELLOW
    return Light.BLUE if (min(days) - on).days <= near_days else Light.GREEN
