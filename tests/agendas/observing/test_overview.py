"""The view in which a supervisor chooses: what it lists, in which order, what it costs."""

from __future__ import annotations

import pytest

from agendas.observing.models import Observation, ObservationState
from agendas.topics.models import TopicState
from tests.agendas.observing.conftest import ahead, watched
from tests.factories import (
    ProblemFactory,
    StudyGroupFactory,
    TopicFactory,
    observation_of,
)

pytestmark = pytest.mark.django_db

OVERVIEW = "/oversight/observing/"


def titles(page):
    return [session.title for session, _, _ in page.context["rows"]]


def test_the_overview_lists_what_is_announced_and_near_in_the_groups_he_supervises(
    sign_in, supervisor, coming, group, session
):
    ahead(group, days=31, title="太远")
    ahead(group, days=9, title="未通知", announced_at=None)
    ahead(group, days=-1, title="已开")
    ahead(StudyGroupFactory(), title="别家")

    page = sign_in(supervisor).get(OVERVIEW)

    assert titles(page) == [coming.title]


@pytest.mark.parametrize("role", ["secretary", "member", "observer", "outsider", "guest"])
def test_who_supervises_nobody_is_led_to_the_observations(sign_in, everybody, coming, role):
    page = sign_in(everybody[role]).get(OVERVIEW)

    assert (page.status_code, page.url) == (302, "/observations/")


def test_a_supervisor_of_the_unit_above_finds_nothing(sign_in, above, coming):
    page = sign_in(above).get(OVERVIEW)

    assert page.status_code == 200
    assert titles(page) == []


def test_it_sorts_by_what_was_observed_long_ago_and_by_open_problems(sign_in, supervisor, coming):
    coming.title = "甲"
    coming.save()
    fresh, often = watched(supervisor), watched(supervisor)
    ahead(fresh, title="乙", days=25)
    ahead(often, title="丙", days=26)
    for group, days in ((coming.group, 300), (often, 30)):
        held = ahead(group, days=-days)
        observation_of(held, supervisor, state=ObservationState.AGREED)
    for _ in range(2):
        ProblemFactory(group=often, raised_by_unit=supervisor.unit)
    answered = ProblemFactory(group=coming.group, raised_by_unit=supervisor.unit)
    topic = TopicFactory(group=coming.group, state=TopicState.CHOSEN, session=coming)
    topic.problems.add(answered)
    ProblemFactory(group=fresh)

    client = sign_in(supervisor)

    assert titles(client.get(OVERVIEW)) == ["甲", "乙", "丙"]
    assert titles(client.get(f"{OVERVIEW}?sort=last")) == ["乙", "甲", "丙"]
    by_problems = client.get(f"{OVERVIEW}?sort=problems")
    assert titles(by_problems) == ["丙", "甲", "乙"]
    assert [row[0].open_problems for row in by_problems.context["rows"]] == [2, 0, 0]
    assert titles(client.get(f"{OVERVIEW}?q=丙")) == ["丙"]
    assert titles(client.get(f"{OVERVIEW}?chosen=yes")) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_overview_costs_the_same_for_one_row_and_for_three(
    sign_in, supervisor, coming, django_assert_num_queries, rows
):
    for _ in range(rows - 1):
        group = watched(supervisor)
        observation_of(ahead(group), supervisor)
        ProblemFactory(group=group, raised_by_unit=supervisor.unit)
    client = sign_in(supervisor)

    with django_assert_num_queries(8):
        assert len(titles(client.get(f"{OVERVIEW}?sort=problems"))) == rows


def test_one_click_chooses_and_leads_to_the_team(sign_in, supervisor, coming):
    client = sign_in(supervisor)

    page = client.post(f"/sessions/{coming.pk}/observe/", follow=True)
    again = client.post(f"/sessions/{coming.pk}/observe/", follow=True)

    made = Observation.objects.get()
    assert page.redirect_chain == [(f"/observations/{made.pk}/", 302)]
    assert "确定旁听组" in page.content.decode()
    assert "本单位已拟旁听这次学习会。" in again.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [("secretary", 403), ("member", 403), ("outsider", 404), ("above", 404), ("observer", 404)],
)
def test_who_may_not_choose_it(sign_in, everybody, coming, role, status):
    answer = sign_in(everybody[role]).post(f"/sessions/{coming.pk}/observe/")

    assert answer.status_code == status
    assert not Observation.objects.exists()
