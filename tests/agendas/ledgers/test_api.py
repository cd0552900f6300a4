"""The ledger in the API: the same to the same people."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def path_of(group, year: object = 2017) -> str:
    return f"/api/v1/groups/{group.pk}/ledger/?year={year}"


@pytest.mark.parametrize(
    ("role", "people", "sessions", "expected"),
    [
        ("leader", ["组长甲", "副组长乙", "成员丁", "成员己"], 1, 4),
        ("secretary", ["组长甲", "副组长乙", "成员丁", "成员己"], 1, 4),
        ("member", ["成员丁"], 0, None),
        ("supervisor", [], 0, 4),
    ],
)
def test_everybody_gets_what_he_may_know(api, cast, held, group, role, people, sessions, expected):
    ledger = api(cast[role]).get(path_of(group)).json()

    assert [line["name"] for line in ledger["people"]] == people
    assert len(ledger["sessions"]) == sessions
    assert (ledger["total"] or {}).get("expected") == expected
    assert ledger["held"] == (expected and 1)


@pytest.mark.parametrize("role", ["other_secretary", "guest", "outsider"])
def test_to_everybody_else_it_does_not_exist(api, cast, held, group, role):
    answer = api(cast[role]).get(path_of(group))

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_session_says_how_many_came_in_which_capacity(api, held, group, secretary):
    (line,) = api(secretary).get(path_of(group)).json()["sessions"]

    assert line["counts"]["came_as"] == {
        "chair": 1, "member": 1, "extended": 40, "department": 1
    }  # fmt: skip
    assert (line["threshold"], line["reaches_threshold"]) == (80, False)


def test_no_category_of_leave_but_duty_is_told(api, held, group, secretary):
    read = api(secretary).get(path_of(group)).content.decode()

    assert not [word for word in ("sick", "personal", "病", "leave_category") if word in read]


@pytest.mark.parametrize("year", ["abc", 0, 99999, 10**30])
def test_a_year_that_is_none_is_refused(api, held, group, secretary, year):
    assert api(secretary).get(path_of(group, year)).status_code == 400


def test_without_a_year_it_is_this_one(api, held, group, secretary):
    ledger = api(secretary).get(f"/api/v1/groups/{group.pk}/ledger/").json()

    assert (ledger["held"], ledger["people"]) == (0, [])
