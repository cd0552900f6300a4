"""Made-up study as it falls due, and on the desk; only while it is still owed."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import timezone

from accounts.notices.models import Notice, NoticeKind
from agendas.makeups import actions
from agendas.makeups.models import MakeUp
from agendas.pages.desk import desk_of
from agendas.reminders.actions import plan_notices
from agendas.workflow.rules import open_work
from studygroups.forms.models import Stage
from tests.agendas.makeups.conftest import NEXT_DAY
from tests.factories import SessionFactory, at, attend, seat

pytestmark = pytest.mark.django_db

NEAR, LATE = at("2017-04-11 08:00"), at("2017-04-19 08:00")


@pytest.fixture
def told(member):
    """What the sweep tells the member, the notice of the task itself left out."""

    def read(*moments: datetime) -> list[str]:
        Notice.objects.all().delete()
        for moment in moments:
            plan_notices(at=moment)
        texts = Notice.objects.filter(recipient=member).order_by("pk")
        return list(texts.values_list("text", flat=True))

    return read


@pytest.fixture
def alone(task):
    """Only the member's task, due on 18 April."""
    MakeUp.objects.exclude(pk=task.pk).delete()
    return task


def test_who_owes_is_reminded_a_week_ahead_and_once_when_it_is_late(alone, told):
    days = ("04-10", "04-11", "04-12", "04-18", "04-19", "04-20", "05-19")

    said = told(*(at(f"2017-{day} 08:00") for day in days))

    assert ["4月18日" in text and "到期" in text for text in said] == [False, True]
    assert set(Notice.objects.values_list("kind", "path")) == {
        (NoticeKind.REMIND, f"/make-ups/{alone.pk}/")
    }


def test_who_handed_in_waits_in_peace_until_more_is_asked(alone, told, member, secretary):
    row = actions.hand_in(make_up=alone, by=member, at=NEXT_DAY, note="已学。")
    assert told(NEAR, LATE) == []

    actions.ask_for_more(make_up=row, by=secretary, at=NEXT_DAY, remark="请补")
    assert len(told(NEAR, LATE)) == 2


def test_a_presence_that_was_corrected_ends_it_and_he_hears_so_once(alone, told, member, correct):
    correct(member)

    said = told(NEAR, NEAR, LATE)

    assert said == [f"您在《{alone.session}》的到会情况已更正，不需补学。"]


def test_leave_that_waits_again_is_no_correction(alone, told, member, correct):
    correct(member, "leave_asked")

    assert told(NEAR, LATE) == []


def test_who_left_is_left_in_peace(alone, told, member):
    member.memberships.update(until=date(2017, 4, 9))

    assert told(NEAR, LATE) == []


@pytest.fixture
def today_task(group, member, secretary):
    """A task of today, for the desk and the hand-over, which know no other clock."""
    session = SessionFactory(group=group, stage=Stage.CLOSED, starts_at=at("2026-01-10 09:00"))
    attend(session, member, status="absent")
    return actions.make_tasks(session=session, by=secretary, at=timezone.now())[0]


def test_it_stands_on_the_desk_at_its_date_among_the_answers(group, member, today_task):
    day = today_task.due_on
    for days in (-1, 1):
        moment = at(f"{date.fromordinal(day.toordinal() + days)} 09:00")
        attend(
            SessionFactory(
                group=group, stage=Stage.MEETING, starts_at=moment, announced_at=NEXT_DAY
            ),
            member,
        )

    todos = desk_of(member, at=timezone.now()).todos

    assert [todo.title for todo in todos] == ["答复是否参加学习会", "补学", "答复是否参加学习会"]
    assert (todos[1].path, todos[1].words) == (f"/make-ups/{today_task.pk}/", "待补学")


def test_late_it_is_red_and_handed_in_it_is_gone(member, today_task):
    MakeUp.objects.update(due_on=date(2026, 2, 1))
    (todo,) = desk_of(member, at=timezone.now()).todos
    actions.hand_in(make_up=today_task, by=member, at=timezone.now(), note="已学。")

    assert (todo.light, todo.words) == ("red", "逾期")
    assert desk_of(member, at=timezone.now()).todos == []


@pytest.mark.parametrize("has_left", [False, True])
def test_it_is_nobody_elses_to_take_over(group, member, today_task, has_left):
    today = timezone.localdate()
    if has_left:
        member.memberships.update(until=date(2026, 1, 31))

    work = open_work(group, member, seat(group), today=today)

    assert work.keys() == []
    assert work.kept == [(f"《{today_task.session}》补学", "由本人完成，席位截止后不再要求")]
