"""Absent again and again: in one query, and for those who lead the group alone."""

from __future__ import annotations

from datetime import date

import pytest

from agendas.attendance.models import Status
from agendas.makeups.rules import absences_in_a_row
from studygroups.forms.models import Stage
from tests.factories import SessionFactory, at, attend, seat

pytestmark = pytest.mark.django_db

TODAY = date(2017, 12, 31)


@pytest.fixture
def attended(group, secretary):
    """Sessions of one month after the other, at which somebody was as the letters say."""
    sessions = {
        month: SessionFactory(
            group=group, stage=Stage.CLOSED, starts_at=at(f"2017-{month:02}-10 14:30")
        )
        for month in range(1, 5)
    }
    statuses = {"缺": Status.ABSENT, "假": Status.LEAVE, "到": Status.PRESENT}

    def put(person, letters: str) -> None:
        for month, letter in enumerate(letters, start=1):
            if letter in statuses:
                attend(sessions[month], person, status=statuses[letter])

    return put


@pytest.mark.parametrize(
    ("letters", "count"),
    [
        ("缺缺缺缺", 4),
        ("到缺缺缺", 3),
        ("到到缺缺", 2),
        ("缺到缺缺", 2),
        ("到到到缺", 0),
        ("缺缺缺到", 0),
        ("缺缺缺假", 0),
        ("缺缺假缺", 0),
        ("--缺缺", 2),
        ("缺-缺-", 2),
    ],
)
def test_counted_are_the_last_meetings_without_leave(group, member, attended, letters, count):
    attended(member, letters)

    rows = absences_in_a_row(group, on=TODAY)

    assert [len(row.sessions) for row in rows] == ([count] if count else [])


def test_it_names_the_sessions_newest_first_and_costs_one_query(
    group, leader, member, attended, django_assert_num_queries
):
    for person in (leader, member, seat(group)):
        attended(person, "到缺缺缺")

    with django_assert_num_queries(1):
        rows = absences_in_a_row(group, on=TODAY)

    assert len(rows) == 3
    assert [session.day().month for session in rows[0].sessions] == [4, 3, 2]


def test_who_left_and_what_is_not_held_do_not_count(group, member, deputy, attended):
    attended(member, "缺缺缺缺")
    attended(deputy, "到到到缺")
    ahead = SessionFactory(group=group, stage=Stage.MEETING, starts_at=at("2017-05-10 14:30"))
    attend(ahead, deputy, status=Status.ABSENT)
    member.memberships.update(until=date(2017, 11, 30))

    assert absences_in_a_row(group, on=TODAY) == []


def test_another_group_s_meetings_are_its_own(group, member, attended):
    attended(member, "到到到缺")
    elsewhere = SessionFactory(stage=Stage.CLOSED, starts_at=at("2017-04-20 14:30"))
    attend(elsewhere, member, status=Status.ABSENT)

    assert absences_in_a_row(group, on=TODAY) == []
    assert absences_in_a_row(elsewhere.group, on=TODAY) == []
