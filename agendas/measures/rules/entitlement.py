"""Who makes measures, reports on them, reviews and stops them, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import F, OuterRef, Q, Subquery, TextChoices
from django.utils import timezone

from accounts.people.models import User, UserQuerySet
from agendas.measures.models import (
    Change,
    Closing,
    Indicator,
    IndicatorKind,
    Measure,
    MeasureStatus,
)
from agendas.minutes.models import Resolution
from agendas.sessions.models import StudySession
from agendas.sessions.rules import records_for_others
from agendas.topics.models import Problem
from studygroups.forms.models import Stage
from studygroups.groups.models import Membership, StudyGroup
from studygroups.groups.rules import deciders

# Measures are made when words are turned into deeds, and still while their effect is asked for.
MAKING = (Stage.CONVERSION, Stage.FOLLOWUP)
_YEARS = range(2000, 2101)
# What is asked of a measure and decided by another.
Asked = Closing | Change
# Whom somebody gave a measure in this time he is likely to give another.
RECENT = timedelta(days=180)


class MeasureRefusal(TextChoices):
    OTHER_SESSION = "other_session", "会议成果或问题不属于本次学习会。"
    DUE_BEFORE_START = "due_before_start", "时限不能早于开始日期。"
    FAR_DATE = "far_date", "日期应在 2000 年至 2100 年之间，请核对。"
    ENDED = "ended", "该措施已了结，不能再修改。"
    HAS_PROGRESS = "has_progress", "已报过进度或申请过调整、销号，不能删除。"
    SHARE_RANGE = "share_range", "比例应在 0 至 100 之间。"
    NEGATIVE_TOTAL = "negative_total", "核减后累计数小于 0，请核对。"
    INDICATOR_GONE = "indicator_gone", "该指标已被删除。"
    READ_LATER = "read_later", "截至日期不能晚于今天。"
    READ_BEFORE_START = "read_before_start", "截至日期不能早于措施开始日期。"
    READ_TWICE = "read_twice", "该指标这一天已报过进度。"
    ALREADY_APPLIED = "already_applied", "已申请办结，正在等待复核。"
    NOT_APPLIED = "not_applied", "该措施没有待复核的办结申请。"
    OWN_MEASURE = "own_measure", "责任人、经办人、申请人不能审定本措施，须由他人审定。"
    NEEDS_REASON = "needs_reason", "请写明理由。"
    HAS_MEASURES = "has_measures", "已形成措施，不必写明理由。"
    NOT_A_DOER = "not_a_doer", "移交人不是该措施的责任人或经办人。"
    NOT_OURS = "not_ours", "责任人、经办人须是可以登录的中心组成员或本单位人员。"


def people_for(group: StudyGroup) -> UserQuerySet:
    """Whom a measure may be given to: the group's members in order, then its unit's people."""
    seats = Membership.objects.current(timezone.localdate()).filter(group=group)
    place = seats.filter(person=OuterRef("pk")).values("order")[:1]
    people = User.objects.active().annotate(place=Subquery(place))
    people = people.filter(Q(unit=group.unit_id) | Q(place__isnull=False))
    return people.order_by(F("place").asc(nulls_last=True), "unit__place", "order", "pk")


def recent_first(people: UserQuerySet, group: StudyGroup, *, by: User) -> UserQuerySet:
    """Whom he gave a measure of the group in the last half year comes first."""
    made = Measure.objects.filter(session__group=group, created_by=by)
    return people.recent_first(
        made.filter(created_at__gte=timezone.now() - RECENT), "owner", "handler"
    )


def refuse_passing(measure: Measure, leaver: User, successor: User) -> MeasureRefusal | None:
    """A measure passes from who has it to somebody to whom it might have been given at first."""
    if not is_doer(leaver, measure):
        return MeasureRefusal.NOT_A_DOER
    allowed = people_for(measure.session.group).filter(pk=successor.pk).exists()
    return None if allowed and successor != leaver else MeasureRefusal.NOT_OURS


def may_report(person: User, measure: Measure) -> bool:
    """Owner and handler report progress and apply for closing; the secretary for them."""
    return is_doer(person, measure) or records_for_others(person, measure.session)


def is_doer(person: User, measure: Measure) -> bool:
    """Whether it is his own work: its owner or its handler."""
    return person.pk in (measure.owner_id, measure.handler_id)


def involved(measure: Measure, asked: Asked | None = None) -> list[User | None]:
    """Who answers for the measure, handles it, or asked what is to be decided."""
    return [measure.owner, measure.handler, asked.applied_by if asked else None]


def reviewers(measure: Measure, *, on: date, asked: Asked | None = None) -> list[User]:
    """Whose decision on the measure it is on that day: never one of those involved."""
    return deciders(measure.session.group, on=on, concerned=involved(measure, asked))


def refuse_review(
    measure: Measure, asked: Asked | None, *, by: User, signer: User | None
) -> MeasureRefusal | None:
    """Nobody decides on his own measure: neither himself, nor signing, nor entering it."""
    if (signer or by) in involved(measure, asked) or is_doer(by, measure):
        return MeasureRefusal.OWN_MEASURE
    return None


def refuse_source(
    session: StudySession, *, resolution: Resolution | None, problem: Problem | None
) -> MeasureRefusal | None:
    """A measure comes from a resolution of its session or a problem of its group."""
    is_foreign = resolution is not None and resolution.session_id != session.pk
    if is_foreign or (problem is not None and problem.group_id != session.group_id):
        return MeasureRefusal.OTHER_SESSION
    return None


def refuse_period(*, starts_on: date, due_on: date) -> MeasureRefusal | None:
    if starts_on.year not in _YEARS or due_on.year not in _YEARS:
        return MeasureRefusal.FAR_DATE
    return MeasureRefusal.DUE_BEFORE_START if due_on < starts_on else None


def refuse_explaining(session: StudySession) -> MeasureRefusal | None:
    """Why no reason for having no measure is taken: there is one."""
    has_measures = Measure.objects.filter(session=session).exists()
    return MeasureRefusal.HAS_MEASURES if has_measures else None


def known_since(measure: Measure) -> date:
    """The first day on which anything may have been asked or signed of it: begun, or made."""
    return min(measure.starts_on, timezone.localdate(measure.created_at))


def refuse_work(measure: Measure) -> MeasureRefusal | None:
    """Why nothing may be reported or changed any more."""
    return None if measure.is_running() else MeasureRefusal.ENDED


def refuse_target(*, kind: str, figures: Iterable[Decimal | None]) -> MeasureRefusal | None:
    """A share, its target and its baseline lie between 0 and 100."""
    if kind != IndicatorKind.SHARE:
        return None
    outside = [figure for figure in figures if figure is not None and not 0 <= figure <= 100]
    return MeasureRefusal.SHARE_RANGE if outside else None


def refuse_reading(
    indicator: Indicator, *, value: Decimal, read_on: date, at: datetime
) -> MeasureRefusal | None:
    """One value a day, from the first day of the measure to today.

    Less than nothing is right for a latest value (a rate that fell), and as a correction of a sum
    (核减) down to 0.
    """
    if read_on > timezone.localdate(at):
        return MeasureRefusal.READ_LATER
    if read_on < indicator.measure.starts_on:
        return MeasureRefusal.READ_BEFORE_START
    if indicator.readings.filter(read_on=read_on).exists():
        return MeasureRefusal.READ_TWICE
    total = (indicator.value or 0) + value
    if indicator.kind == IndicatorKind.SUM and value < 0 and total < 0:
        return MeasureRefusal.NEGATIVE_TOTAL
    return refuse_target(kind=indicator.kind, figures=[value])


def refuse_application(measure: Measure) -> MeasureRefusal | None:
    if measure.status == MeasureStatus.APPLIED:
        return MeasureRefusal.ALREADY_APPLIED
    return refuse_work(measure)


def refuse_removal(measure: Measure, indicators: Iterable[Indicator]) -> MeasureRefusal | None:
    """What was reported stays on file: only what nobody has worked on yet can be taken back."""
    if refusal := refuse_work(measure):
        return refusal
    is_read = any(indicator.readings.exists() for indicator in indicators)
    is_reached = measure.milestones.filter(done_on__isnull=False).exists()
    if is_read or is_reached or measure.closings.exists() or measure.changes.exists():
        return MeasureRefusal.HAS_PROGRESS
    return None
