"""When reports are due: the ends of periods, days off, exchanged Saturdays, milestones."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agendas.measures.models import Light, Measure, Milestone, Rhythm
from agendas.measures.rules import Yardstick, standing_of, with_progress
from agendas.measures.rules.rhythm import last_due
from studygroups.workdays.models import SpecialDay
from tests.factories import indicator_of, measure_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rhythm", "on", "end"),
    [
        (Rhythm.QUARTER, date(2017, 6, 29), date(2017, 3, 31)),
        (Rhythm.QUARTER, date(2017, 6, 30), date(2017, 6, 30)),
        (Rhythm.QUARTER, date(2016, 2, 29), date(2015, 12, 31)),
        # New Year's Eve of 2016 is a Saturday, and Monday is a holiday too.
        (Rhythm.QUARTER, date(2017, 1, 2), date(2016, 9, 30)),
        (Rhythm.QUARTER, date(2017, 1, 3), date(2016, 12, 31)),
        # The last day of September 2017 is a Saturday worked in exchange.
        (Rhythm.QUARTER, date(2017, 9, 30), date(2017, 9, 30)),
        (Rhythm.MONTH, date(2016, 2, 29), date(2016, 2, 29)),
        (Rhythm.MONTH, date(2017, 4, 30), date(2017, 3, 31)),
        (Rhythm.MONTH, date(2017, 5, 2), date(2017, 4, 30)),
        (Rhythm.HALF_MONTH, date(2017, 6, 15), date(2017, 6, 15)),
        (Rhythm.TEN_DAYS, date(2017, 6, 19), date(2017, 6, 10)),
        (Rhythm.TEN_DAYS, date(2017, 6, 20), date(2017, 6, 20)),
        (Rhythm.WEEK, date(2017, 6, 29), date(2017, 6, 23)),
        (Rhythm.WEEK, date(2017, 6, 30), date(2017, 6, 30)),
        # A Friday in the middle of the holidays of October is due on the first day after them.
        (Rhythm.WEEK, date(2017, 10, 8), date(2017, 9, 29)),
        (Rhythm.WEEK, date(2017, 10, 9), date(2017, 10, 6)),
    ],
)
def test_the_last_period_whose_report_is_due(rhythm, on, end):
    assert last_due(on, entered={})[rhythm] == end


def test_a_day_off_entered_by_an_administrator_puts_the_report_off():
    SpecialDay.objects.create(day=date(2017, 6, 30), is_workday=False)

    assert Yardstick.of(date(2017, 7, 2)).due[Rhythm.QUARTER] == date(2017, 3, 31)
    assert Yardstick.of(date(2017, 7, 3)).due[Rhythm.QUARTER] == date(2017, 6, 30)


@pytest.fixture
def found(session, member):
    """How a measure of 2017 with nothing done stands, reported on by milestones."""
    measure = measure_of(session, owner=member, due_on=date(2017, 12, 31))
    Measure.objects.filter(pk=measure.pk).update(starts_on=date(2017, 1, 1))
    indicator_of(measure, rhythm=Rhythm.MILESTONES)
    Milestone.objects.create(measure=measure, title="完成征迁", due_on=date(2017, 6, 10))
    Milestone.objects.create(measure=measure, title="完成供地", due_on=date(2017, 9, 9))

    def stand(on: date, **done: Any):
        Milestone.objects.filter(title="完成征迁").update(**done)
        return standing_of(with_progress(Measure.objects.all(), Yardstick.of(on)).get(), on)

    return stand


@pytest.mark.parametrize(
    ("on", "light", "words"),
    [
        (date(2017, 6, 2), Light.GREEN, "正常"),
        (date(2017, 6, 3), Light.BLUE, "节点临期，还有 7 天"),
        (date(2017, 6, 10), Light.YELLOW, "滞后序时"),
        (date(2017, 6, 12), Light.RED, "节点逾期 2 天"),
    ],
)
def test_a_milestone_undone_comes_near_and_is_overdue(found, on, light, words):
    standing = found(on)

    assert (standing.light, standing.words) == (light, words)


def test_a_milestone_done_is_not_overdue_but_what_was_due_by_it_is_still_behind(found, member):
    standing = found(date(2017, 6, 12), done_on=date(2017, 6, 9), done_by=member)

    assert standing.light == Light.YELLOW
