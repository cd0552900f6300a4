"""Answering whether one comes, and answering for another."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.files.actions import store
from accounts.notices.models import Notice, NoticeKind
from agendas.attendance import actions
from agendas.attendance.models import Attendance, LeaveCategory, Status
from agendas.proxies.models import Proxy
from agendas.proxies.rules import Given
from studygroups.forms.models import Stage
from tests.factories import AttendanceFactory, at

pytestmark = pytest.mark.django_db

BEFORE = at("2017-03-25 09:00")
AFTER = at("2017-03-31 15:00")


def code(refused):
    return refused.value.code


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("member", True),
        ("secretary", True),
        ("leader", False),
        ("deputy", False),
        ("supervisor", False),
        ("guest", False),
        ("other_secretary", False),
        ("outsider", False),
    ],
)
def test_who_answers_for_a_member(cast, announced, seat_of, member, role, may):
    if may:
        actions.answer(attendance=seat_of(member), by=cast[role], at=BEFORE, coming=True)
    else:
        with pytest.raises(PermissionDenied):
            actions.answer(attendance=seat_of(member), by=cast[role], at=BEFORE, coming=True)

    assert (seat_of(member).status == Status.COMING) is may


def test_he_for_whom_the_secretary_answered_is_told(seat_of, member, secretary):
    actions.answer(attendance=seat_of(member), by=secretary, at=BEFORE, coming=True)

    assert "秘书丙代您答复" in Notice.objects.filter(recipient=member).latest("pk").text


def test_a_guest_declines_without_reason_or_decision(guest_row, guest):
    actions.answer(attendance=guest_row, by=guest, at=BEFORE, coming=False, leave_category="sick")

    guest_row.refresh_from_db()
    assert (guest_row.status, guest_row.leave_category) == (Status.LEAVE, "")
    assert not Notice.objects.filter(kind=NoticeKind.DECIDE).exists()


def test_nobody_answers_before_the_notice(preparing, guest):
    row = AttendanceFactory(session=preparing, person=guest)

    with pytest.raises(ValidationError) as refused:
        actions.answer(attendance=row, by=guest, at=BEFORE, coming=True)

    assert code(refused) == "not_announced"


def test_once_it_began_only_the_secretary_enters_an_answer(seat_of, member, secretary):
    with pytest.raises(ValidationError) as refused:
        actions.answer(attendance=seat_of(member), by=member, at=AFTER, coming=True)

    assert code(refused) == "begun"
    assert seat_of(member).status == Status.EXPECTED
    late = actions.answer(
        attendance=seat_of(member),
        by=secretary,
        at=AFTER,
        coming=False,
        leave_category=LeaveCategory.DUTY,
    )
    assert late.status == Status.LEAVE_ASKED


def test_who_is_recorded_as_present_answers_no_more(seat_of, member, secretary):
    Attendance.objects.filter(person=member).update(status=Status.LATE)

    with pytest.raises(ValidationError) as refused:
        actions.answer(attendance=seat_of(member), by=secretary, at=AFTER, coming=True)

    assert code(refused) == "recorded"
    assert seat_of(member).status == Status.LATE


def test_nobody_answers_once_the_stage_is_left(announced, seat_of, member, secretary):
    announced.stage = Stage.CONVERSION
    announced.save()

    with pytest.raises(ValidationError) as refused:
        actions.answer(attendance=seat_of(member), by=secretary, at=AFTER, coming=True)

    assert code(refused) == "wrong_stage"


def test_an_answer_given_to_the_secretary_is_marked_until_he_answers_himself(
    seat_of, member, secretary, pdf
):
    given = Given(BEFORE.date(), store(pdf, by=secretary))
    row = seat_of(member)

    marked = actions.answer(attendance=row, by=secretary, at=BEFORE, coming=True, given=given)
    mark = Proxy.objects.get()
    own = actions.answer(attendance=row, by=member, at=BEFORE, coming=True)

    assert marked.proxy == mark
    assert (mark.kind, mark.person, mark.scan) == ("answer", member, given.scan)
    assert own.proxy is None
    assert Notice.objects.filter(recipient=member, key=f"proxy-{mark.pk}").count() == 1


def test_an_answer_of_tomorrow_is_not_entered(seat_of, member, secretary):
    given = Given(AFTER.date())

    with pytest.raises(ValidationError) as refused:
        actions.answer(
            attendance=seat_of(member), by=secretary, at=BEFORE, coming=True, given=given
        )

    assert code(refused) == "future"
    assert seat_of(member).status == Status.EXPECTED


def test_who_has_no_account_is_answered_for_without_a_mark(announced, secretary):
    row = AttendanceFactory(session=announced)

    answered = actions.answer(attendance=row, by=secretary, at=BEFORE, coming=True)

    assert (answered.status, answered.proxy) == (Status.COMING, None)
