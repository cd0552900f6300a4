"""What was entered for others, in the API."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.files.actions import store
from tests.factories import entered, seat

pytestmark = pytest.mark.django_db

BASE = "/api/v1/proxies/"


@pytest.fixture
def slip(session, member, secretary, pdf):
    scan = store(pdf, by=secretary)
    return entered(session, member, secretary, kind="answer", given_on=date(2017, 3, 17), scan=scan)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_for_three(
    api, session, leader, secretary, django_assert_num_queries, rows
):
    for _ in range(rows):
        entered(session, seat(session.group), secretary)

    with django_assert_num_queries(2):
        answer = api(leader).get(f"{BASE}?session={session.pk}")

    assert answer.data["count"] == rows


def test_a_row_says_who_entered_what_for_whom(api, session, member, slip):
    body = api(member).get(f"{BASE}{slip.pk}/").json()

    assert body.pop("entered_at")
    assert body == {
        "id": slip.pk,
        "session": session.pk,
        "kind": "answer",
        "person": member.pk,
        "person_name": "成员丁",
        "given_on": "2017-03-17",
        "entered_by": "秘书丙",
        "objection": "",
        "objected_at": None,
    }


def test_he_objects_once(api, member, slip):
    first = api(member).post(f"{BASE}{slip.pk}/object/", {"text": "未曾答复"})
    again = api(member).post(f"{BASE}{slip.pk}/object/", {"text": "再提"})

    assert (first.status_code, first.json()["objection"]) == (200, "未曾答复")
    assert (again.status_code, again.json()["code"]) == (409, "already_objected")


@pytest.mark.parametrize(
    ("role", "scan", "objects"),
    [("leader", 404, 403), ("secretary", 200, 403), ("member", 200, 200), ("outsider", 404, 404)],
)
def test_who_reads_the_slip_and_who_objects(api, cast, slip, role, scan, objects):
    client = api(cast[role])

    download = client.get(f"{BASE}{slip.pk}/scan/")
    answer = client.post(f"{BASE}{slip.pk}/object/", {"text": "未曾答复"})

    download.close()
    assert (download.status_code, answer.status_code) == (scan, objects)


def test_a_member_does_not_find_the_answer_of_another(api, session, slip):
    client = api(seat(session.group))

    assert client.get(BASE).json()["count"] == 0
    assert client.get(f"{BASE}{slip.pk}/").status_code == 404
