"""The lights of SQL are those of the plain reckoning, for whatever comes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agendas.measures.models import (
    Comparator,
    Indicator,
    IndicatorKind,
    Measure,
    Milestone,
    Reading,
    Rhythm,
)
from agendas.measures.rules import Yardstick, standing_of, with_progress
from studygroups.localrules.models import LocalRule, RuleKey
from tests.agendas.measures.oracle import Aim, Period, indicator_light, last_reading_due, light_of
from tests.factories import indicator_of, measure_of

pytestmark = pytest.mark.django_db

NEAR, TOLERANCE = 9, 4
# Two years with a leap day between them, and the quarter ends and deadlines met often.
DAYS = st.dates(date(2015, 12, 1), date(2017, 12, 31)) | st.sampled_from(
    [date(2016, 2, 29), date(2016, 3, 31), date(2016, 12, 31), date(2017, 6, 30)]
)
HUNDREDTHS = st.integers(-50_000, 200_000) | st.sampled_from([0, 1, 10, 4_500, 10_000])
FIGURES = HUNDREDTHS.map(lambda number: Decimal(number) / 100)
LARGEST = st.just(Decimal("999999999999.99"))
COUNTED = st.tuples(
    st.sampled_from(IndicatorKind),
    st.sampled_from(Comparator),
    FIGURES | LARGEST,
    st.sampled_from(Rhythm),
)
REPORTED = st.dictionaries(DAYS, FIGURES, max_size=5)
# Of each milestone the day it is due, and whether it is done.
STEPS = st.dictionaries(DAYS, st.booleans(), max_size=3)


def value_of(kind: str, readings: dict[date, Decimal]) -> Decimal | None:
    """The sum of all readings, or the newest."""
    if not readings:
        return None
    total = sum(readings.values(), Decimal(0))
    return total if kind == IndicatorKind.SUM else readings[max(readings)]


@pytest.fixture
def limits(group):
    """Rules of the group's own, for ever."""
    spoken = {RuleKey.NEAR_DAYS: NEAR, RuleKey.LAG_TOLERANCE: TOLERANCE}
    LocalRule.objects.bulk_create(
        LocalRule(unit=group.unit, key=key, value=value, from_on=date(2000, 1, 1))
        for key, value in spoken.items()
    )


# The rows of one example do no harm to the next: each looks at its own measure alone.
@settings(
    deadline=None,
    max_examples=30,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    days=st.tuples(DAYS, DAYS),
    on=DAYS,
    indicators=st.lists(st.tuples(COUNTED, REPORTED), max_size=4),
    steps=STEPS,
)
def test_sql_and_the_plain_reckoning_agree(limits, session, member, days, on, indicators, steps):
    period = Period(min(days), max(days))
    measure = measure_of(session, owner=member, due_on=period.due_on)
    rows = Measure.objects.filter(pk=measure.pk)
    rows.update(starts_on=period.starts_on)
    Milestone.objects.bulk_create(
        Milestone(
            measure=measure,
            title=f"{day}",
            due_on=day,
            **({"done_on": day, "done_by": member} if is_done else {}),
        )
        for day, is_done in steps.items()
    )
    expected = []
    for number, ((*counted, rhythm), readings) in enumerate(indicators):
        facts = dict(zip(("kind", "comparator", "target"), counted, strict=True))
        indicator = indicator_of(measure, name=f"指标{number}", rhythm=rhythm, **facts)
        Reading.objects.bulk_create(
            Reading(indicator=indicator, value=value, read_on=day, recorded_by=member)
            for day, value in readings.items()
        )
        aim, total = Aim(*counted), value_of(counted[0], readings)
        due = last_reading_due(rhythm, on, list(steps))
        expected.append(
            indicator_light(aim, total, period=period, on=on, due=due, tolerance=TOLERANCE)
        )
    Indicator.objects.filter(measure=measure).recount()
    undone = [day for day, is_done in steps.items() if not is_done]

    found = standing_of(with_progress(rows, Yardstick.of(on)).get(), on)

    assert [one.light for one in found.indicators] == expected
    assert found.light == light_of([period.due_on, *undone], expected, on=on, near_days=NEAR)
