"""Sessions through the API."""

from __future__ import annotations

import pytest

from agendas.sessions.models import StudySession
from agendas.topics.models import TopicState
from studygroups.forms.models import Stage
from tests.factories import SessionFactory, StudyFormFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_a_session_is_opened_listed_and_found_by_year(api, secretary, group):
    client = api(secretary)

    made = client.post(
        "/api/v1/sessions/",
        {
            "group": group.pk,
            "form": StudyFormFactory().pk,
            "title": "破解土地要素瓶颈制约",
            "starts_at": "2017-03-31T14:30:00+08:00",
            "venue": "三楼会议室",
        },
    )

    assert made.status_code == 201
    assert made.json()["starts_at"] == "2017-03-31T14:30:00+08:00"
    assert (made.json()["stage"], made.json()["revision"]) == ("topic", 1)
    assert client.get("/api/v1/sessions/?year=2017").json()["count"] == 1
    assert client.get("/api/v1/sessions/?year=2016").json()["count"] == 0
    assert client.get("/api/v1/sessions/?search=土地").json()["count"] == 1


def test_a_gap_answers_409_with_its_code_and_the_list_of_gaps_says_where(api, secretary, session):
    client = api(secretary)

    refused = client.post(f"/api/v1/sessions/{session.pk}/advance/")

    assert refused.status_code == 409
    assert refused.json()["code"] == "no_topic"
    assert client.get(f"/api/v1/sessions/{session.pk}/gaps/").json() == [
        {"code": "no_topic", "text": "未选定议题", "part": "topic", "can_be_waived": False}
    ]


def test_a_session_advances_and_goes_back(api, secretary, session, group):
    TopicFactory(group=group, session=session, state=TopicState.CHOSEN)
    client = api(secretary)

    forward = client.post(f"/api/v1/sessions/{session.pk}/advance/")
    back = client.post(f"/api/v1/sessions/{session.pk}/send-back/", {"reason": "再议"})

    assert (forward.json()["stage"], back.json()["stage"]) == ("research", "topic")


def test_a_stale_revision_answers_412_and_changes_nothing(api, secretary, session):
    client = api(secretary)
    path = f"/api/v1/sessions/{session.pk}/"

    fresh = client.patch(path, {"venue": "礼堂", "revision": 1})
    stale = client.patch(path, {"venue": "二楼", "revision": 1})

    assert (fresh.status_code, stale.status_code) == (200, 412)
    assert stale.json()["code"] == "stale"
    assert StudySession.objects.get().venue == "礼堂"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_for_three(
    api, member, group, django_assert_num_queries, rows
):
    for _ in range(rows):
        SessionFactory(group=group)

    with django_assert_num_queries(2):
        assert api(member).get("/api/v1/sessions/").json()["count"] == rows


@pytest.mark.parametrize(
    "body",
    [{}, {"title": ""}, {"title": "x" * 101}, {"title": "x", "starts_at": "yesterday"}, [], "x"],
)
def test_bad_input_is_400_and_never_500(api, secretary, body):
    answer = api(secretary).post("/api/v1/sessions/", body)

    assert answer.status_code == 400
    assert not StudySession.objects.exists()


def test_who_may_not_gets_403_and_a_stranger_404(api, member, outsider, group):
    session = SessionFactory(group=group, stage=Stage.MEETING)

    for verb, body in (("advance", {}), ("send-back", {"reason": "x"})):
        path = f"/api/v1/sessions/{session.pk}/{verb}/"
        assert api(member).post(path, body).status_code == 403
        assert api(outsider).post(path, body).status_code == 404
    session.refresh_from_db()
    assert session.stage == Stage.MEETING
