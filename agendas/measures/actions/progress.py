"""Reporting progress, and asking to have a measure closed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.files.models import StoredFile
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from agendas.measures import rules
from agendas.measures.actions.making import locked_measure, path_of
from agendas.measures.models import Closing, Indicator, Measure, MeasureStatus, Reading
from agendas.measures.rules import MeasureRefusal
from agendas.proxies.actions import enter_for
from agendas.proxies.models import Proxy, ProxyKind
from agendas.proxies.rules import Given
from agendas.sessions.actions import allow, insist, refuse
from agendas.sessions.rules import refuse_change
from studygroups.years.actions import mark_stale


@transaction.atomic
def record_reading(
    *,
    indicator: Indicator,
    by: User,
    at: datetime,
    value: Decimal,
    read_on: date,
    evidence: str,
    file: StoredFile | None = None,
    given: Given | None = None,
) -> Reading:
    """Report progress (报进度) in the indicator's unit.

    For a sum the value is what was added since the last reading, else the newest value itself. The
    secretary may do it for owner and handler (代交), with what was ``given`` from the day it reads;
    the owner, who answers for it, is told. Raises ``ValidationError`` for a day to come, before
    the measure begins or already read, a value that cannot be, or a measure that has ended;
    ``PermissionDenied`` for anybody else.
    """
    allow(rules.may_report(by, indicator.measure))
    measure = locked_measure(indicator.measure)
    # As it stands behind the lock: another may have reported on it or removed it meanwhile.
    current = measure.indicators.filter(pk=indicator.pk).first()
    indicator = current or refuse(MeasureRefusal.INDICATOR_GONE)
    insist(refuse_change(measure.session))
    insist(rules.refuse_work(measure))
    insist(rules.refuse_reading(indicator, value=value, read_on=read_on, at=at))
    reading = Reading(
        indicator=indicator,
        value=value,
        read_on=read_on,
        evidence=evidence,
        file=file,
        recorded_by=by,
        recorded_at=at,
    )
    reading.full_clean()
    if not rules.is_doer(by, measure):
        words = f"{by}为您代交了措施“{measure}”的进度：{indicator}"
        reading.proxy = enter_for_owner(
            measure, ProxyKind.READING, by=by, at=at, words=words, given=given, since=read_on
        )
    reading.save()
    Indicator.objects.filter(pk=indicator.pk).recount()
    record("reading.record", reading, by=by, at=at)
    return reading


def enter_for_owner(measure: Measure, kind: ProxyKind, **entry: Any) -> Proxy:
    """What the secretary entered stands for the owner, whoever brought it."""
    people = [measure.owner]
    entered = enter_for(people=people, session=measure.session, kind=kind, **entry)
    return entered[measure.owner_id]


@transaction.atomic
def apply_closing(
    *,
    measure: Measure,
    by: User,
    at: datetime,
    evidence: str,
    file: StoredFile | None = None,
    given: Given | None = None,
) -> Closing:
    """Ask to have the measure closed (申请办结) and ask whose decision it is to review it.

    The secretary may do it for owner and handler (代交), with what was ``given`` since the measure
    began; the owner is told. Raises ``ValidationError`` while an application waits or once the
    measure has ended.
    """
    allow(rules.may_report(by, measure))
    measure = locked_measure(measure)
    insist(refuse_change(measure.session))
    insist(rules.refuse_application(measure))
    before = Closing.objects.filter(measure=measure, decision__isnull=False).first()
    closing = Closing(
        measure=measure,
        evidence=evidence,
        file=file,
        applied_by=by,
        applied_at=at,
        last_decision=before.decision if before else None,
    )
    closing.full_clean()
    if not rules.is_doer(by, measure):
        words, since = f"{by}代您申请措施“{measure}”办结", measure.starts_on
        closing.proxy = enter_for_owner(
            measure, ProxyKind.CLOSING, by=by, at=at, words=words, given=given, since=since
        )
    closing.save()
    measure.status = MeasureStatus.APPLIED
    measure.save(update_fields=["status"])
    record("closing.apply", closing, by=by, at=at)
    mark_stale(measure.session.group, measure.session.year)
    tell(
        rules.reviewers(measure, on=timezone.localdate(at), asked=closing),
        kind=NoticeKind.DECIDE,
        text=f"请复核措施“{measure}”的办结申请。",
        path=path_of(measure),
        key=f"closing-{closing.pk}",
    )
    return closing
