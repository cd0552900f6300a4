"""Marking a group's year for counting again."""

from __future__ import annotations

from studygroups.years.actions import mark_stale
from studygroups.years.models import GroupYear
from tests.factories import StudyGroupFactory


def test_a_year_is_made_stale_at_its_first_mention(group):
    mark_stale(group, 2017)

    row = GroupYear.objects.get()
    assert (row.group, row.year, row.is_stale) == (group, 2017, True)


def test_a_year_already_counted_is_stale_again(group):
    mark_stale(group, 2017)
    GroupYear.objects.update(is_stale=False)

    mark_stale(group, 2017)

    assert GroupYear.objects.get().is_stale


def test_other_years_and_other_groups_stay_counted(group):
    other = StudyGroupFactory()
    for whose, year in [(group, 2016), (group, 2017), (other, 2017)]:
        mark_stale(whose, year)
    GroupYear.objects.update(is_stale=False)

    mark_stale(group, 2017)

    row = GroupYear.objects.get(is_stale=True)
    assert (row.group, row.year) == (group, 2017)


def test_marking_again_costs_one_query(group, django_assert_num_queries):
    mark_stale(group, 2017)

    with django_assert_num_queries(1):
        mark_stale(group, 2017)
