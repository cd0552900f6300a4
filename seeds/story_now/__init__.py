"""What is going on around the day on which the demonstration is set up."""

from __future__ import annotations

from datetime import date, timedelta

from seeds.plot import Plot
from seeds.story_now import ahead, land, street, studies, traffic, zone
from studygroups.workdays.rules import is_workday


def plots(today: date) -> list[Plot]:
    """The sessions of these weeks, the oldest first."""
    told = [
        street.plot(_workday(today, -150), today),
        *(studies.plot(study, _day_of(study, today)) for study in studies.STUDIES),
        traffic.plot(_workday(today, 12)),
        zone.plot(_workday(today, 20)),
        land.preparing(_workday(today, 10)),
        ahead.plot(_workday(today, 14)),
        land.announced(_workday(today, 4)),
    ]
    return sorted(told, key=lambda plot: plot.day)


def _day_of(study: studies.Study, today: date) -> date:
    """A night study is held on a Monday (每周一夜学)."""
    day = _workday(today, -study.days_ago)
    while study.form == "night" and (day.weekday() or not is_workday(day)):
        day -= timedelta(days=1)
    return day


def _workday(today: date, distance: int) -> date:
    """The working day that many days off, or the next one further away from today."""
    day = today + timedelta(days=distance)
    while not is_workday(day):
        day += timedelta(days=1 if distance > 0 else -1)
    return day
