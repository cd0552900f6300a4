"""Marks from the room: each counts once, both sides of a conflict wait for a choice."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from accounts.audit.models import LogEntry
from agendas.attendance.actions import record_presence
from agendas.attendance.models import Attendance, Origin, Status
from agendas.presence import actions
from agendas.presence.models import Mark, Outcome, Said
from agendas.presence.rules import Word
from studygroups.forms.models import Stage
from studygroups.years.models import GroupYear
from tests.agendas.presence.conftest import word
from tests.factories import AttendanceFactory

pytestmark = pytest.mark.django_db

OTHER_DEVICE = uuid.uuid4()
LEADS = ("leader", "deputy", "secretary")


def standing(row):
    row.refresh_from_db()
    return row.status


@pytest.mark.parametrize(
    "role",
    [*LEADS, "member", "supervisor", "other_secretary", "guest", "outsider"],
)
def test_who_marks(cast, meeting, row, merge, role):
    if role in LEADS:
        assert merge(word(row), by=cast[role]) == ["applied"]
    else:
        with pytest.raises(PermissionDenied):
            merge(word(row), by=cast[role])

    assert (standing(row) == Status.PRESENT) is (role in LEADS)


def test_a_mark_is_recorded_with_its_origin_its_time_and_in_the_log(meeting, row, merge):
    GroupYear.objects.create(group=meeting.group, year=meeting.year, is_stale=False)

    assert merge(word(row)) == ["applied"]

    assert (standing(row), row.origin) == (Status.PRESENT, Origin.LIST)
    assert Mark.objects.get().counted_at <= timezone.now()
    assert LogEntry.objects.get(kind="attendance.record").fields == ["status"]
    assert GroupYear.objects.get().is_stale


def test_a_replayed_batch_adds_nothing(row, merge):
    batch = [word(row), word(row, Said.LATE, seen=Status.PRESENT)]
    assert merge(*batch) == ["applied", "applied"]
    logged = LogEntry.objects.count()

    assert merge(*batch) == ["applied", "applied"]

    assert standing(row) == Status.LATE
    assert (Mark.objects.count(), LogEntry.objects.count()) == (2, logged)


def test_a_clock_nine_hours_off_makes_nobody_late(meeting, row, merge):
    wrong = timezone.now() + timedelta(hours=9)

    assert merge(word(row, marked_at=wrong - timedelta(minutes=2)), sent_at=wrong) == ["applied"]

    mark = Mark.objects.get()
    assert standing(row) == Status.PRESENT
    assert mark.marked_at == wrong - timedelta(minutes=2)
    assert mark.counted_at < timezone.now()
    assert mark.is_clock_wrong()


@pytest.mark.parametrize("hours", [-9, 9])
def test_without_its_own_reading_a_wrong_clock_counts_as_it_is(row, merge, hours):
    """Never later than it arrived, and of another day it is refused."""
    wrong = timezone.now() + timedelta(hours=hours, days=-1 if hours < 0 else 0)

    assert merge(word(row, marked_at=wrong)) == (["applied"] if hours > 0 else ["not_begun"])


def test_an_unknown_row_keeps_none_of_the_others_off(row, merge):
    unknown = Word(uuid.uuid4(), 10**9, Said.ARRIVED, Status.EXPECTED, timezone.now())

    assert merge(unknown, word(row)) == ["not_on_list", "applied"]
    assert Mark.objects.count() == 1


def test_a_row_of_another_session_is_not_touched(merge):
    strange = AttendanceFactory()

    assert merge(word(strange)) == ["not_on_list"]
    assert standing(strange) == Status.EXPECTED


def test_a_key_that_marked_another_row_is_refused(meeting, leader, row, merge):
    first = word(row)
    merge(first)
    other = Attendance.objects.get(session=meeting, person=leader)

    assert merge(word(other, key=first.key)) == ["not_on_list"]
    assert standing(other) == Status.EXPECTED


@pytest.mark.parametrize(
    ("stage", "code"), [(Stage.CONVERSION, "wrong_stage"), (Stage.CLOSED, "closed")]
)
def test_nothing_is_marked_once_the_stage_is_left(meeting, row, merge, stage, code):
    meeting.stage = stage
    meeting.save()

    assert merge(word(row)) == [code]
    assert not Mark.objects.exists()
    assert standing(row) == Status.EXPECTED


def test_leave_is_not_granted_by_a_mark_and_a_person_counts_for_one(row, merge):
    assert merge(word(row, headcount=2)) == ["headcount"]
    assert standing(row) == Status.EXPECTED


def test_a_hall_comes_with_a_number(meeting, merge):
    hall = AttendanceFactory(session=meeting, headcount=30)

    assert merge(word(hall, headcount=27)) == ["applied"]

    assert (standing(hall), hall.headcount) == (Status.PRESENT, 27)
    undone = word(hall, Said.UNDO, undoes=Mark.objects.get().key)
    assert merge(undone) == ["applied"]
    assert (standing(hall), hall.headcount) == (Status.EXPECTED, 30)


def test_taking_back_restores_what_was_there(row, merge):
    row.status = Status.COMING
    row.save()
    first = word(row)
    merge(first)

    assert merge(word(row, Said.UNDO, undoes=first.key)) == ["applied"]

    assert (standing(row), row.origin) == (Status.COMING, "")
    assert merge(word(row, Said.UNDO, undoes=first.key)) == ["nothing_to_undo"]
    assert merge(word(row, Said.UNDO)) == ["nothing_to_undo"]


def test_what_the_same_device_said_before_is_no_conflict(meeting, row, merge):
    """It showed 到会 where the windows made it 迟到."""
    meeting.starts_at -= timedelta(minutes=30)
    meeting.save()

    batch = [word(row), word(row, Said.ABSENT, seen=Status.PRESENT)]

    assert merge(*batch) == ["applied", "applied"]
    assert standing(row) == Status.ABSENT


def test_two_devices_that_agree_are_no_conflict(row, merge):
    assert merge(word(row), device=OTHER_DEVICE) == ["applied"]
    assert merge(word(row)) == ["applied"]


@pytest.mark.parametrize(
    ("is_taken", "status", "outcome"),
    [(True, Status.PRESENT, Outcome.TAKEN), (False, Status.ABSENT, Outcome.KEPT)],
)
def test_whoever_runs_the_session_chooses(dispute, row, secretary, is_taken, status, outcome):
    settled = actions.settle(mark=dispute, by=secretary, at=timezone.now(), is_taken=is_taken)

    assert settled.outcome == outcome
    assert standing(row) == status
    with pytest.raises(ValidationError) as refused:
        actions.settle(mark=dispute, by=secretary, at=timezone.now(), is_taken=not is_taken)
    assert refused.value.error_list[0].code == "settled"
    assert standing(row) == status


def test_nothing_is_left_to_choose_once_the_list_says_the_same(dispute, row, secretary):
    assert list(Mark.objects.in_conflict()) == [dispute]

    row.refresh_from_db()
    record_presence(attendance=row, by=secretary, at=timezone.now(), status=Status.PRESENT)

    assert not Mark.objects.in_conflict().exists()


def record_as(row, by, status):
    row.refresh_from_db()
    record_presence(attendance=row, by=by, at=timezone.now(), status=status)


@pytest.mark.parametrize("first", [Status.PRESENT, Status.LATE])
def test_what_is_recorded_later_settles_it_for_good(dispute, row, secretary, first):
    record_as(row, secretary, first)
    assert not Mark.objects.in_conflict().exists()

    record_as(row, secretary, Status.LEFT_EARLY)

    assert not Mark.objects.in_conflict().exists()
    with pytest.raises(ValidationError) as refused:
        actions.settle(mark=dispute, by=secretary, at=timezone.now(), is_taken=True)
    assert refused.value.error_list[0].code == "settled"
    assert standing(row) == Status.LEFT_EARLY


def test_a_press_in_the_room_settles_what_waited(dispute, row, merge):
    row.refresh_from_db()

    assert merge(word(row, Said.LATE)) == ["applied"]

    assert not Mark.objects.in_conflict().exists()


def test_saving_the_list_as_it_is_settles_nothing(dispute, row, secretary):
    record_as(row, secretary, Status.ABSENT)

    assert list(Mark.objects.in_conflict()) == [dispute]


@pytest.mark.parametrize("role", ["member", "supervisor", "other_secretary", "outsider"])
def test_who_does_not_run_it_does_not_choose(dispute, row, cast, role):
    with pytest.raises(PermissionDenied):
        actions.settle(mark=dispute, by=cast[role], at=timezone.now(), is_taken=True)

    assert standing(row) == Status.ABSENT


def test_nothing_is_chosen_once_the_stage_is_left(dispute, meeting, row, secretary):
    meeting.stage = Stage.CONVERSION
    meeting.save()

    with pytest.raises(ValidationError) as refused:
        actions.settle(mark=dispute, by=secretary, at=timezone.now(), is_taken=True)

    assert refused.value.error_list[0].code == "wrong_stage"
    assert standing(row) == Status.ABSENT


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_one_batch_sent_by_eight_at_once_counts_once(row, merge):
    batch = [word(row)]
    start = threading.Barrier(8)
    outcomes = []

    def send():
        start.wait()
        outcomes.extend(merge(*batch))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes == ["applied"] * 8
    assert Mark.objects.count() == LogEntry.objects.filter(kind="attendance.record").count() == 1
