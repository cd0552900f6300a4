"""The batch of marks and the check-in, in the API."""

from __future__ import annotations

import uuid

import pytest
from django.utils import timezone

from agendas.attendance.models import Attendance, Status
from agendas.presence import rules
from agendas.presence.models import Mark

pytestmark = pytest.mark.django_db

MARKS = "/api/v1/marks/"


def batch(session, *rows: int, **facts):
    now = timezone.now().isoformat()
    marks = [
        {"key": str(uuid.uuid4()), "attendance": row, "said": "arrived", "seen": "expected"}
        | {"marked_at": now}
        for row in rows
    ]
    usual = {"session": session.pk, "device": str(uuid.uuid4()), "sent_at": now, "marks": marks}
    return {**usual, **facts}


def test_a_batch_says_of_each_mark_what_became_of_it_and_how_the_list_stands(
    api, secretary, meeting, row
):
    sent = batch(meeting, row.pk, 10**9)

    reply = api(secretary).post(MARKS, sent).json()
    again = api(secretary).post(MARKS, sent).json()

    assert [one["outcome"] for one in reply["marks"]] == ["applied", "refused"]
    assert reply["marks"][1]["code"] == "not_on_list"
    assert {"id": row.pk, "status": "present", "headcount": 1} in reply["rows"]
    assert again == reply
    assert Mark.objects.count() == 1


def test_a_batch_without_marks_only_asks(api, secretary, meeting, row):
    reply = api(secretary).post(MARKS, batch(meeting)).json()

    assert (reply["marks"], reply["conflicts"]) == ([], 0)
    assert len(reply["rows"]) == 2


@pytest.mark.parametrize(
    ("role", "status"), [("member", 403), ("supervisor", 403), ("outsider", 400)]
)
def test_who_does_not_run_the_session_sends_nothing(api, cast, meeting, row, role, status):
    assert api(cast[role]).post(MARKS, batch(meeting, row.pk)).status_code == status
    assert api(cast[role]).post(MARKS, batch(meeting)).status_code == status
    assert not Mark.objects.exists()


def test_a_batch_of_too_many_is_refused_whole(api, secretary, meeting, row):
    answer = api(secretary).post(MARKS, batch(meeting, *[row.pk] * 501))

    assert answer.status_code == 400
    assert "marks" in answer.json()["fields"]
    assert not Mark.objects.exists()


def test_one_signs_in_by_the_code_and_the_second_time_is_refused(api, member, room_code, row):
    code = rules.code_at(room_code, timezone.now())

    first = api(member).post(f"{MARKS}check-in/", {"code": code})
    second = api(member).post(f"{MARKS}check-in/", {"code": code})

    assert (first.status_code, first.json()["origin"]) == (201, "code")
    assert (second.status_code, second.json()["code"]) == (409, "used")


def test_marks_are_read_by_those_who_run_the_session(api, cast, meeting, row):
    api(cast["secretary"]).post(MARKS, batch(meeting, row.pk))

    counts = {role: api(person).get(MARKS).json()["count"] for role, person in cast.items()}

    assert {role for role, count in counts.items() if count} == {"leader", "deputy", "secretary"}


def test_a_conflict_is_settled(api, secretary, meeting, row):
    sent = batch(meeting, row.pk)
    Attendance.objects.filter(pk=row.pk).update(status=Status.ABSENT)
    reply = api(secretary).post(MARKS, sent).json()
    assert (reply["marks"][0]["outcome"], reply["conflicts"]) == ("conflict", 1)
    mark = Mark.objects.get()

    answer = api(secretary).post(f"{MARKS}{mark.pk}/settle/", {"is_taken": True})

    assert answer.json()["outcome"] == "taken"
    row.refresh_from_db()
    assert row.status == Status.PRESENT
    again = api(secretary).post(f"{MARKS}{mark.pk}/settle/", {"is_taken": False})
    assert (again.status_code, again.json()["code"]) == (409, "settled")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_marks_costs_the_same(
    api, secretary, meeting, row, django_assert_num_queries, rows
):
    caller = api(secretary)
    for _ in range(rows):
        caller.post(MARKS, batch(meeting, row.pk))

    with django_assert_num_queries(2):
        assert caller.get(MARKS).json()["count"] == rows
