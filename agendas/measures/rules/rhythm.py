"""When progress is due: at the end of each period, or on the next day that people work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import count, islice

from agendas.measures.models import Rhythm
from studygroups.workdays.rules import shift_each

_DAY = timedelta(days=1)
# So many periods back there is one, even of a week, that was due before the longest holidays.
_BACK = 4


def _ends_month(day: date) -> bool:
    return (day + _DAY).day == 1


# The last day of a period. A week of reports ends on Friday.
_IS_END: dict[Rhythm, Callable[[date], bool]] = {
    Rhythm.WEEK: lambda day: day.isoweekday() == 5,
    Rhythm.TEN_DAYS: lambda day: day.day in (10, 20) or _ends_month(day),
    Rhythm.HALF_MONTH: lambda day: day.day == 15 or _ends_month(day),
    Rhythm.MONTH: _ends_month,
    Rhythm.QUARTER: lambda day: day.month % 3 == 0 and _ends_month(day),
}


def _ends_back(rhythm: Rhythm, on: date) -> Iterator[date]:
    """The last days of its periods, that day's own included, going back without end."""
    return (day for day in (on - n * _DAY for n in count()) if _IS_END[rhythm](day))


def last_due(on: date, *, entered: Mapping[date, bool]) -> dict[Rhythm, date]:
    """For each rhythm the end of the last period whose report was due by that day.

    Where a period ends on a day off, its report is due on the next working day; ``entered`` are
    the days an administrator entered over and above the built-in calendar.
    """
    ends = {rhythm: list(islice(_ends_back(rhythm, on), _BACK)) for rhythm in _IS_END}
    days = [day for each in ends.values() for day in each]
    steps = [(day - _DAY, 1) for day in days]
    due = dict(zip(days, shift_each(steps, entered=entered), strict=True))
    return {
        rhythm: next((day for day in each if due[day] <= on), each[-1])
        for rhythm, each in ends.items()
    }
