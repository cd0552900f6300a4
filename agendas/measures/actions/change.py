"""Asking for a later deadline or another target, and deciding on it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from agendas.measures import rules
from agendas.measures.actions.making import doers, locked_measure, path_of
from agendas.measures.actions.progress import enter_for_owner
from agendas.measures.actions.review import review
from agendas.measures.models import Change, Indicator, Measure
from agendas.measures.rules import ChangeRefusal
from agendas.proxies.models import ProxyKind
from agendas.proxies.rules import Given
from agendas.sessions.actions import allow, insist, refuse
from agendas.sessions.models import Matter
from agendas.sessions.rules import Sheet, refuse_blank, refuse_change, refuse_unseen
from studygroups.years.actions import mark_stale


@transaction.atomic
def ask_extension(
    *,
    measure: Measure,
    by: User,
    at: datetime,
    due_on: date,
    reason: str,
    given: Given | None = None,
) -> Change:
    """Ask for a later deadline (延期), on the last day of the old one at the latest.

    The secretary may do it for owner and handler (代交), with what was ``given``; the owner is
    told. Until it is approved the old date counts. Raises ``ValidationError`` for a date that is
    no extension, without a reason, while a request waits and once the date is past or the measure
    has ended.
    """
    allow(rules.may_report(by, measure))
    measure = locked_measure(measure)
    _insist_on_asking(measure, at=at, reason=reason)
    insist(rules.refuse_extension(measure, due_on=due_on))
    change = Change(measure=measure, old_due_on=measure.due_on, new_due_on=due_on)
    return _ask(change, by=by, at=at, reason=reason, given=given)


@transaction.atomic
def ask_target(
    *,
    measure: Measure,
    indicator: Indicator,
    by: User,
    at: datetime,
    target: Decimal,
    reason: str,
    given: Given | None = None,
) -> Change:
    """Ask for another target of one of the measure's indicators; as ``ask_extension``.

    Raises ``ValidationError`` also for a target that cannot be or is the old one.
    """
    allow(rules.may_report(by, measure))
    measure = locked_measure(measure)
    _insist_on_asking(measure, at=at, reason=reason)
    current = measure.indicators.filter(pk=indicator.pk).first()
    if current is None:
        refuse(ChangeRefusal.OTHER_MEASURE)
    insist(rules.refuse_new_target(current, target=target))
    change = Change(
        measure=measure, indicator=current, old_target=current.target, new_target=target
    )
    return _ask(change, by=by, at=at, reason=reason, given=given)


@transaction.atomic
def decide_change(
    *,
    measure: Measure,
    by: User,
    at: datetime,
    outcome: str,
    reason: str = "",
    sheet: Sheet | None = None,
    revision: int | None = None,
) -> Measure:
    """Let the new deadline or target count from now on, or return the request with a reason.

    What was asked for in time may be decided after the old date. Owner, handler and applicant
    never decide; where one of them is the leader, a deputy does. Raises as ``decide`` does, and
    ``ValidationError`` when nothing waits, with code ``stale`` when it is not the request (its
    key is the ``revision``) that was read.
    """
    measure = locked_measure(measure)
    insist(rules.refuse_work(measure))
    change = Change.objects.filter(measure=measure).awaiting_decision().first()
    if change is None:
        refuse(ChangeRefusal.NOT_ASKED)
    insist(refuse_unseen(revision, now=change.pk))
    change.decision = review(
        measure, change, Matter.CHANGE, by=by, at=at, outcome=outcome, reason=reason, sheet=sheet
    )
    change.save(update_fields=["decision"])
    if change.decision.is_approved():
        _apply(change, measure)
    mark_stale(measure.session.group, measure.session.year)
    tell(
        (doers(measure) | {change.applied_by}) - {by},
        kind=NoticeKind.INFORM,
        text=f"措施“{measure}”的调整申请（{change}）：{change.decision.get_outcome_display()}。",
        path=path_of(measure),
        key=f"decision-{change.decision.pk}-told",
    )
    return measure


def _apply(change: Change, measure: Measure) -> None:
    if change.indicator and change.new_target is not None:
        change.indicator.target = change.new_target
        change.indicator.save(update_fields=["target"])
    elif change.new_due_on:
        measure.due_on = change.new_due_on
        measure.save(update_fields=["due_on"])


def _ask(change: Change, *, by: User, at: datetime, reason: str, given: Given | None) -> Change:
    """Keep the request and ask whose decision it is."""
    measure = change.measure
    change.reason, change.applied_by, change.applied_at = reason.strip(), by, at
    change.full_clean()
    if not rules.is_doer(by, measure):
        change.proxy = enter_for_owner(
            measure,
            ProxyKind.CHANGE,
            by=by,
            at=at,
            words=f"{by}代您申请调整措施“{measure}”（{change}）",
            given=given,
            since=rules.known_since(measure),
        )
    change.save()
    record("change.ask", change, by=by, at=at)
    tell(
        rules.reviewers(measure, on=timezone.localdate(at), asked=change),
        kind=NoticeKind.DECIDE,
        text=f"请审定措施“{measure}”的调整申请（{change}）。",
        path=path_of(measure),
        key=f"change-{change.pk}",
    )
    return change


def _insist_on_asking(measure: Measure, *, at: datetime, reason: str) -> None:
    """What both kinds of request ask for. Raises as they do."""
    insist(refuse_change(measure.session))
    waits = measure.changes.filter(decision=None).exists()
    insist(rules.refuse_asking(measure, waits=waits, at=at))
    insist(refuse_blank(reason, ChangeRefusal.NEEDS_REASON))
