"""Working days by the official holiday calendar, exchanged Saturdays included."""

from __future__ import annotations

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
    step = timedelta(days=1 if count > 0 else -1)
    farthest = day + step * _MOST_DAYS
    entered = dict(
        SpecialDay.objects.filter(day__range=(min(day, farthest), max(day, farthest))).values_list(
            "day", "is_workday"
        )
    )
    left, here = abs(count), day
    while left:
        here += step
        if abs((here - day).days) > _MOST_DAYS:
            raise ValueError(f"{count} working days from {day} is too far to count")
        left -= entered[here] if here in entered else _built_in(here)
    return here
