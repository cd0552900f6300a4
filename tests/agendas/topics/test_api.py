"""Problems and topics through the API."""

from __future__ import annotations

import pytest
from django.utils import timezone

from agendas.topics import actions
from agendas.topics.models import Topic, TopicState
from tests.factories import ProblemFactory, SessionFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_a_problem_is_reported_and_listed(api, member, group):
    client = api(member)

    made = client.post(
        "/api/v1/problems/",
        {"group": group.pk, "title": "净地出让未到位", "source": "topic", "found_on": "2017-03-01"},
    )
    listed = client.get("/api/v1/problems/?search=净地").json()

    assert made.status_code == 201
    assert listed["count"] == 1
    assert listed["results"][0]["title"] == "净地出让未到位"
    assert client.get("/api/v1/problems/?search=耕地").json()["count"] == 0


def test_another_groups_key_does_not_exist_for_the_caller(api, member, group):
    answer = api(member).post(
        "/api/v1/problems/",
        {
            "group": ProblemFactory().group_id,
            "title": "x",
            "source": "topic",
            "found_on": "2017-03-01",
        },
    )

    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid"
    assert "group" in answer.json()["fields"]


def test_a_topic_goes_from_the_pool_to_chosen(api, secretary, leader, session, group):
    topic = TopicFactory(group=group)

    taken = api(secretary).post(f"/api/v1/topics/{topic.pk}/take/", {"session": session.pk})
    chosen = api(leader).post(f"/api/v1/topics/{topic.pk}/decide/", {"outcome": "approved"})

    assert (taken.status_code, chosen.status_code) == (200, 200)
    assert chosen.json()["state"] == "chosen"


def test_a_rule_answers_409_with_code_and_sentence(api, secretary, session, group):
    first, second = TopicFactory(group=group), TopicFactory(group=group)
    actions.take_topic(topic=first, session=session, by=secretary, at=timezone.now())

    answer = api(secretary).post(f"/api/v1/topics/{second.pk}/take/", {"session": session.pk})

    assert answer.status_code == 409
    assert answer.json() == {
        "code": "has_topic",
        "detail": "本次学习会已有议题。",
        "fields": {},
    }


def test_who_may_not_gets_403_and_a_stranger_404(api, member, outsider, session, group):
    topic = TopicFactory(group=group, state=TopicState.SUBMITTED, session=session)
    path = f"/api/v1/topics/{topic.pk}/decide/"

    assert api(member).post(path, {"outcome": "approved"}).status_code == 403
    assert api(outsider).post(path, {"outcome": "approved"}).status_code == 404
    assert Topic.objects.get().state == TopicState.SUBMITTED


@pytest.mark.parametrize("body", [{}, {"outcome": "maybe"}, {"outcome": None}, [1], "x"])
def test_bad_input_is_400_and_never_500(api, leader, session, group, body):
    topic = TopicFactory(group=group, state=TopicState.SUBMITTED, session=session)

    answer = api(leader).post(f"/api/v1/topics/{topic.pk}/decide/", body)

    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "detail", "fields"}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_for_three(
    api, member, group, django_assert_num_queries, rows
):
    for _ in range(rows):
        TopicFactory(group=group).problems.add(ProblemFactory(group=group))
    SessionFactory(group=group)

    with django_assert_num_queries(3):
        assert api(member).get("/api/v1/topics/").json()["count"] == rows


def test_without_signing_in_the_api_answers_401(client):
    assert client.get("/api/v1/topics/").status_code == 401
