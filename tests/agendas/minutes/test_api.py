"""Agenda, minutes and resolutions over the API."""

from __future__ import annotations

import pytest

from agendas.minutes.models import AgendaItem, Minutes, MinutesState, Resolution
from studygroups.forms.models import Stage

pytestmark = pytest.mark.django_db


def test_minutes_are_saved_submitted_and_confirmed(api, meeting, secretary, leader):
    writer = api(secretary)
    first = {"session": meeting.pk, "revision": 0, "record": "记录", "summary": "纪要"}

    created = writer.post("/api/v1/minutes/", first)
    path = f"/api/v1/minutes/{created.data['id']}/"
    changed = writer.patch(path, {"revision": 1, "record": "记录二"})
    submitted = writer.post(f"{path}submit/")
    decided = api(leader).post(f"{path}decide/", {"outcome": "approved"})

    answers = (created, changed, submitted, decided)
    assert [answer.status_code for answer in answers] == [201, 200, 200, 200]
    assert (changed.data["revision"], changed.data["summary"]) == (2, "纪要")
    assert (decided.data["state"], decided.data["decision"]["outcome"]) == ("confirmed", "approved")


def test_a_stale_revision_is_answered_412(api, draft, secretary):
    answer = api(secretary).put(
        f"/api/v1/minutes/{draft.pk}/", {"revision": 0, "record": "甲", "summary": "乙"}
    )

    assert (answer.status_code, answer.data["code"]) == (412, "stale")
    assert "他人刚刚改过" in answer.data["detail"]
    assert Minutes.objects.get().record == draft.record


def test_a_second_first_save_is_stale_too(api, draft, meeting, secretary):
    answer = api(secretary).post("/api/v1/minutes/", {"session": meeting.pk, "revision": 0})

    assert answer.status_code == 412


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"record": "无修订号"}, "revision"),
        ({"revision": "x"}, "revision"),
        ({"revision": -1}, "revision"),
        ({"revision": 1, "record": "长" * 50001}, "record"),
        ([], None),
    ],
)
def test_what_was_typed_wrongly_is_answered_400(api, draft, secretary, typed, field):
    answer = api(secretary).put(f"/api/v1/minutes/{draft.pk}/", typed)

    assert (answer.status_code, answer.data["code"]) == (400, "invalid")
    assert field is None or field in answer.data["fields"]


def test_empty_minutes_are_refused_by_rule(api, draft, secretary):
    Minutes.objects.update(summary="")

    answer = api(secretary).post(f"/api/v1/minutes/{draft.pk}/submit/")

    assert (answer.status_code, answer.data["code"]) == (409, "empty")


def test_a_decision_on_an_older_revision_is_answered_412(api, submitted, leader):
    path = f"/api/v1/minutes/{submitted.pk}/decide/"

    stale = api(leader).post(path, {"outcome": "approved", "revision": submitted.revision - 1})
    read = api(leader).post(path, {"outcome": "approved", "revision": submitted.revision})

    assert (stale.status_code, stale.data["code"]) == (412, "stale")
    assert read.status_code == 200


def test_the_submitter_may_not_decide(api, submitted, secretary):
    answer = api(secretary).post(f"/api/v1/minutes/{submitted.pk}/decide/", {"outcome": "approved"})

    assert answer.status_code == 403
    assert Minutes.objects.get().state == MinutesState.SUBMITTED


def test_a_return_without_reason_is_refused_by_rule(api, submitted, leader):
    answer = api(leader).post(f"/api/v1/minutes/{submitted.pk}/decide/", {"outcome": "returned"})

    assert (answer.status_code, answer.data["code"]) == (409, "needs_reason")


def test_submitted_minutes_are_withdrawn(api, submitted, secretary):
    answer = api(secretary).post(f"/api/v1/minutes/{submitted.pk}/withdraw/")

    assert answer.data["state"] == "draft"


@pytest.mark.parametrize(
    ("role", "status"), [("member", 404), ("supervisor", 404), ("outsider", 404), ("leader", 200)]
)
def test_a_draft_exists_only_for_the_leads(api, cast, draft, role, status):
    assert api(cast[role]).get(f"/api/v1/minutes/{draft.pk}/").status_code == status


def test_an_item_is_added_moved_and_removed(api, meeting, secretary):
    client = api(secretary)
    facts = {"session": meeting.pk, "kind": "lead_study", "title": "领学文件", "minutes": 20}

    first = client.post("/api/v1/agenda-items/", facts)
    second = client.post("/api/v1/agenda-items/", {**facts, "title": "再领学"})
    moved = client.post(f"/api/v1/agenda-items/{second.data['id']}/move/", {"up": True})
    removed = client.post(f"/api/v1/agenda-items/{first.data['id']}/remove/")

    assert (first.status_code, moved.data["order"], removed.status_code) == (201, 1, 204)
    listed = client.get(f"/api/v1/agenda-items/?session={meeting.pk}").data["results"]
    assert [item["title"] for item in listed] == ["再领学"]


@pytest.mark.parametrize("minutes", [0, 601, 10**30, "半小时"])
def test_an_impossible_duration_is_answered_400(api, meeting, secretary, minutes):
    facts = {"session": meeting.pk, "kind": "first", "title": "学习", "minutes": minutes}

    answer = api(secretary).post("/api/v1/agenda-items/", facts)

    assert (answer.status_code, list(answer.data["fields"])) == (400, ["minutes"])
    assert not AgendaItem.objects.exists()


def test_a_member_sets_no_agenda(api, meeting, member):
    facts = {"session": meeting.pk, "kind": "first", "title": "学习"}

    assert api(member).post("/api/v1/agenda-items/", facts).status_code == 403


def test_a_session_one_cannot_see_does_not_exist(api, meeting, outsider):
    facts = {"session": meeting.pk, "kind": "consensus", "text": "共识", "title": "学习"}

    for collection in ("agenda-items", "resolutions"):
        answer = api(outsider).post(f"/api/v1/{collection}/", facts)
        assert (answer.status_code, "session" in answer.data["fields"]) == (400, True)


def test_a_resolution_is_kept_and_struck_out(api, meeting, secretary):
    client = api(secretary)
    facts = {"session": meeting.pk, "kind": "to_above", "text": "请求追加指标"}

    kept = client.post("/api/v1/resolutions/", facts)
    removed = client.post(f"/api/v1/resolutions/{kept.data['id']}/remove/")

    assert (kept.status_code, removed.status_code) == (201, 204)
    assert not Resolution.objects.exists()


def test_a_resolution_after_the_meeting_is_refused_by_rule(api, meeting, secretary):
    meeting.stage = Stage.CONVERSION
    meeting.save()

    answer = api(secretary).post(
        "/api/v1/resolutions/", {"session": meeting.pk, "kind": "decision", "text": "决定"}
    )

    assert (answer.status_code, answer.data["code"]) == (409, "wrong_stage")


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_same_few_questions(api, meeting, secretary, rows, django_assert_num_queries):
    for number in range(rows):
        AgendaItem.objects.create(session=meeting, kind="speech", title=f"发言{number}")
    client = api(secretary)

    with django_assert_num_queries(2):
        answer = client.get("/api/v1/agenda-items/")

    assert answer.data["count"] == rows
