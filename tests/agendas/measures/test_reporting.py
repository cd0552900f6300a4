"""Reporting progress: by whom, for which day, what cannot be."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.notices.models import Notice
from agendas.measures import actions
from agendas.measures.models import Indicator, Measure, MeasureStatus, Reading
from agendas.proxies.rules import Given
from tests.factories import at, indicator_of, measure_of, read
from tests.races import at_once

pytestmark = pytest.mark.django_db

NOW = at("2017-07-20 09:00")
TODAY = date(2017, 7, 20)


@pytest.fixture
def measure(session, member):
    return measure_of(session, owner=member, due_on=date(2017, 12, 31))


@pytest.fixture
def indicator(measure):
    return indicator_of(measure)


def _read(indicator, by, value="100", read_on=TODAY):
    return actions.record_reading(
        indicator=indicator, by=by, at=NOW, value=Decimal(value), read_on=read_on, evidence="台账"
    )


def _own(measure, person, role="owner"):
    setattr(measure, role, person)
    measure.save()
    return measure


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("member", True),
        ("secretary", True),
        ("leader", False),
        ("deputy", False),
        ("supervisor", False),
        ("other_secretary", False),
        ("outsider", False),
    ],
)
def test_owner_and_secretary_report_progress(cast, indicator, who, may):
    if may:
        assert _read(indicator, cast[who]).recorded_by == cast[who]
    else:
        with pytest.raises(PermissionDenied):
            _read(indicator, cast[who])
    assert Reading.objects.count() == int(may)


def test_the_handler_reports_progress_and_nobody_needs_telling(indicator, measure, outsider):
    _own(measure, outsider, "handler")
    indicator.refresh_from_db()

    reading = _read(indicator, outsider)

    assert reading.recorded_by == outsider
    assert not Notice.objects.exists()


def test_the_owner_is_told_what_the_secretary_reported_for_him(indicator, secretary, member):
    _read(indicator, secretary)

    assert [notice.recipient for notice in Notice.objects.all()] == [member]


@pytest.mark.parametrize(
    ("read_on", "code"),
    [
        (TODAY + timedelta(days=1), "read_later"),
        (date(2016, 12, 31), "read_before_start"),
        (date(2017, 6, 30), "read_twice"),
    ],
)
def test_a_reading_bears_a_day_of_the_measure_up_to_today_once(indicator, member, read_on, code):
    read(indicator, 10, date(2017, 6, 30))

    with pytest.raises(ValidationError) as refused:
        _read(indicator, member, read_on=read_on)

    assert refused.value.code == code
    assert Reading.objects.count() == 1


@pytest.mark.parametrize("read_on", [date(2017, 1, 1), TODAY])
def test_the_first_day_and_today_may_be_read(indicator, member, read_on):
    assert _read(indicator, member, read_on=read_on).pk


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("sum", "-10.01", "negative_total"),
        ("share", "100.01", "share_range"),
        ("share", "-1", "share_range"),
    ],
)
def test_a_value_that_cannot_be_is_refused(measure, member, kind, value, code):
    indicator = indicator_of(measure, kind=kind, target=90)
    read(indicator, 10, date(2017, 6, 30))

    with pytest.raises(ValidationError) as refused:
        _read(indicator, member, value)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("kind", "value"), [("sum", "-10"), ("latest", "-3.5"), ("share", "0"), ("share", "100")]
)
def test_less_than_nothing_corrects_a_sum_and_is_a_rate_that_fell(measure, member, kind, value):
    indicator = indicator_of(measure, kind=kind, target=90)
    read(indicator, 10, date(2017, 6, 30))

    assert _read(indicator, member, value).pk


def test_nothing_is_reported_once_the_measure_has_ended(indicator, member):
    Measure.objects.update(status=MeasureStatus.CLOSED, ended_on=TODAY)

    with pytest.raises(ValidationError) as refused:
        _read(indicator, member)

    assert refused.value.code == "ended"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_the_same_moment_do_not_take_a_sum_below_nothing(indicator, member):
    read(indicator, 10, date(2017, 3, 31))
    days = iter([date(2017, 6, 30), date(2017, 7, 1)])

    assert at_once([lambda: _read(indicator, member, "-10", next(days))] * 2) == [
        "done",
        "negative_total",
    ]


def test_owner_and_handler_leave_no_mark(measure, indicator, member, outsider):
    _own(measure, outsider, "handler")
    indicator.refresh_from_db()

    assert _read(indicator, outsider).proxy is None
    closing = actions.apply_closing(measure=measure, by=member, at=NOW, evidence="已办结")
    assert closing.proxy is None


@pytest.mark.parametrize(
    ("day", "code"), [(TODAY + timedelta(days=1), "future"), (date(2017, 6, 29), "too_early")]
)
def test_a_value_is_not_given_before_the_day_it_reads_nor_tomorrow(indicator, secretary, day, code):
    with pytest.raises(ValidationError) as refused:
        actions.record_reading(
            indicator=indicator,
            by=secretary,
            at=NOW,
            value=Decimal(1),
            read_on=date(2017, 6, 30),
            evidence="台账",
            given=Given(day),
        )

    assert refused.value.code == code
    assert not Reading.objects.exists()
    assert not Notice.objects.exists()


def test_an_indicator_somebody_removed_meanwhile_takes_no_reading(indicator, member, secretary):
    actions.remove_indicator(indicator=Indicator.objects.get(), by=secretary, at=NOW)

    with pytest.raises(ValidationError) as refused:
        _read(indicator, member)

    assert refused.value.code == "indicator_gone"
    assert not Reading.objects.exists()
