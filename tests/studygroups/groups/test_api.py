"""Groups over the API: one's own and those one supervises, read only."""

from __future__ import annotations

import pytest

from studygroups.groups.models import Supervision
from tests.factories import StudyGroupFactory

GROUPS = "/api/v1/groups/"


@pytest.mark.parametrize("count", [1, 3])
def test_a_supervisor_lists_his_groups_at_the_same_cost(
    api, group, supervisor, other_secretary, django_assert_num_queries, count
):
    for _ in range(count - 1):
        Supervision.objects.create(group=StudyGroupFactory(), unit=supervisor.unit)
    client = api(supervisor)

    with django_assert_num_queries(2):
        answer = client.get(GROUPS)

    assert answer.json()["count"] == count
    assert set(answer.json()["results"][0]) == {"id", "name", "unit", "is_demonstration"}


def test_the_group_of_others_is_not_found(api, group, other_secretary):
    client = api(other_secretary)

    assert client.get(f"{GROUPS}{group.pk}/").status_code == 404
    assert group.name not in client.get(GROUPS).content.decode()


def test_no_group_is_changed_over_the_api(api, group, leader):
    answer = api(leader).patch(f"{GROUPS}{group.pk}/", {"name": "改名"})

    assert answer.status_code == 405
    group.refresh_from_db()
    assert group.name != "改名"
