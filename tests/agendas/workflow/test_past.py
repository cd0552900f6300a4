"""Entering sessions that were held before: as held, with their people, and in silence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from accounts.audit.models import LogEntry
from accounts.notices.models import Notice
from agendas.attendance.models import Attendance
from agendas.minutes.models import Minutes, Resolution
from agendas.reminders.actions import plan_notices
from agendas.sessions.actions import edit_session
from agendas.sessions.models import StageChange, StudySession
from agendas.workflow import actions
from agendas.workflow.rules import MOST_ENTRIES, PastEntry, open_gaps
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole
from studygroups.years.models import GroupYear
from tests.agendas.workflow.conftest import TODAY
from tests.factories import SessionFactory, at, seat

pytestmark = pytest.mark.django_db

HELD_ON = date(2017, 3, 31)
ENTITLED = ("leader", "deputy", "secretary")
EVERYBODY = (*ENTITLED, "member", "supervisor", "other_secretary", "guest", "outsider")


@pytest.fixture
def entry(discussion):
    def told(**more) -> PastEntry:
        return PastEntry(**{"form": discussion, "title": "学习讲话", "held_on": HELD_ON} | more)

    return told


@pytest.fixture
def enter(group, secretary, entry):
    def one(**more) -> StudySession:
        given = {"group": group, "by": secretary, "at": TODAY}
        return actions.enter_past(entries=[entry(**more)], **given)[0]

    return one


def on_the_list(session) -> list[tuple[str, str, str]]:
    rows = Attendance.objects.filter(session=session).in_order()
    return [(row.name, row.capacity, row.status) for row in rows]


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may_enter_a_past_session(cast, group, entry, role):
    given = {"group": group, "entries": [entry()], "by": cast[role], "at": TODAY}

    if role in ENTITLED:
        assert actions.enter_past(**given)[0].is_backfilled
    else:
        with pytest.raises(PermissionDenied):
            actions.enter_past(**given)
        assert not StudySession.objects.exists()


def test_it_stands_as_held_with_everything_that_was_told_of_it(
    enter, leader, deputy, member, secretary
):
    session = enter(
        begins=time(14, 30),
        away={member.pk: "leave"},
        others={"media": 2, "department": 5},
        record="传达学习。",
        results=[("decision", "每月通报")],
    )

    assert (session.stage, session.year, session.closed_at) == (Stage.CLOSED, 2017, TODAY)
    assert session.starts_at == at("2017-03-31 14:30")
    assert on_the_list(session) == [
        ("组长甲", "chair", "present"),
        ("副组长乙", "member", "present"),
        ("成员丁", "member", "leave"),
        ("部门人员", "department", "present"),
        ("采访人员", "media", "present"),
    ]
    assert Minutes.objects.get(session=session).record == "传达学习。"
    assert Resolution.objects.get(session=session).text == "每月通报"


def test_it_counts_as_held_and_says_how_it_came_in(enter, secretary, leader, group):
    session = enter()

    assert list(StudySession.objects.held().filter(year=2017)) == [session]
    change = StageChange.objects.get()
    assert (change.from_stage, change.to_stage, change.reason) == ("", "closed", "补录")
    assert (change.by, change.at) == (secretary, TODAY)
    assert GroupYear.objects.get(group=group, year=2017).is_stale
    assert LogEntry.objects.get(kind="session.enter_past").by == secretary


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.FOLLOWUP])
def test_a_session_of_all_five_stages_counts_wherever_it_got(enter, leader, full_form, stage):
    session = enter(form=full_form, stage=stage)

    assert list(StudySession.objects.held()) == [session]
    gaps = [gap.code for gap in open_gaps(session, at=TODAY)]
    assert gaps == (["no_measures"] if stage == Stage.FOLLOWUP else [])


@pytest.mark.parametrize("sweep", ["2017-03-30 08:00", "2017-06-02 08:00", "2017-09-01 08:00"])
def test_nobody_is_told_and_nobody_is_reminded(enter, leader, member, full_form, sweep):
    enter(form=full_form, stage=Stage.FOLLOWUP, away={member.pk: "absent"}, record="记录")

    assert plan_notices(at=at(sweep)) == 0
    assert not Notice.objects.exists()


def test_the_members_are_those_of_its_day(enter, group, leader, member):
    seat(group, GroupRole.MEMBER, since=date(2017, 4, 1), full_name="后来人")
    member.memberships.update(until=date(2017, 3, 31))

    assert [name for name, _, _ in on_the_list(enter())] == ["组长甲", "成员丁"]
    later = enter(held_on=date(2017, 4, 1))
    assert [name for name, _, _ in on_the_list(later)] == ["组长甲", "后来人"]


def test_before_the_members_are_known_those_of_today_stand_in_and_it_says_so(enter, leader):
    leader.memberships.update(from_on=date(2017, 5, 1))

    session = enter()

    assert [name for name, _, _ in on_the_list(session)] == ["组长甲"]
    assert StageChange.objects.get().reason == "补录；当日成员未登记，按现有成员列入名单"


def test_who_changed_his_role_that_day_stands_there_once(enter, group, leader, member):
    member.memberships.update(until=HELD_ON)
    member.memberships.create(group=group, role=GroupRole.DEPUTY, order=9, from_on=HELD_ON)

    assert [name for name, _, _ in on_the_list(enter())] == ["组长甲", "成员丁"]


def test_the_chair_is_who_was_named_else_who_led_in_the_leaders_absence(
    enter, leader, deputy, member
):
    named = enter(chair=member.pk)
    stood_in = enter(title="另一次", away={leader.pk: "leave"})

    assert on_the_list(named)[0][:2] == ("成员丁", "chair")
    assert on_the_list(stood_in)[0][:2] == ("副组长乙", "chair")


@pytest.mark.parametrize(
    ("told", "code", "field"),
    [
        ({"held_on": date(2017, 6, 1)}, "not_past", "held_on"),
        ({"held_on": date(2017, 6, 2)}, "not_past", "held_on"),
        ({"chair": -1}, "not_seated", "chair"),
        ({"away": {-1: "leave"}}, "not_seated", "away--1"),
        ({"others": {"member": 1}}, "wrong_capacity", "others-member"),
        ({"others": {"nobody": 1}}, "wrong_capacity", "others-nobody"),
        ({"others": {"media": 0}}, "headcount", "others-media"),
        ({"stage": "followup"}, "no_followup", "stage"),
        ({"stage": "topic"}, "no_followup", "stage"),
    ],
)
def test_what_is_refused_leaves_nothing(enter, leader, told, code, field):
    with pytest.raises(ValidationError) as refused:
        enter(**told)

    fault = refused.value.error_list[0]
    assert (fault.code, (fault.params or {})["field"]) == (code, field)
    assert not StudySession.objects.exists()


@pytest.mark.parametrize(
    ("away", "chairs", "code"),
    [
        ("present", False, "wrong_status"),
        ("leave", True, "chair_away"),
        ("all", False, "nobody_came"),
    ],
)
def test_what_is_wrong_with_the_members_is_refused(enter, leader, member, away, chairs, code):
    people = [leader, member] if away == "all" else [member]
    gone = {person.pk: "leave" if away == "all" else away for person in people}

    with pytest.raises(ValidationError) as refused:
        enter(away=gone, chair=member.pk if chairs else None)

    assert refused.value.error_list[0].code == code
    assert not StudySession.objects.exists()


def test_a_group_without_members_is_refused(enter):
    with pytest.raises(ValidationError) as refused:
        enter()

    assert refused.value.error_list[0].code == "no_members"


def test_the_same_title_on_the_same_day_is_refused_and_named(enter, leader, group):
    SessionFactory(group=group, title="学习讲话", starts_at=at("2017-03-31 09:00"))

    with pytest.raises(ValidationError) as refused:
        enter()

    assert refused.value.error_list[0].code == "twin"
    assert "2017年3月31日（周五）《学习讲话》" in refused.value.messages[0]
    assert StudySession.objects.count() == 1


def test_all_are_entered_or_none(group, secretary, leader, entry):
    entries = [entry(), entry(title="另一次"), entry()]

    with pytest.raises(ValidationError):
        actions.enter_past(group=group, entries=entries, by=secretary, at=TODAY)

    assert not StudySession.objects.exists()
    assert not LogEntry.objects.filter(kind="session.enter_past").exists()


def test_more_than_fit_at_once_are_refused(group, secretary, leader, entry):
    entries = [entry()] * (MOST_ENTRIES + 1)

    with pytest.raises(ValidationError) as refused:
        actions.enter_past(group=group, entries=entries, by=secretary, at=TODAY)

    assert refused.value.code == "too_many"


def test_it_goes_back_to_its_meeting_without_notice_and_no_further(
    enter, secretary, leader, full_form
):
    session = enter(form=full_form, stage=Stage.FOLLOWUP, record="记录")
    for _ in range(2):
        session = actions.send_back(session=session, by=secretary, at=TODAY, reason="更正")
    assert session.stage == Stage.MEETING
    assert open_gaps(session, at=TODAY) == []

    with pytest.raises(ValidationError) as refused:
        actions.send_back(session=session, by=secretary, at=TODAY, reason="更正")

    assert refused.value.code == "nowhere"
    assert not Notice.objects.exists()


def test_back_at_its_meeting_it_is_moved_to_no_other_day(enter, secretary, leader, full_form):
    session = enter(form=full_form, stage=Stage.FOLLOWUP)
    StudySession.objects.update(stage=Stage.MEETING)

    for head in ({"starts_at": at("2017-06-02 09:00")}, {"venue": "礼堂"}):
        with pytest.raises(ValidationError) as refused:
            edit_session(session=session, by=secretary, at=TODAY, revision=1, **head)
        assert refused.value.code == "held"
    edit_session(session=session, by=secretary, at=TODAY, revision=1, title="更正的名称")
    assert not Notice.objects.exists()


@pytest.mark.parametrize("count", [1, 20])
def test_many_sessions_cost_one_entry_of_the_log_each_and_no_more(
    group, secretary, leader, entry, django_assert_num_queries, count
):
    entries = [entry(title=f"第{n}次", record="记录") for n in range(count)]

    with django_assert_num_queries(16 + count):
        actions.enter_past(group=group, entries=entries, by=secretary, at=TODAY)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_enter_the_same_session_at_once_enter_it_once(group, secretary, leader, entry):
    both_are_here, told = Barrier(2), entry()

    def press(person) -> str:
        both_are_here.wait(timeout=10)
        try:
            actions.enter_past(group=group, entries=[told], by=person, at=TODAY)
        except ValidationError as refused:
            return refused.error_list[0].code or ""
        finally:
            connection.close()
        return "entered"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(press, (secretary, leader)))

    assert (answers, StudySession.objects.count()) == (["entered", "twin"], 1)
