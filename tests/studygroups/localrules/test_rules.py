"""Local rules: what the nearest unit upward laid down, on the days it holds."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from studygroups.localrules.models import DEFAULTS, LocalRule, RuleKey
from studygroups.localrules.rules import value_at_each, value_for, values_for
from tests.factories import UnitFactory

SPRING = date(2017, 3, 31)


@pytest.fixture
def county(db):
    return UnitFactory(name="中共新昌县委员会", kind="committee")


@pytest.fixture
def bureau(county):
    return UnitFactory(name="县国土资源局", parent=county)


def lay_down(unit, value, *, key=RuleKey.NOTICE_DAYS, from_on=date(2017, 1, 1), until=None):
    rule = LocalRule(unit=unit, key=key, value=value, from_on=from_on, until=until)
    rule.full_clean()
    rule.save()
    return rule


def notice_days(unit, on=SPRING) -> int:
    return value_for(unit, RuleKey.NOTICE_DAYS, on=on)


def test_every_rule_has_a_default(bureau):
    assert values_for(bureau, on=SPRING) == DEFAULTS
    assert set(DEFAULTS) == set(RuleKey)


def test_a_unit_inherits_from_above(county, bureau):
    lay_down(county, 5)

    assert notice_days(bureau) == 5


def test_the_nearest_unit_wins(county, bureau):
    lay_down(bureau, 3)
    lay_down(county, 5)

    assert (notice_days(bureau), notice_days(county)) == (3, 5)


def test_a_rule_does_not_climb_nor_cross(county, bureau):
    sister = UnitFactory(name="县交通局", parent=county)
    lay_down(bureau, 3)

    assert (notice_days(county), notice_days(sister)) == (7, 7)


def test_the_latest_word_of_a_unit_counts(county):
    lay_down(county, 5)
    lay_down(county, 10, from_on=date(2017, 3, 1))

    assert notice_days(county) == 10
    assert notice_days(county, date(2017, 2, 28)) == 5


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2016, 12, 31), 7),
        (date(2017, 1, 1), 5),
        (date(2017, 6, 30), 5),
        (date(2017, 7, 1), 7),
    ],
)
def test_a_rule_holds_from_its_first_day_through_its_last(county, day, value):
    lay_down(county, 5, until=date(2017, 6, 30))

    assert notice_days(county, day) == value


def test_one_rule_leaves_the_others_alone(county):
    lay_down(county, 90, key=RuleKey.RATE_THRESHOLD)

    changed = values_for(county, on=SPRING)

    assert changed == {**DEFAULTS, RuleKey.RATE_THRESHOLD: 90}


def test_one_rule_for_many_units_each_on_its_day_is_read_at_once(
    county, bureau, django_assert_num_queries
):
    lay_down(county, 5)
    lay_down(county, 6, from_on=date(2017, 3, 1), until=date(2017, 3, 31))
    lay_down(bureau, 9, from_on=date(2017, 6, 1))
    elsewhere = UnitFactory()
    places = [
        *((unit, SPRING) for unit in (county, bureau, elsewhere)),
        (bureau, date(2017, 4, 1)),
        (bureau, date(2017, 6, 1)),
    ]

    with django_assert_num_queries(1):
        values = value_at_each(RuleKey.NOTICE_DAYS, places)

    assert values == [6, 6, 7, 5, 9]
    assert values == [value_for(unit, RuleKey.NOTICE_DAYS, on=on) for unit, on in places]


def test_all_rules_are_read_at_once(bureau, django_assert_num_queries):
    with django_assert_num_queries(1):
        values_for(bureau, on=SPRING)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"from_on": date(2017, 1, 1)}, "该规则在这一天已有取值。"),
        ({"from_on": date(2017, 5, 1), "until": date(2017, 4, 1)}, "失效日期不能早于生效日期。"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(county, more, words):
    lay_down(county, 5)

    with pytest.raises(ValidationError) as refused:
        lay_down(county, 6, **more)

    assert words in refused.value.messages
    assert notice_days(county) == 5
