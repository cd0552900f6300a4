"""The sweep as a whole: decisions that wait, its doors, and what it costs."""

from __future__ import annotations

from datetime import date
from threading import Event, Thread

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from accounts.audit.actions import record
from accounts.notices.models import Delivery, Notice
from agendas.attendance.models import Status
from agendas.reminders import actions
from agendas.reminders.actions import plan_notices
from agendas.research.models import Duty, Excuse
from agendas.sessions.models import Outcome
from agendas.tasks import plan_notices as plan_notices_task
from agendas.topics.actions import decide_topic, take_topic
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole
from tests.factories import (
    SessionFactory,
    TopicFactory,
    at,
    attend,
    measure_of,
    owe,
    seat,
)

pytestmark = pytest.mark.django_db

DUE = date(2017, 3, 31)


# decisions


@pytest.fixture
def submitted(session, secretary, leader):
    topic = TopicFactory(group=session.group)
    taken = take_topic(topic=topic, session=session, by=secretary, at=at("2017-03-01 09:00"))
    Notice.objects.all().delete()
    return taken


def test_the_decider_is_asked_again_after_two_days_and_never_urged(submitted, leader, secretary):
    assert plan_notices(at=at("2017-03-03 09:00")) == 0
    assert plan_notices(at=at("2017-03-03 09:01")) == 1
    assert plan_notices(at=at("2017-03-04 09:00")) == 0

    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.path) == (leader, "decide", "/approvals/")


def test_what_was_decided_in_between_is_not_asked_again(submitted, leader):
    moment = at("2017-03-02 09:00")
    decide_topic(topic=submitted, by=leader, at=moment, outcome=Outcome.APPROVED)

    assert plan_notices(at=at("2017-03-05 09:00")) == 0


def test_the_leaders_own_leave_is_asked_of_the_deputy(announced, leader, deputy):
    row = attend(announced, leader, status=Status.LEAVE_ASKED, leave_category="duty")
    record("attendance.answer", row, by=leader, at=at("2017-03-21 09:00"))

    plan_notices(at=at("2017-03-24 09:00"))

    assert [notice.recipient for notice in Notice.objects.all()] == [deputy]


# doors and budget


def test_task_and_command_make_the_same_notices(research_session, member, time_machine, capsys):
    owe(research_session, member, due_on=DUE)
    time_machine.move_to(at("2017-03-28 08:00"))

    call_command("plan_notices")

    assert "新增通知 1 条" in capsys.readouterr().out
    assert plan_notices_task() == 0


def test_a_reminder_goes_out_by_mail_too(research_session, member):
    type(member).objects.filter(pk=member.pk).update(email="member@example.org")
    owe(research_session, member, due_on=DUE)

    plan_notices(at=at("2017-03-28 08:00"))

    assert Delivery.objects.count() == 1


def _many(count, group, secretary):
    """As many of each thing that falls due on the same days as asked for."""
    for _ in range(count):
        person = seat(group, GroupRole.MEMBER)
        held = {"group": group, "created_by": secretary, "starts_at": at("2017-03-31 14:30")}
        owe(SessionFactory(**held, stage=Stage.RESEARCH), person, due_on=DUE)
        meeting = SessionFactory(**held, stage=Stage.MEETING, announced_at=at("2017-03-20 09:00"))
        attend(meeting, person)
        measure_of(meeting, owner=person, due_on=date(2017, 4, 1))
        measure_of(meeting, owner=person, due_on=date(2017, 3, 1))
        choosing = SessionFactory(**held)
        take_topic(
            topic=TopicFactory(group=group),
            session=choosing,
            by=secretary,
            at=at("2017-03-01 09:00"),
        )


@pytest.mark.parametrize("count", [1, 3])
def test_a_sweep_with_nothing_new_asks_the_same_whatever_the_rows(
    count, group, secretary, leader, django_assert_num_queries
):
    _many(count, group, secretary)
    assert plan_notices(at=at("2017-03-30 08:00")) == count * 6

    with django_assert_num_queries(43):
        assert plan_notices(at=at("2017-03-30 08:10")) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_many_people_of_one_session_are_told_with_the_same_queries(
    count, research_session, django_assert_num_queries
):
    for _ in range(count):
        owe(research_session, seat(research_session.group, GroupRole.MEMBER), due_on=DUE)

    with django_assert_num_queries(40):
        assert plan_notices(at=at("2017-03-30 08:00")) == count


def test_what_does_not_fit_one_batch_is_told_in_the_next(research_session, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 2)
    for _ in range(5):
        owe(research_session, seat(research_session.group), due_on=DUE)

    assert plan_notices(at=at("2017-03-28 08:00")) == 5
    assert plan_notices(at=at("2017-03-28 08:10")) == 0


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_is_handing_in_at_this_moment_is_left_to_the_next_sweep(research_session, member):
    duty = owe(research_session, member, due_on=DUE)
    is_held, is_swept = Event(), Event()

    def hand_in_slowly():
        with transaction.atomic():
            Duty.objects.select_for_update().get(pk=duty.pk)
            is_held.set()
            is_swept.wait(timeout=20)
            Duty.objects.filter(pk=duty.pk).update(excuse=Excuse.GRANTED)
        connection.close()

    slow = Thread(target=hand_in_slowly)
    slow.start()
    is_held.wait(timeout=20)
    told = plan_notices(at=at("2017-03-31 08:00"))
    is_swept.set()
    slow.join(timeout=20)

    assert told == 0
    assert plan_notices(at=at("2017-03-31 08:10")) == 0
