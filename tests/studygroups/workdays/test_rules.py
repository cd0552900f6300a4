"""Working days by the official calendar of 2017, exchanged days and entries by hand included."""

from __future__ import annotations

from datetime import date

import pytest

from studygroups.workdays.models import SpecialDay
from studygroups.workdays.rules import is_workday, shift_each, shift_workdays

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param(date(2017, 3, 31), True, id="a Friday"),
        pytest.param(date(2017, 4, 8), False, id="a Saturday"),
        pytest.param(date(2017, 4, 1), True, id="a Saturday worked in exchange"),
        pytest.param(date(2017, 4, 4), False, id="Qingming"),
        pytest.param(date(2017, 10, 2), False, id="a Monday in the National Day week"),
        pytest.param(date(2017, 9, 30), True, id="the Saturday worked for it"),
        pytest.param(date(2035, 1, 1), True, id="a Monday of a year not known yet"),
        pytest.param(date(2035, 1, 6), False, id="a Saturday of a year not known yet"),
        pytest.param(date(1990, 1, 1), True, id="a Monday before the calendar begins"),
    ],
)
def test_the_official_calendar_decides_where_it_is_known(day, works):
    assert is_workday(day) is works


@pytest.mark.parametrize("works", [True, False])
@pytest.mark.parametrize("day", [date(2017, 3, 31), date(2017, 4, 8), date(2035, 1, 1)])
def test_what_the_administrator_entered_wins(day, works):
    SpecialDay.objects.create(day=day, is_workday=works, name="县定安排")

    assert is_workday(day) is works


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        pytest.param(date(2017, 3, 31), 0, date(2017, 3, 31), id="none"),
        pytest.param(date(2017, 3, 31), 1, date(2017, 4, 1), id="onto an exchanged Saturday"),
        pytest.param(date(2017, 3, 31), 2, date(2017, 4, 5), id="over Qingming"),
        pytest.param(date(2017, 4, 5), -2, date(2017, 3, 31), id="back over Qingming"),
        pytest.param(date(2017, 4, 7), 1, date(2017, 4, 10), id="over a weekend"),
        pytest.param(date(2017, 9, 29), 2, date(2017, 10, 9), id="over the National Day week"),
        pytest.param(date(2017, 4, 8), 1, date(2017, 4, 10), id="from a day off"),
        pytest.param(date(2034, 12, 29), 1, date(2035, 1, 1), id="into an unknown year"),
    ],
)
def test_counting_in_working_days(start, count, end):
    assert shift_workdays(start, count) == end


def test_counting_heeds_what_the_administrator_entered():
    SpecialDay.objects.create(day=date(2017, 4, 10), is_workday=False)
    SpecialDay.objects.create(day=date(2017, 4, 8), is_workday=True)

    assert shift_workdays(date(2017, 4, 7), 1) == date(2017, 4, 8)
    assert shift_workdays(date(2017, 4, 8), 1) == date(2017, 4, 11)


def test_a_long_count_asks_the_database_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        shift_workdays(date(2017, 3, 31), 100)


def test_many_days_are_counted_at_once_each_with_its_own_count(django_assert_num_queries):
    SpecialDay.objects.create(day=date(2017, 3, 28), is_workday=False)
    steps = [(date(2017, 3, 31), 1), (date(2017, 3, 31), -5), (date(2018, 3, 30), 0)]

    with django_assert_num_queries(1):
        days = shift_each(steps)
    with django_assert_num_queries(0):
        assert shift_each([]) == []

    assert days == [date(2017, 4, 1), date(2017, 3, 23), date(2018, 3, 30)]


def test_a_count_without_end_is_refused():
    with pytest.raises(ValueError, match="too far"):
        shift_workdays(date(2017, 3, 31), 1000)
