"""The code on the screen: who switches it on, and what signing in with it records."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from agendas.attendance.models import Attendance, Origin, Status
from agendas.presence import actions, rules
from agendas.presence.models import Mark, RoomCode
from studygroups.forms.models import Stage
from studygroups.localrules.models import LocalRule, RuleKey
from tests.factories import SessionFactory, lay_down

pytestmark = pytest.mark.django_db


def code(refused):
    return refused.value.error_list[0].code


def shown(room, *, ago=0):
    return rules.code_at(room, timezone.now() - timedelta(seconds=ago))


def check_in(room, person, **facts):
    facts = {"code": shown(room), "at": timezone.now(), **facts}
    return actions.check_in(by=person, **facts)


@pytest.mark.parametrize(
    "role",
    ["leader", "deputy", "secretary", "member", "supervisor", "other_secretary", "outsider"],
)
def test_who_switches_the_code_on(cast, meeting, role):
    lay_down(meeting.group, RuleKey.ROOM_CODE, 1)

    def act():
        actions.switch_code(session=meeting, by=cast[role], at=timezone.now(), is_on=True)

    if role in ("leader", "deputy", "secretary"):
        act()
    else:
        with pytest.raises(PermissionDenied):
            act()
    assert RoomCode.objects.exists() is (role in ("leader", "deputy", "secretary"))


@pytest.mark.parametrize(
    ("stage", "allowed", "expected"),
    [(Stage.MEETING, 0, "not_allowed"), (Stage.CONVERSION, 1, "wrong_stage")],
)
def test_where_no_code_is_switched_on(meeting, secretary, stage, allowed, expected):
    lay_down(meeting.group, RuleKey.ROOM_CODE, allowed)
    meeting.stage = stage
    meeting.save()

    with pytest.raises(ValidationError) as refused:
        actions.switch_code(session=meeting, by=secretary, at=timezone.now(), is_on=True)

    assert code(refused) == expected
    assert not RoomCode.objects.exists()


@pytest.mark.parametrize(("minutes", "status"), [(5, Status.PRESENT), (30, Status.LATE)])
def test_a_code_records_in_time_or_late(meeting, room_code, row, member, minutes, status):
    meeting.starts_at = timezone.now() - timedelta(minutes=minutes)
    meeting.save()

    check_in(room_code, member)

    row.refresh_from_db()
    assert (row.status, row.origin) == (status, Origin.CODE)
    assert Mark.objects.get().by == member


def refused_code(room, person, **facts):
    """The code of the refusal, which recorded nothing."""
    before = list(Attendance.objects.order_by("pk").values_list("status", "origin"))
    with pytest.raises(ValidationError) as refused:
        check_in(room, person, **facts)
    assert list(Attendance.objects.order_by("pk").values_list("status", "origin")) == before
    return code(refused)


def test_a_second_time_is_used(room_code, member):
    check_in(room_code, member)

    assert refused_code(room_code, member) == "used"
    assert Mark.objects.count() == 1


def test_what_the_secretary_recorded_stands(room_code, row, member):
    Attendance.objects.filter(pk=row.pk).update(status=Status.ABSENT)

    assert refused_code(room_code, member) == "used"


def test_a_code_from_two_minutes_ago_is_old(room_code, member):
    assert refused_code(room_code, member, code=shown(room_code, ago=120)) == "old"


@pytest.mark.parametrize("typed", ["nonsense", "1-AAAAAAAA", f"{10**17}-AAAAAAAA"])
def test_a_code_nobody_showed_is_foreign(room_code, member, typed):
    assert refused_code(room_code, member, code=typed) == "foreign"


def test_the_signs_of_another_session_are_foreign(room_code, member):
    other = RoomCode.objects.create(session=SessionFactory(), secret="t" * 64)
    borrowed = f"{room_code.session_id}-{shown(other).split('-')[1]}"

    assert refused_code(room_code, member, code=borrowed) == "foreign"


def test_who_is_not_on_the_list_hears_so(room_code, outsider):
    assert refused_code(room_code, outsider) == "not_on_list"


def test_a_code_that_was_switched_off_records_nothing(room_code, member):
    RoomCode.objects.update(is_on=False)

    assert refused_code(room_code, member) == "off"


def test_a_code_records_nothing_once_the_place_allows_none(room_code, member):
    LocalRule.objects.update(value=0)

    assert refused_code(room_code, member) == "off"


@pytest.mark.parametrize("days", [-1, 1])
def test_a_code_holds_on_the_day_alone(meeting, room_code, member, days):
    meeting.starts_at += timedelta(days=days)
    meeting.ends_at = meeting.starts_at + timedelta(minutes=1)
    meeting.save()

    assert refused_code(room_code, member) == "not_today"


def test_a_code_records_nothing_once_the_stage_is_left(meeting, room_code, member):
    meeting.stage = Stage.CONVERSION
    meeting.save()

    assert refused_code(room_code, member) == "wrong_stage"


@pytest.mark.parametrize(("minutes", "code"), [(5, None), (11, "old"), (-1, "old")])
def test_who_scanned_in_time_may_still_sign_in(room_code, member, minutes, code):
    """The way of the phone counts from when it opened the code, for ten minutes."""
    scanned = timezone.now() - timedelta(minutes=minutes)
    facts = {"code": rules.code_at(room_code, timezone.now() - timedelta(minutes=5))}

    if code:
        assert refused_code(room_code, member, scanned_at=scanned, **facts) == code
    else:
        assert check_in(room_code, member, scanned_at=scanned, **facts).counted_at == scanned


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_one_person_eight_times_at_once_is_there_once(room_code, row, member):
    typed, start = shown(room_code), threading.Barrier(8)
    outcomes: list[str | None] = []

    def sign():
        start.wait()
        try:
            check_in(room_code, member, code=typed)
            outcomes.append("here")
        except ValidationError as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=sign) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(outcomes) == {"used": 7, "here": 1}
    assert Mark.objects.count() == 1
