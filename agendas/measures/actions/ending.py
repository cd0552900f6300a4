"""The ways in which a measure ends: closed by another than its owner, or stopped."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from agendas.measures import rules
from agendas.measures.actions.making import doers, locked_measure, path_of
from agendas.measures.models import Closing, Measure, MeasureStatus
from agendas.measures.rules import MeasureRefusal
from agendas.sessions.actions import decide, insist, refuse
from agendas.sessions.models import Decision, Matter, Outcome
from agendas.sessions.rules import Sheet, refuse_blank, refuse_change, refuse_unseen
from studygroups.years.actions import mark_stale


@transaction.atomic
def decide_closing(
    *,
    measure: Measure,
    by: User,
    at: datetime,
    outcome: str,
    reason: str = "",
    sheet: Sheet | None = None,
    revision: int | None = None,
) -> Measure:
    """Close the measure (销号), or return the application with a reason; it then goes on.

    Owner, handler and applicant never decide; where one of them is the leader, a deputy does.
    Raises as ``decide`` does, and ``ValidationError`` when nothing awaits a decision, with code
    ``stale`` when it is not the application (its key is the ``revision``) that was read.
    """
    measure = locked_measure(measure)
    closing = Closing.objects.filter(measure=measure).awaiting_decision().first()
    if closing is None:
        refuse(MeasureRefusal.NOT_APPLIED)
    insist(refuse_unseen(revision, now=closing.pk))
    closing.decision = _review(
        measure, closing, Matter.CLOSING, by=by, at=at, outcome=outcome, reason=reason, sheet=sheet
    )
    closing.save(update_fields=["decision"])
    if closing.decision.is_approved():
        measure.status, measure.ended_on = MeasureStatus.CLOSED, closing.decision.on
    else:
        measure.status = MeasureStatus.OPEN
    measure.save(update_fields=["status", "ended_on"])
    mark_stale(measure.session.group, measure.session.year)
    tell(
        (doers(measure) | {closing.applied_by}) - {by},
        kind=NoticeKind.INFORM,
        text=f"措施“{measure}”的办结申请：{closing.decision.get_outcome_display()}。",
        path=path_of(measure),
        key=f"decision-{closing.decision.pk}-told",
    )
    return measure


@transaction.atomic
def stop_measure(
    *, measure: Measure, by: User, at: datetime, reason: str, sheet: Sheet | None = None
) -> Measure:
    """End a running measure without its result, with a reason that stays on file.

    The leader's word, a deputy's where the leader owns or handles it. Raises as ``decide`` does,
    and ``ValidationError`` without a reason or once the measure has ended.
    """
    measure = locked_measure(measure)
    insist(rules.refuse_work(measure))
    insist(refuse_blank(reason, MeasureRefusal.NEEDS_REASON))
    measure.stop_decision = _review(
        measure,
        None,
        Matter.STOP,
        by=by,
        at=at,
        outcome=Outcome.APPROVED,
        reason=reason,
        sheet=sheet,
    )
    measure.status, measure.stop_reason = MeasureStatus.STOPPED, reason.strip()
    measure.ended_on = measure.stop_decision.on
    measure.full_clean()
    measure.save(update_fields=["status", "stop_reason", "stop_decision", "ended_on"])
    mark_stale(measure.session.group, measure.session.year)
    tell(
        doers(measure) - {by},
        kind=NoticeKind.INFORM,
        text=f"措施“{measure}”已终止：{reason.strip()}",
        path=path_of(measure),
        key=f"decision-{measure.stop_decision.pk}-told",
    )
    return measure


def _review(
    measure: Measure,
    closing: Closing | None,
    matter: Matter,
    *,
    by: User,
    at: datetime,
    outcome: str,
    reason: str,
    sheet: Sheet | None,
) -> Decision:
    """The decision of somebody who has no part in the measure."""
    insist(refuse_change(measure.session))
    signer = sheet.signed_by if sheet else None
    insist(rules.refuse_review(measure, closing, by=by, signer=signer))
    return decide(
        session=measure.session,
        matter=matter,
        about=measure.title,
        outcome=outcome,
        by=by,
        at=at,
        reason=reason,
        concerned=rules.involved(measure, closing),
        sheet=sheet,
        since=_signed_from(measure, matter),
    )


def _signed_from(measure: Measure, matter: Matter) -> date:
    """A closing is signed once the measure has begun; a stop also before, once it is made."""
    if matter == Matter.STOP:
        return min(measure.starts_on, timezone.localdate(measure.created_at))
    return measure.starts_on
