"""Observations, inspections and takeaways through the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.attendance.models import Capacity
from agendas.observing.models import Observation
from agendas.sessions.models import StudySession
from agendas.topics.models import Problem
from tests.factories import SessionFactory, attend, observation_of

pytestmark = pytest.mark.django_db

BASE = "/api/v1/observations/"


def test_an_observation_from_the_first_word_to_the_last(
    api, supervisor, secretary, observer, second, coming
):
    above, group = api(supervisor), api(secretary)

    made = above.post(BASE, {"session": coming.pk})
    one = f"{BASE}{made.json()['id']}/"
    team = above.post(f"{one}name-team/", {"lead": observer.pk, "others": [second.pk]})
    agreed = group.post(f"{one}agree/", {})
    handed = group.post(f"{one}hand-over/")
    StudySession.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    feedback = {"overall": "好", "problems": ["指标紧缺"]}
    reported = api(observer).post(f"{one}report/", feedback, format="json")
    answered = group.post(f"{one}respond/", {"text": "已整改"})

    answers = (made, team, agreed, handed, reported, answered)
    assert [answer.status_code for answer in answers] == [201, 200, 200, 200, 200, 200]
    assert set(team.json()["team"]) == {observer.pk, second.pk}
    assert reported.json()["problems"] == [Problem.objects.get().pk]
    assert answered.json()["response"] == "已整改"


def test_a_rule_answers_409_and_who_may_not_403_or_404(
    api, supervisor, secretary, other_supervisor, outsider, coming
):
    observation = observation_of(coming, supervisor)
    one = f"{BASE}{observation.pk}/"

    assert api(supervisor).post(BASE, {"session": coming.pk}).json()["code"] == "already"
    no_team = api(secretary).post(f"{one}agree/", {})
    assert (no_team.status_code, no_team.json()["code"]) == (409, "no_team")
    assert api(secretary).post(BASE, {"session": coming.pk}).status_code == 403
    assert api(supervisor).post(f"{one}agree/", {}).status_code == 403
    assert api(other_supervisor).post(f"{one}withdraw/").status_code == 404
    assert api(outsider).post(BASE, {"session": coming.pk}).status_code == 400
    assert api(supervisor).post(f"{one}withdraw/").status_code == 204
    assert not Observation.objects.exists()


@pytest.mark.parametrize("others", [[], ["x"], [1, 2, 3], None])
def test_a_team_that_cannot_be_read_is_400(api, supervisor, observer, coming, others):
    one = f"{BASE}{observation_of(coming, supervisor).pk}/name-team/"

    answer = api(supervisor).post(one, {"lead": observer.pk, "others": others}, format="json")

    assert answer.status_code == 400
    assert not Observation.objects.get().team.exists()


@pytest.mark.parametrize(
    "words", [{"overall": "长" * 501}, {"overall": ""}, {"overall": "好", "problems": ["长" * 101]}]
)
def test_feedback_that_cannot_be_read_is_400(api, observer, agreed, words):
    answer = api(observer).post(f"{BASE}{agreed.pk}/report/", words, format="json")

    assert answer.status_code == 400
    assert not Problem.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_for_three(
    api, group, supervisor, observer, django_assert_num_queries, rows
):
    for _ in range(rows):
        observation_of(SessionFactory(group=group), supervisor, observer)

    with django_assert_num_queries(4):
        assert api(supervisor).get(BASE).json()["count"] == rows


def test_an_inspection_and_a_takeaway(
    api, supervisor, secretary, other_secretary, group, announced
):
    inspection = {
        "group": group.pk,
        "kind": "petition",
        "unit": supervisor.unit_id,
        "inspected_on": "2017-03-01",
        "problems": ["信访积案"],
    }
    attend(announced, other_secretary, capacity=Capacity.LEARNER)
    announced.guests.add(other_secretary)

    entered = api(supervisor).post("/api/v1/inspections/", inspection, format="json")
    taken = api(other_secretary).post(
        "/api/v1/takeaways/", {"session": announced.pk, "text": "清存量"}
    )

    assert (entered.status_code, taken.status_code) == (201, 201)
    assert api(secretary).get("/api/v1/inspections/?year=2017").json()["count"] == 1
    assert api(other_secretary).get("/api/v1/inspections/").json()["count"] == 0
    assert api(secretary).get("/api/v1/takeaways/").json()["count"] == 0
    assert api(other_secretary).get("/api/v1/takeaways/").json()["count"] == 1
