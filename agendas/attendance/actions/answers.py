"""Answering the notice, asking for leave, deciding on it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from agendas.attendance import rules
from agendas.attendance.actions.rows import locked_row
from agendas.attendance.models import Attendance, Status
from agendas.attendance.rules import AnswerRefusal
from agendas.proxies.actions import enter_for
from agendas.proxies.models import Proxy, ProxyKind
from agendas.proxies.rules import Given
from agendas.sessions.actions import allow, decide, insist, path_of
from agendas.sessions.models import Matter
from agendas.sessions.rules import Sheet, records_for_others, refuse_change
from studygroups.years.actions import mark_stale


@transaction.atomic
def answer(
    *,
    attendance: Attendance,
    by: User,
    at: datetime,
    coming: bool,
    leave_category: str = "",
    given: Given | None = None,
) -> Attendance:
    """Say that he comes, or ask for leave; the secretary may do so for him (代答复).

    He is then told, and the answer marked with what was ``given``. A member's leave needs its
    category and waits for a decision; a guest simply declines. Raises ``PermissionDenied`` for
    anybody else, ``ValidationError`` before the notice, after the meeting began (the secretary
    excepted), once he is recorded or off the list, without a category, for a seat he gave back and
    another has taken, or as ``enter_for`` does.
    """
    allow(rules.may_answer(by, attendance))
    attendance = locked_row(attendance)
    is_secretary = records_for_others(by, attendance.session)
    insist(rules.refuse_answer(attendance, is_secretary=is_secretary, at=at))
    if coming:
        if attendance.status == Status.LEAVE:  # the seat he gave back may be another's by now
            insist(
                rules.refuse_seats(attendance.session, attendance.capacity, attendance.headcount)
            )
        attendance.status, attendance.leave_category = Status.COMING, ""
    else:
        insist(rules.refuse_leave(attendance, leave_category))
        is_member = attendance.is_member()
        attendance.status = Status.LEAVE_ASKED if is_member else Status.LEAVE
        attendance.leave_category = leave_category if is_member else ""
    attendance.last_leave_decision = attendance.leave_decision or attendance.last_leave_decision
    attendance.leave_decision, attendance.origin = None, ""
    attendance.proxy = _entered(attendance, by=by, at=at, given=given)
    changed = [
        *("status", "leave_category", "leave_decision", "last_leave_decision", "origin", "proxy")
    ]
    attendance.save(update_fields=changed)
    record("attendance.answer", attendance, by=by, at=at, fields=["status"])
    mark_stale(attendance.session.group, attendance.session.year)
    if attendance.status == Status.LEAVE_ASKED:
        tell(
            rules.leave_deciders(attendance),
            kind=NoticeKind.DECIDE,
            text=f"请审定请假：{attendance.name}，《{attendance.session}》。",
            path=path_of(attendance.session, "people"),
            key=f"answer-{attendance.pk}-{at:%Y%m%d%H%M%S%f}",
        )
    return attendance


def _entered(
    attendance: Attendance, *, by: User, at: datetime, given: Given | None
) -> Proxy | None:
    """The mark of an answer that is not his own.

    Who has no account cannot answer himself: nobody is told of it, and nobody may object.
    """
    person = attendance.person
    if person is None or person == by:
        return None
    said = "参加" if attendance.status == Status.COMING else "请假"
    return enter_for(
        people=[person],
        session=attendance.session,
        kind=ProxyKind.ANSWER,
        by=by,
        at=at,
        words=f"{by}代您答复《{attendance.session}》：{said}",
        given=given,
    )[person.pk]


@transaction.atomic
def decide_leave(
    *,
    attendance: Attendance,
    by: User,
    at: datetime,
    outcome: str,
    reason: str = "",
    sheet: Sheet | None = None,
) -> Attendance:
    """Grant the leave, or return it with a reason: he is then expected and may answer again.

    Nobody decides his own leave; the leader's is a deputy's to decide. Raises as ``decide``
    does, and when nothing awaits a decision.
    """
    attendance = locked_row(attendance)
    session, person = attendance.session, attendance.person
    insist(refuse_change(session, *rules.PREPARING))
    if attendance.status != Status.LEAVE_ASKED:
        insist(AnswerRefusal.NOT_ASKED)
    decision = decide(
        session=session,
        matter=Matter.LEAVE,
        about=attendance.name,
        outcome=outcome,
        by=by,
        at=at,
        reason=reason,
        concerned=[person],
        sheet=sheet,
        facts=attendance.facts(),
    )
    attendance.leave_decision = decision
    if decision.is_approved():
        attendance.status = Status.LEAVE
    else:
        attendance.status, attendance.leave_category = Status.EXPECTED, ""
        attendance.proxy = None  # there is no answer any more
    attendance.save(update_fields=["status", "leave_category", "leave_decision", "proxy"])
    mark_stale(session.group, session.year)
    if person:
        tell(
            [person],
            kind=NoticeKind.INFORM,
            text=f"您的请假：{decision.get_outcome_display()}，《{session}》。",
            path=path_of(session, "people"),
            key=f"decision-{decision.pk}-told",
        )
    return attendance
