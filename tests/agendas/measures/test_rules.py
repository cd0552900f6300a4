"""How rows of measures stand, by whose limits, and what the stages still lack."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Q
from django.utils import timezone

from accounts.units.actions import add_unit
from agendas.measures.models import Indicator, Light, Measure, MeasureStatus
from agendas.measures.rules import (
    Yardstick,
    conversion_gaps,
    followup_gaps,
    people_for,
    standings,
    with_progress,
)
from studygroups.groups.models import StudyGroup
from studygroups.localrules.models import LocalRule, RuleKey
from tests.factories import (
    SessionFactory,
    StudyGroupFactory,
    UserFactory,
    at,
    indicator_of,
    measure_of,
    read,
)

pytestmark = pytest.mark.django_db

IN_JULY = date(2017, 7, 20)
YEAR_END = date(2017, 12, 31)
CLOSED_IN_JULY = {"status": MeasureStatus.CLOSED, "ended_on": IN_JULY}


def _standing(measure: Measure, on: date = IN_JULY):
    rows = Measure.objects.filter(pk=measure.pk)
    (row,) = standings(with_progress(rows, Yardstick.of(on)), on)
    return row


@pytest.fixture
def measure(session, member):
    return measure_of(session, owner=member, due_on=YEAR_END)


@pytest.mark.parametrize(
    ("kind", "value"), [("sum", "310.50"), ("latest", "200.25"), ("share", "200.25")]
)
def test_the_value_is_the_sum_of_all_readings_or_the_newest(measure, kind, value):
    indicator = indicator_of(measure, kind=kind)
    read(indicator, "200.25", date(2017, 6, 30))
    read(indicator, "110.25", date(2017, 3, 31))

    found = Indicator.objects.get()

    assert str(found.value) == value
    assert found.last_read_on == date(2017, 6, 30)


def test_without_readings_there_is_no_value(measure):
    indicator_of(measure)

    found = Indicator.objects.get()

    assert (found.value, found.last_read_on) == (None, None)


def test_a_measure_shows_the_worst_of_its_date_and_its_indicators_in_words(measure):
    read(indicator_of(measure, name="供地"), 620, date(2017, 6, 30))
    read(indicator_of(measure, name="低效用地再开发"), 310, date(2017, 6, 30))

    row = _standing(measure)

    assert (row.light, row.words) == (Light.YELLOW, "滞后序时")
    assert [(one.light, one.done, one.pace) for one in row.indicators] == [
        (Light.GREEN, 62, 55),
        (Light.YELLOW, 31, 55),
    ]


def test_a_broken_ceiling_is_not_called_behind_the_calendar(measure):
    ceiling = indicator_of(measure, comparator="lt", target=6, unit="%", kind="latest")
    read(ceiling, "6.20", date(2017, 6, 30))

    row = _standing(measure)

    assert (row.light, row.words) == (Light.YELLOW, "超出上限")


@pytest.mark.parametrize(
    ("on", "light", "words"),
    [
        (date(2018, 1, 2), Light.RED, "逾期 2 天"),
        (date(2017, 12, 31), Light.BLUE, "临期，今天到期"),
        (date(2017, 12, 26), Light.BLUE, "临期，还有 5 天"),
        (date(2017, 6, 1), Light.GREEN, "正常"),
    ],
)
def test_without_indicators_the_date_alone_speaks(measure, on, light, words):
    row = _standing(measure, on)

    assert (row.light, row.words) == (light, words)


def test_an_ended_measure_shows_no_light_however_late(measure):
    indicator_of(measure)
    Measure.objects.update(**CLOSED_IN_JULY)

    row = _standing(measure, date(2019, 1, 1))

    assert (row.light, row.words) == (Light.NONE, "已销号")
    assert [(one.light, one.words) for one in row.indicators] == [(Light.NONE, "未达成")]


def test_the_nearest_unit_upward_lays_down_the_limits_in_one_query(
    session, member, django_assert_num_queries
):
    county = add_unit(name="县委", kind="committee")
    below = StudyGroupFactory(unit=add_unit(name="县交通局", kind="department", parent=county))
    LocalRule.objects.create(unit=county, key=RuleKey.NEAR_DAYS, value=30, from_on=date(2017, 1, 1))
    LocalRule.objects.create(
        unit=below.unit, key=RuleKey.LAG_TOLERANCE, value=20, from_on=date(2017, 1, 1)
    )
    LocalRule.objects.create(
        unit=below.unit,
        key=RuleKey.LAG_TOLERANCE,
        value=1,
        from_on=date(2016, 1, 1),
        until=date(2016, 12, 31),
    )

    with django_assert_num_queries(1):
        yardstick = Yardstick.of(IN_JULY)

    groups = StudyGroup.objects.annotate(
        near=yardstick.near("unit__path"), tolerance=yardstick.tolerance("unit__path")
    )
    assert set(groups.values_list("pk", "near", "tolerance")) == {
        (below.pk, date(2017, 8, 19), 20),
        (session.group.pk, date(2017, 7, 27), 5),
    }


def test_only_running_measures_with_the_light_are_found(session, member, measure):
    late = measure_of(session, owner=member, due_on=date(2017, 6, 30), title="逾期的")
    ended = {"status": MeasureStatus.CLOSED, "ended_on": date(2017, 6, 1)}
    measure_of(session, owner=member, due_on=date(2017, 6, 30), title="了结的", **ended)

    found = with_progress(Measure.objects.all(), Yardstick.of(IN_JULY)).filter(Q(light=Light.RED))

    assert list(found) == [late]


def test_a_measure_goes_to_people_of_the_unit_and_members_of_the_group(group, member, cast):
    clerk = UserFactory(unit=group.unit, full_name="办事员")

    people = set(people_for(group))

    assert {clerk, member, cast["leader"]} <= people
    assert not people & {cast["outsider"], cast["supervisor"], cast["other_secretary"]}


def test_conversion_lacks_measures_until_there_is_one_or_a_reason(session, member):
    now = timezone.now()

    assert [gap.code for gap in conversion_gaps(session, at=now)] == ["no_measures"]
    session.no_measures_reason = "本次为理论辅导"
    assert conversion_gaps(session, at=now) == []
    session.no_measures_reason = ""
    measure_of(session, owner=member, due_on=YEAR_END)
    assert conversion_gaps(session, at=now) == []


def test_follow_up_lacks_every_measure_still_running(session, measure):
    now = at("2017-09-01 09:00")

    assert [gap.text for gap in followup_gaps(session, at=now)] == ["1 项措施未销号"]
    Measure.objects.update(**CLOSED_IN_JULY)
    assert followup_gaps(session, at=now) == []


def test_measures_of_other_sessions_are_no_gap(session, member):
    measure_of(SessionFactory(), owner=member, due_on=YEAR_END)

    assert followup_gaps(session, at=timezone.now()) == []
