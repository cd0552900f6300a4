"""One task for everybody who was away, made in one click, by whom, and why not yet."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from accounts.audit.models import LogEntry
from accounts.notices.models import Notice
from agendas.attendance import actions as attendance
from agendas.attendance.models import Attendance, Status
from agendas.makeups import actions
from agendas.makeups.models import MakeUp, MakeUpState, Tally
from agendas.makeups.rules import tally_of
from studygroups.forms.models import Stage
from studygroups.localrules.models import LocalRule, RuleKey
from tests.agendas.makeups.conftest import HELD_AT, NEXT_DAY
from tests.factories import AttendanceFactory, mark_of

pytestmark = pytest.mark.django_db


def make(session, by, moment=NEXT_DAY, **more):
    return actions.make_tasks(session=session, by=by, at=moment, **more)


def refused_code(session, by, moment=NEXT_DAY, **more) -> str:
    with pytest.raises(ValidationError) as refused:
        make(session, by, moment, **more)
    assert not MakeUp.objects.exists()
    assert not Notice.objects.exists()
    return str(refused.value.code)


def test_who_was_absent_or_on_leave_has_a_task_and_nobody_else(held, secretary, deputy, member):
    AttendanceFactory(session=held, name="记者甲", status=Status.ABSENT)

    made = make(held, secretary)

    assert [task.person for task in made] == [deputy, member]
    told = Notice.objects.filter(text__startswith="请补学")
    assert {notice.recipient for notice in told} == {deputy, member}
    assert {notice.path for notice in told} == {f"/make-ups/{task.pk}/" for task in made}
    assert LogEntry.objects.filter(kind="makeup.make", by=secretary).count() == 2


def test_it_is_due_after_ten_working_days_holidays_left_out(held, secretary):
    # 2 to 4 April 2017 were holidays; 1 April, a Saturday, was worked.
    assert {task.due_on for task in make(held, secretary)} == {date(2017, 4, 18)}


def test_a_disputed_absence_is_settled_first(held, secretary, member):
    held.stage = Stage.MEETING
    held.save()
    row = Attendance.objects.get(session=held, person=member)
    mark_of(row, secretary)

    assert refused_code(held, secretary) == "presence_disputed"

    attendance.record_presence(attendance=row, by=secretary, at=timezone.now(), status="late")
    assert member not in {task.person for task in make(held, secretary)}


def test_a_dispute_nobody_can_settle_any_more_bars_nothing(held, secretary, deputy, member):
    mark_of(Attendance.objects.get(session=held, person=member), secretary)

    assert [task.person for task in make(held, secretary)] == [deputy, member]


def test_the_place_says_after_how_many_working_days(held, secretary):
    rule = {"key": RuleKey.MAKEUP_DAYS, "value": 1, "from_on": date(2017, 1, 1)}
    LocalRule.objects.create(unit=held.group.unit, **rule)

    assert {task.due_on for task in make(held, secretary)} == {date(2017, 4, 5)}


def test_a_second_click_makes_none_and_later_ones_only_for_who_is_new(
    held, secretary, tasks, leader, correct
):
    correct(leader, Status.ABSENT)
    again = make(held, secretary, due_on=date(2017, 6, 30))

    assert [task.person for task in again] == [leader]
    assert make(held, secretary) == []
    assert MakeUp.objects.count() == 3
    assert MakeUp.objects.exclude(attendance__person=leader).latest("pk").due_on != again[0].due_on


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("leader", True),
        ("deputy", True),
        ("secretary", True),
        ("member", False),
        ("supervisor", False),
        ("guest", False),
        ("other_secretary", False),
        ("outsider", False),
    ],
)
def test_who_runs_the_session_makes_tasks_and_their_material(cast, held, role, may):
    for act in (
        lambda: make(held, cast[role]),
        lambda: actions.save_material(session=held, by=cast[role], at=NEXT_DAY, text="读纪要"),
    ):
        if may:
            act()
        else:
            with pytest.raises(PermissionDenied):
                act()

    assert MakeUp.objects.exists() is may


@pytest.mark.parametrize(
    ("facts", "moment", "code"),
    [
        ({"is_backfilled": True}, NEXT_DAY, "backfilled"),
        ({"stage": Stage.RESEARCH}, NEXT_DAY, "not_held"),
        ({"stage": Stage.MEETING}, HELD_AT - timedelta(hours=1), "not_held"),
        ({"stage": Stage.MEETING, "starts_at": None}, NEXT_DAY, "not_held"),
    ],
)
def test_tasks_are_made_once_the_meeting_is_over(held, secretary, facts, moment, code):
    for name, value in facts.items():
        setattr(held, name, value)
    held.save()

    assert refused_code(held, secretary, moment) == code


@pytest.mark.parametrize("stage", [Stage.MEETING, Stage.FOLLOWUP, Stage.CLOSED])
def test_from_then_on_at_any_time(held, secretary, stage):
    held.stage = stage
    held.save()

    assert len(make(held, secretary)) == 2


@pytest.mark.parametrize("status", [Status.EXPECTED, Status.COMING, Status.LEAVE_ASKED])
def test_not_before_everybody_is_recorded(held, secretary, leader, correct, status):
    correct(leader, status)

    assert refused_code(held, secretary) == "unrecorded"


def test_nobody_makes_up_where_all_were_there(held, secretary):
    Attendance.objects.update(status=Status.LATE)

    assert refused_code(held, secretary) == "nobody_away"


def test_no_day_gone_by_is_given(held, secretary):
    assert refused_code(held, secretary, due_on=date(2017, 3, 31)) == "due_in_the_past"


# --- what becomes of it when the list or the seat changes -----------------------------------------


def test_a_corrected_presence_takes_an_open_task_back_and_puts_it_back(task, member, correct):
    owed = MakeUp.objects.filter(pk=task.pk)
    on = date(2017, 4, 10)

    correct(member, Status.LATE)
    gone, counted = owed.owed(on).exists(), owed.tally(on)
    correct(member, Status.ABSENT)

    assert (gone, counted) == (False, Tally(0, 0))
    assert (owed.owed(on).exists(), owed.tally(on)) == (True, Tally(0, 1))


def test_the_list_itself_corrects_it_while_it_may(held, task, member, secretary):
    held.stage = Stage.MEETING
    held.save()

    attendance.record_presence(
        attendance=task.attendance, by=secretary, at=NEXT_DAY, status=Status.PRESENT
    )

    with pytest.raises(ValidationError) as refused:
        actions.hand_in(make_up=task, by=member, at=NEXT_DAY, note="补学了。")
    assert refused.value.code == "not_owed"
    task.refresh_from_db()
    assert (task.state, task.note) == (MakeUpState.OPEN, "")


def test_an_accepted_one_is_kept_and_no_longer_counted(handed_in, secretary, member, correct):
    actions.accept(make_up=handed_in, by=secretary, at=NEXT_DAY)
    on = date(2017, 4, 10)
    before = MakeUp.objects.tally(on)

    correct(member)

    assert (before, MakeUp.objects.tally(on)) == (Tally(1, 2), Tally(0, 1))
    assert tally_of(MakeUp.objects.with_rows().with_seats(on)) == Tally(0, 1)
    kept = MakeUp.objects.get(pk=handed_in.pk)
    assert (kept.state, kept.note) == (MakeUpState.ACCEPTED, "保护耕地是底线。")


def test_what_was_handed_in_is_neither_accepted_nor_lost(handed_in, secretary, member, correct):
    correct(member)

    with pytest.raises(ValidationError) as refused:
        actions.accept(make_up=handed_in, by=secretary, at=NEXT_DAY)

    assert refused.value.code == "not_owed"
    assert MakeUp.objects.get(pk=handed_in.pk).state == MakeUpState.HANDED_IN


def test_it_lapses_with_the_seat_unless_it_is_done(held, tasks, task, member, deputy):
    member.memberships.update(until=date(2017, 4, 9))
    on = date(2017, 4, 10)

    assert [each.person for each in MakeUp.objects.owed(on).with_rows()] == [deputy]
    assert MakeUp.objects.tally(on) == Tally(0, 1)
    with pytest.raises(ValidationError) as refused:
        actions.hand_in(make_up=task, by=member, at=timezone.now(), note="补学了。")
    assert refused.value.code == "make_up_lapsed"


def test_who_left_after_it_was_done_counts_still(handed_in, secretary, member):
    actions.accept(make_up=handed_in, by=secretary, at=NEXT_DAY)
    member.memberships.update(until=date(2017, 4, 9))

    assert MakeUp.objects.tally(date(2017, 4, 10)) == Tally(1, 2)


def test_off_the_list_it_is_gone_and_says_so(task, member):
    task.attendance.delete()

    with pytest.raises(ValidationError) as refused:
        actions.hand_in(make_up=task, by=member, at=NEXT_DAY, note="补学了。")

    assert refused.value.code == "not_owed"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one_task_each(held, secretary, deputy):
    gate, made = threading.Barrier(2), []

    def click(by):
        gate.wait()
        try:
            made.append(len(make(held, by)))
        finally:
            connection.close()

    threads = [threading.Thread(target=click, args=(by,)) for by in (secretary, deputy)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(made) == [0, 2]
    assert MakeUp.objects.count() == 2
    assert Notice.objects.count() == 2
