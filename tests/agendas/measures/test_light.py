"""Lights: the county's order, the calendar, the edges; and the same on plain values."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from agendas.measures.models import Comparator, IndicatorKind, Light, Measure
from agendas.measures.rules import Yardstick, standing_of, with_progress
from studygroups.localrules.models import LocalRule, RuleKey
from tests.agendas.measures.oracle import Period
from tests.factories import indicator_of, measure_of, read

pytestmark = pytest.mark.django_db

SUM, LATEST, SHARE = IndicatorKind.SUM, IndicatorKind.LATEST, IndicatorKind.SHARE
GE, GT, LE, LT, EQ = Comparator.GE, Comparator.GT, Comparator.LE, Comparator.LT, Comparator.EQ
YEAR = Period(date(2017, 1, 1), date(2017, 12, 31))
LEAP = Period(date(2016, 1, 1), date(2016, 12, 31))


@pytest.fixture
def standing(session, member):
    """How a measure of that period stands on that day with one indicator."""

    def find(kind, comparator, target, value, *, on, period=YEAR):
        measure = measure_of(session, owner=member, due_on=period.due_on)
        rows = Measure.objects.filter(pk=measure.pk)
        rows.update(starts_on=period.starts_on)
        measure.starts_on = period.starts_on
        indicator = indicator_of(measure, kind=kind, comparator=comparator, target=target)
        if value is not None:
            read(indicator, value, period.starts_on)
        return standing_of(with_progress(rows, Yardstick.of(on)).get(), on)

    return find


@pytest.fixture
def light(standing):
    """What that indicator shows."""
    return lambda *what, **when: standing(*what, **when).indicators[0].light


def _date_light(session, member, due_on, on):
    measure_of(session, owner=member, due_on=due_on)
    found: Any = with_progress(Measure.objects.all(), Yardstick.of(on)).get()
    return found.light


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        (date(2017, 12, 23), Light.GREEN),
        (date(2017, 12, 24), Light.BLUE),
        (date(2017, 12, 31), Light.BLUE),
        (date(2018, 1, 1), Light.RED),
    ],
)
def test_a_date_is_near_from_seven_days_before_and_overdue_from_the_day_after(
    session, member, on, shown
):
    assert _date_light(session, member, date(2017, 12, 31), on) == shown


def test_a_measure_begun_and_due_on_one_day_is_behind_that_day_and_not_overdue(standing):
    day = date(2017, 6, 30)

    found = standing(SUM, GE, 1000, 949, on=day, period=Period(day, day))

    assert (found.light, found.indicators[0].pace) == (Light.YELLOW, 100)


@pytest.mark.parametrize(
    ("period", "on", "elapsed"),
    [
        (YEAR, date(2017, 6, 30), Fraction(181, 365)),
        (LEAP, date(2016, 6, 30), Fraction(182, 366)),
        (LEAP, date(2016, 2, 29), Fraction(60, 366)),
        (YEAR, date(2016, 12, 31), Fraction(0)),
        (YEAR, date(2018, 5, 1), Fraction(1)),
    ],
)
def test_elapsed_days_count_the_first_and_the_last(period, on, elapsed):
    assert period.elapsed(on) == elapsed


def test_a_sum_is_behind_only_beyond_the_tolerance(light, group):
    # 181 of 365 days: 49.589 %; five points less are 445.89 of 1000.
    assert light(SUM, GE, 1000, "445.90", on=date(2017, 7, 20)) == Light.GREEN
    assert light(SUM, GE, 1000, "445.89", on=date(2017, 7, 20)) == Light.YELLOW
    LocalRule.objects.create(
        unit=group.unit, key=RuleKey.LAG_TOLERANCE, value=6, from_on=date(2017, 1, 1)
    )
    assert light(SUM, GE, 1000, "445.89", on=date(2017, 7, 20)) == Light.GREEN


def test_exactly_the_tolerance_is_not_behind(light):
    # 91 of 182 days are one half.
    half = Period(date(2017, 4, 1), date(2017, 9, 29))

    assert light(SUM, GE, 100, 45, period=half, on=date(2017, 7, 1)) == Light.GREEN
    assert light(SUM, GE, 100, "44.99", period=half, on=date(2017, 7, 1)) == Light.YELLOW


def test_progress_is_asked_for_at_the_reading_due_not_day_by_day(light):
    # At the end of September 74.8 % would be asked for; the day before still only 49.6 %.
    assert light(SUM, GE, 1000, 500, on=date(2017, 9, 29)) == Light.GREEN
    assert light(SUM, GE, 1000, 500, on=date(2017, 9, 30)) == Light.YELLOW


def test_before_the_first_reading_is_due_nothing_is_behind(light):
    assert light(SUM, GE, 1000, None, on=date(2017, 3, 30)) == Light.GREEN


def test_a_sum_nobody_reported_to_is_behind_once_a_reading_was_due(light):
    assert light(SUM, GE, 1000, None, on=date(2017, 3, 31)) == Light.YELLOW


@pytest.mark.parametrize(
    ("kind", "comparator", "target", "value", "shown"),
    [
        (LATEST, GE, "31.20", "31.20", Light.GREEN),
        (LATEST, GE, "31.20", "31.19", Light.YELLOW),
        (LATEST, GT, "31.20", "31.20", Light.YELLOW),
        (LATEST, LT, 6, "5.99", Light.GREEN),
        (LATEST, LT, 6, 6, Light.YELLOW),
        (SHARE, LE, 6, 6, Light.GREEN),
        (SHARE, LE, 6, "6.01", Light.YELLOW),
        (SHARE, EQ, 100, 100, Light.GREEN),
        (SHARE, EQ, 100, 99, Light.YELLOW),
        (SUM, LE, 100, "100.01", Light.YELLOW),
        (SUM, LE, 100, 20, Light.GREEN),
        (SUM, EQ, 26, 9, Light.GREEN),
        (SUM, EQ, 26, 27, Light.YELLOW),
        (LATEST, GE, "31.20", None, Light.GREEN),
        (LATEST, LT, 6, None, Light.GREEN),
    ],
)
def test_a_broken_bound_is_yellow_before_the_deadline(
    light, kind, comparator, target, value, shown
):
    assert light(kind, comparator, target, value, on=date(2017, 8, 1)) == shown


@pytest.mark.parametrize(
    ("kind", "comparator", "target", "value", "shown"),
    [
        (SUM, GE, 1000, 1000, Light.GREEN),
        (SUM, GE, 1000, 999, Light.RED),
        (SUM, GT, 1000, 1000, Light.RED),
        (SUM, EQ, 26, 26, Light.GREEN),
        (SUM, EQ, 26, 25, Light.RED),
        (SUM, LE, 100, None, Light.GREEN),
        (LATEST, LT, 6, 6, Light.RED),
        (LATEST, LT, 6, None, Light.RED),
        (SHARE, GE, 90, 90, Light.GREEN),
    ],
)
def test_after_the_deadline_only_the_target_counts(light, kind, comparator, target, value, shown):
    assert light(kind, comparator, target, value, on=date(2018, 1, 1)) == shown


def test_on_the_deadline_itself_an_unmet_target_is_behind_and_not_overdue(light):
    assert light(SUM, GE, 1000, 10, on=date(2017, 12, 31)) == Light.YELLOW


@pytest.mark.parametrize(
    ("comparator", "target", "shown"),
    [(GE, 0, Light.GREEN), (GT, 0, Light.YELLOW), (GE, -5, Light.GREEN)],
)
def test_a_target_of_nothing_divides_by_nothing(light, comparator, target, shown):
    assert light(SUM, comparator, target, None, on=date(2017, 8, 1)) == shown


def test_a_sum_below_nothing_counts_as_nothing_done(standing):
    found = standing(SUM, GE, 10, -3, on=date(2017, 8, 1)).indicators[0]

    assert (found.light, found.done) == (Light.YELLOW, 0)
