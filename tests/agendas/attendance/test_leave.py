"""Leave: asked for with a reason, decided by the leader, known to few."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.files.actions import store
from accounts.notices.models import Notice, NoticeKind
from agendas.attendance import actions, rules
from agendas.attendance.models import Attendance, LeaveCategory, Status
from agendas.proxies.models import Proxy
from agendas.sessions.models import Decision, Outcome
from agendas.sessions.rules import Sheet
from tests.factories import at

pytestmark = pytest.mark.django_db

BEFORE = at("2017-03-25 09:00")
AFTER = at("2017-03-31 15:00")


@pytest.fixture
def asked(seat_of, member) -> Attendance:
    """The member has asked for leave; he is ill."""
    return actions.answer(
        attendance=seat_of(member),
        by=member,
        at=BEFORE,
        coming=False,
        leave_category=LeaveCategory.SICK,
    )


def decide(row, by, outcome=Outcome.APPROVED, **more):
    return actions.decide_leave(attendance=row, by=by, at=BEFORE, outcome=outcome, **more)


def code(refused):
    return refused.value.code


def test_leave_waits_for_the_leader_who_is_not_told_why_by_notice(asked, leader, deputy):
    told = Notice.objects.get(recipient=leader, kind=NoticeKind.DECIDE)

    assert asked.status == Status.LEAVE_ASKED
    assert "请审定请假：成员丁" in told.text
    assert not Notice.objects.filter(text__contains="病").exists()
    assert not Notice.objects.filter(recipient=deputy, kind=NoticeKind.DECIDE).exists()


@pytest.mark.parametrize("category", ["", "fever"])
def test_a_members_leave_needs_a_category(seat_of, member, category):
    with pytest.raises(ValidationError) as refused:
        actions.answer(
            attendance=seat_of(member),
            by=member,
            at=BEFORE,
            coming=False,
            leave_category=category,
        )

    assert code(refused) == "needs_category"
    assert seat_of(member).status == Status.EXPECTED


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("leader", True),
        ("deputy", False),
        ("secretary", False),
        ("member", False),
        ("supervisor", False),
        ("guest", False),
        ("other_secretary", False),
        ("outsider", False),
    ],
)
def test_who_decides_on_a_members_leave(cast, asked, role, may):
    if may:
        decide(asked, cast[role])
    else:
        with pytest.raises(PermissionDenied):
            decide(asked, cast[role])

    asked.refresh_from_db()
    assert (asked.status == Status.LEAVE) is may
    assert Decision.objects.exists() is may


def test_the_leaders_own_leave_is_a_deputys_to_decide(seat_of, leader, deputy):
    row = actions.answer(
        attendance=seat_of(leader), by=leader, at=BEFORE, coming=False, leave_category="duty"
    )

    with pytest.raises(PermissionDenied):
        decide(row, leader)

    assert decide(row, deputy).status == Status.LEAVE
    assert Notice.objects.filter(recipient=deputy, kind=NoticeKind.DECIDE).exists()


def test_returned_leave_makes_him_expected_again_and_forgets_why(asked, leader, member):
    with pytest.raises(ValidationError) as refused:
        decide(asked, leader, Outcome.RETURNED)
    returned = decide(asked, leader, Outcome.RETURNED, reason="请务必参加")

    assert code(refused) == "needs_reason"
    assert (returned.status, returned.leave_category) == (Status.EXPECTED, "")
    assert "您的请假：退回" in Notice.objects.filter(recipient=member).latest("pk").text


def test_leave_signed_on_paper_is_entered_by_the_secretary(asked, secretary, leader, pdf):
    sheet = Sheet(leader, BEFORE.date(), store(pdf, by=secretary))

    row = decide(asked, secretary, sheet=sheet)

    assert row.status == Status.LEAVE
    assert row.leave_decision is not None
    assert (row.leave_decision.by, row.leave_decision.recorded_by) == (leader, secretary)


def test_leave_is_decided_once(asked, leader):
    decide(asked, leader)

    with pytest.raises(ValidationError) as refused:
        decide(asked, leader)

    assert code(refused) == "not_asked"
    assert Decision.objects.count() == 1


def test_who_can_come_after_all_says_so(asked, leader, member):
    decide(asked, leader)

    row = actions.answer(attendance=asked, by=member, at=BEFORE, coming=True)

    assert (row.status, row.leave_category, row.leave_decision) == (Status.COMING, "", None)


def test_granted_leave_may_be_recorded_as_leave(asked, leader, secretary):
    decide(asked, leader)
    here = actions.record_presence(attendance=asked, by=secretary, at=AFTER, status=Status.PRESENT)

    back = actions.record_presence(attendance=here, by=secretary, at=AFTER, status=Status.LEAVE)

    assert (back.status, back.origin) == (Status.LEAVE, "")


@pytest.mark.parametrize(
    ("role", "knows"),
    [
        ("leader", True),
        ("member", True),
        ("deputy", False),
        ("secretary", False),
        ("supervisor", False),
        ("guest", False),
    ],
)
def test_who_knows_why_he_asked_for_leave(cast, asked, role, knows):
    assert rules.may_know_category(cast[role], asked) is knows


def test_once_decided_only_he_himself_knows_why(asked, leader, member):
    granted = decide(asked, leader)

    assert not rules.may_know_category(leader, granted)
    assert rules.may_know_category(member, granted)


def test_returned_leave_leaves_no_answer_to_mark(seat_of, member, secretary, leader):
    row = actions.answer(
        attendance=seat_of(member),
        by=secretary,
        at=BEFORE,
        coming=False,
        leave_category=LeaveCategory.SICK,
    )

    returned = decide(row, leader, Outcome.RETURNED, reason="请务必参加")

    assert returned.proxy is None
    assert Proxy.objects.get().person == member
    assert not Notice.objects.filter(text__contains="病").exists()
