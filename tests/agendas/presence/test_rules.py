"""Codes and their age, the windows, the moment that counts, the picture of a code."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agendas.presence import rules
from agendas.presence.models import RoomCode
from agendas.sessions.models import StudySession
from tests.factories import at

DAY = at("2017-03-31 14:30")
ROOM = RoomCode(session_id=12, secret="a" * 64)


def signs(moment, room=ROOM):
    return rules.code_at(room, moment).split("-")[1]


@pytest.mark.parametrize(
    ("seconds", "refusal"), [(0, None), (19, None), (79, None), (80, "old"), (86_000, "old")]
)
def test_a_code_holds_while_it_is_shown_and_a_minute_longer(seconds, refusal):
    shown = DAY.replace(second=0)

    found = rules.refuse_code(ROOM, signs(shown), at=shown + timedelta(seconds=seconds))

    assert found == refusal


def test_a_code_of_another_room_is_foreign():
    other = RoomCode(session_id=12, secret="b" * 64)

    assert rules.refuse_code(ROOM, signs(DAY, other), at=DAY) == "foreign"


@pytest.mark.parametrize("typed", ["12-K7QM3XTR", "12 k7qm 3xtr", "12K7QM3XTR"])
def test_a_code_is_read_however_it_is_typed(typed):
    assert rules.split_code(typed) == (12, "K7QM3XTR")


@pytest.mark.parametrize("typed", ["", "12", "K7QM3XTR", "12-K0QM3XTR", "²-K7QM3XTR", "1\x00"])
def test_what_is_no_code_is_none(typed):
    assert rules.split_code(typed) is None


def test_a_clock_nine_hours_off_still_tells_how_long_ago_it_was():
    ahead = timedelta(hours=9)

    counted = rules.counted_at(
        DAY + ahead, DAY + timedelta(minutes=20) + ahead, at=at("2017-03-31 14:50")
    )

    assert counted == DAY


def test_nothing_was_marked_later_than_it_arrived():
    assert rules.counted_at(DAY + timedelta(hours=1), None, at=DAY) == DAY


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "minutes", "status"),
    [
        ("arrived", 10, "present"),
        ("arrived", 11, "late"),
        ("late", 0, "late"),
        ("left", 109, "left_early"),
        ("left", 110, "present"),
        ("absent", 0, "absent"),
    ],
)
def test_windows_say_who_is_late_and_who_left_early(group, said, minutes, status):
    session = StudySession(group=group, starts_at=DAY, ends_at=DAY + timedelta(hours=2))

    windows = rules.windows_of(session)
    assert rules.status_of(said, session, windows, at=DAY + timedelta(minutes=minutes)) == status
