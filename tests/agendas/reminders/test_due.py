"""Research, meetings and measures that fall due become notices, once for each occasion."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.notices.models import Notice, NoticeKind
from agendas.attendance.models import Attendance, Capacity, Status
from agendas.measures.actions import apply_closing, decide_closing, stop_measure
from agendas.reminders.actions import plan_notices
from agendas.research.actions import hand_in
from agendas.research.models import Duty, Excuse
from agendas.workflow.actions import send_back
from studygroups.forms.models import Stage
from studygroups.localrules.models import LocalRule, RuleKey
from tests.factories import (
    UserFactory,
    at,
    attend,
    measure_of,
    observation_of,
    owe,
)

pytestmark = pytest.mark.django_db

DUE = date(2017, 3, 31)


@pytest.fixture
def measure(session, member, secretary):
    return measure_of(session, owner=member, handler=secretary, due_on=date(2017, 6, 30))


def told(person, kind):
    return list(Notice.objects.filter(recipient=person, kind=kind).values_list("text", flat=True))


# research


def test_research_is_reminded_of_three_days_ahead_and_not_before(research_session, member):
    owe(research_session, member, due_on=DUE)

    assert plan_notices(at=at("2017-03-27 23:50")) == 0
    assert plan_notices(at=at("2017-03-28 00:10")) == 1

    notice = Notice.objects.get(recipient=member)
    assert notice.kind == NoticeKind.REMIND
    assert notice.path == f"/sessions/{research_session.pk}/research/"
    assert timezone.localdate(notice.due_at).isoformat() == "2017-03-31"


def test_running_again_tells_nobody_twice(research_session, member):
    owe(research_session, member, due_on=DUE)
    plan_notices(at=at("2017-03-28 08:00"))

    again = [plan_notices(at=at(f"2017-03-{day} 08:00")) for day in (28, 29, 30)]

    assert again == [0, 0, 0]


def test_on_the_day_only_those_who_still_owe_are_told_again(research_session, member, deputy):
    owe(research_session, member, due_on=DUE)
    owe(research_session, deputy, due_on=DUE)
    plan_notices(at=at("2017-03-28 08:00"))
    hand_in(
        session=research_session,
        authors=[member],
        by=member,
        at=at("2017-03-29 10:00"),
        title="存量用地调研",
        text="批而未供 1588 亩。",
    )

    assert plan_notices(at=at("2017-03-31 08:00")) == 1

    assert len(told(member, NoticeKind.REMIND)) == 1
    assert len(told(deputy, NoticeKind.REMIND)) == 2


@pytest.mark.parametrize("excuse", [Excuse.ASKED, Excuse.GRANTED])
def test_who_is_excused_or_asked_to_be_is_left_in_peace(research_session, member, excuse):
    owe(research_session, member, due_on=DUE, excuse=excuse)

    assert plan_notices(at=at("2017-03-31 08:00")) == 0


@pytest.mark.parametrize(
    ("above", "own", "first_day"),
    [(None, None, "2017-03-28"), (5, None, "2017-03-26"), (5, 1, "2017-03-30")],
)
def test_the_nearest_unit_says_how_many_days_ahead(research_session, member, above, own, first_day):
    unit, parent = research_session.group.unit, UserFactory().unit
    unit.parent, unit.path = parent, f"{parent.path}{unit.pk}/"
    unit.save()
    for place, value in ((parent, above), (unit, own)):
        if value:
            key = RuleKey.RESEARCH_REMIND_DAYS
            LocalRule.objects.create(unit=place, key=key, value=value, from_on="2017-01-01")
    owe(research_session, member, due_on=DUE)
    first = at(f"{first_day} 08:00")

    assert plan_notices(at=first - timedelta(days=1)) == 0
    assert plan_notices(at=first) == 1


def test_another_units_rule_and_an_expired_one_do_not_count(research_session, member):
    key = RuleKey.RESEARCH_REMIND_DAYS
    elsewhere, here = UserFactory().unit, research_session.group.unit
    LocalRule.objects.create(unit=elsewhere, key=key, value=9, from_on="2017-01-01")
    LocalRule.objects.create(unit=here, key=key, value=9, from_on="2017-01-01", until="2017-02-28")
    owe(research_session, member, due_on=DUE)

    assert plan_notices(at=at("2017-03-27 08:00")) == 0


def test_a_session_sent_back_reminds_nobody_until_research_goes_on(
    research_session, member, secretary
):
    owe(research_session, member, due_on=DUE)
    send_back(session=research_session, by=secretary, at=at("2017-03-27 08:00"), reason="议题重选")
    assert plan_notices(at=at("2017-03-28 08:00")) == 0

    type(research_session).objects.filter(pk=research_session.pk).update(stage=Stage.RESEARCH)

    assert plan_notices(at=at("2017-03-29 08:00")) == 1


def test_a_new_date_is_a_new_occasion(research_session, member):
    owe(research_session, member, due_on=DUE)
    plan_notices(at=at("2017-03-28 08:00"))
    Duty.objects.update(due_on=date(2017, 4, 20))

    assert plan_notices(at=at("2017-04-18 08:00")) == 1


# the meeting


def test_whoever_has_not_answered_is_reminded_two_days_ahead(announced, member, deputy):
    attend(announced, member)
    attend(announced, deputy, status=Status.COMING)

    assert plan_notices(at=at("2017-03-28 08:00")) == 0
    assert plan_notices(at=at("2017-03-29 08:00")) == 1

    assert "请答复是否参加" in told(member, NoticeKind.REMIND)[0]
    assert told(deputy, NoticeKind.REMIND) == []


def test_an_answer_in_between_ends_the_reminding(announced, member):
    attend(announced, member)
    Attendance.objects.update(status=Status.COMING)

    assert plan_notices(at=at("2017-03-29 08:00")) == 0


@pytest.mark.parametrize(
    ("status", "is_told"),
    [
        (Status.EXPECTED, True),
        (Status.COMING, True),
        (Status.LEAVE_ASKED, False),
        (Status.LEAVE, False),
    ],
)
def test_the_day_before_those_expected_or_coming_are_told(announced, member, status, is_told):
    attend(announced, member, status=status)

    plan_notices(at=at("2017-03-30 08:00"))

    said = [text for text in told(member, NoticeKind.REMIND) if "明天召开" in text]
    assert bool(said) == is_told


def test_guests_are_told_the_day_before_unless_they_take_leave(announced, guest, outsider):
    announced.guests.add(guest, outsider)
    attend(announced, outsider, capacity=Capacity.LEARNER, status=Status.LEAVE)

    assert plan_notices(at=at("2017-03-30 08:00")) == 1
    assert len(told(guest, NoticeKind.REMIND)) == 1


def test_a_session_not_announced_is_not_talked_about(announced, member):
    attend(announced, member)
    type(announced).objects.update(announced_at=None)

    assert plan_notices(at=at("2017-03-30 08:00")) == 0


# measures


def test_owner_and_handler_hear_of_a_deadline_within_the_local_days(measure, member, secretary):
    assert plan_notices(at=at("2017-06-22 08:00")) == 0
    assert plan_notices(at=at("2017-06-23 08:00")) == 2

    assert len(told(member, NoticeKind.REMIND)) == 1
    assert Notice.objects.get(recipient=secretary).path == f"/measures/{measure.pk}/"


def test_an_overdue_measure_is_urged_once_a_week(measure, member):
    days = ("07-01", "07-02", "07-07", "07-08", "07-14", "07-15")

    made = [plan_notices(at=at(f"2017-{day} 08:00")) for day in days]

    assert made == [2, 0, 0, 2, 0, 2]
    assert told(member, NoticeKind.REMIND) == []
    assert "已逾期 1 天" in told(member, NoticeKind.URGE)[-1]


def test_a_measure_that_waits_for_review_is_not_urged(measure, member, leader):
    apply_closing(measure=measure, by=member, at=at("2017-06-30 08:00"), evidence="已消化 1000 亩")

    assert plan_notices(at=at("2017-07-01 08:00")) == 0


def test_a_measure_returned_by_its_reviewer_is_urged_again(measure, member, leader):
    apply_closing(measure=measure, by=member, at=at("2017-06-30 08:00"), evidence="已消化 900 亩")
    moment = at("2017-06-30 09:00")
    decide_closing(measure=measure, by=leader, at=moment, outcome="returned", reason="未达目标")

    assert plan_notices(at=at("2017-07-01 08:00")) == 2


def test_a_stopped_measure_is_not_urged(measure, leader):
    stop_measure(measure=measure, by=leader, at=at("2017-06-30 08:00"), reason="任务并入他项")

    assert plan_notices(at=at("2017-07-01 08:00")) == 0


def test_who_owns_and_handles_a_measure_is_told_once(session, member):
    measure_of(session, owner=member, handler=member, due_on=date(2017, 6, 30))

    assert plan_notices(at=at("2017-07-01 08:00")) == 1


# observations


def test_feedback_that_is_overdue_is_reminded_of_once_a_week(announced, supervisor, outsider):
    observation = observation_of(announced, supervisor, outsider, state="agreed")
    days = ("2017-04-17 08:00", "2017-04-18 08:00", "2017-04-19 08:00", "2017-04-25 08:00")

    # The tenth working day after 31 March 2017 is 17 April: the Monday and Tuesday of Qingming were
    # off, and the Saturday before them was worked.
    told_then = [plan_notices(at=at(day)) for day in days]
    observation.state, observation.overall = "reported", "好"
    observation.reported_at = at("2017-04-26 09:00")
    observation.save()

    assert told_then == [0, 1, 0, 1]
    assert plan_notices(at=at("2017-05-09 08:00")) == 0
    paths = {notice.path for notice in Notice.objects.filter(recipient=outsider)}
    assert paths == {f"/observations/{observation.pk}/"}
