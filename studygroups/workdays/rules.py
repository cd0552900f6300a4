"""Working days by the official holiday calendar, exchanged Saturdays included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import chinese_calendar

from studygroups.workdays.models import SpecialDay

# Longest run asked for at a time; bounds the loop and the one query behind it.
_MOST_DAYS = 400


def _built_in(day: date) -> bool:
    """What the calendar package says; plain weekdays for years it does not know yet."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def is_workday(day: date) -> bool:
    """Whether people work that day; an administrator's entry wins over the built-in calendar."""
    entered = SpecialDay.objects.filter(day=day).values_list("is_workday", flat=True).first()
    return _built_in(day) if entered is None else entered


def shift_workdays(day: date, count: int) -> date:
    """The day ``count`` working days after ``day`` (before it when negative).

    The start itself is not counted; zero gives the day back. Raises ``ValueError`` when the
    answer would lie further than 400 calendar days away.
    """
    return shift_each([(day, count)])[0]


def shift_each(
    steps: Sequence[tuple[date, int]], *, entered: Mapping[date, bool] | None = None
) -> list[date]:
    """The same for many days, each with a count of its own, in one query.

    In none where the caller has read the days ``entered`` around them already.
    """
    if not steps:
        return []
    if entered is None:
        days, most = [day for day, _ in steps], timedelta(days=_MOST_DAYS)
        near = SpecialDay.objects.filter(day__range=(min(days) - most, max(days) + most))
        entered = dict(near.values_list("day", "is_workday"))
    return [_shift(day, count, entered) for day, count in steps]


def _shift(day: date, count: int, entered: Mapping[date, bool]) -> date:
    step = timedelta(days=1 if count > 0 else -1)
    left, here = abs(count), day
    while left:
        here += step
        if abs((here - day).days) > _MOST_DAYS:
            raise ValueError(f"{count} working days from {day} is too far to count")
        left -= entered[here] if here in entered else _built_in(here)
    return here
