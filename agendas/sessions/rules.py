"""What is still missing, and who may do what to a session: the words all stages share.

Who may do something is asked of the memberships of today, whatever day a story is told of.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.utils import timezone

from accounts.files.models import StoredFile
from accounts.people.models import StandIn, User
from agendas.sessions.models import Decision, Objectable, Outcome, StudySession
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole, Membership
from studygroups.groups.rules import Mandate, deciders, is_lead, is_secretary, membership_of

R = TypeVar("R", bound=TextChoices)
FIRST_YEAR, LAST_YEAR = 1949, 2100


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing still missing (待完善) before the next stage, and the page where it is filled.

    ``part`` is the name of that page among the parts of a session; ``can_be_waived`` is true
    only for what time has made unfixable, ``awaits_decision`` where all is done but the word of
    whoever decides.
    """

    code: str
    text: str
    part: str
    can_be_waived: bool = False
    awaits_decision: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A decision made on paper: who signed it, on which day, and the scan that shows it."""

    signed_by: User
    signed_on: date
    scan: StoredFile


class SessionRefusal(TextChoices):
    WRONG_STAGE = "wrong_stage", "学习会不在这一阶段，请刷新页面。"
    CLOSED = "closed", "学习会已办结，不能再修改。"
    NEEDS_HEAD = "needs_head", "会议通知已发出，时间和地点不能为空。"
    HELD = "held", "会议已召开，时间和地点不能再改。"
    STALE = "stale", "他人刚刚改过这项内容，请核对后再保存。"


class DecisionRefusal(TextChoices):
    FUTURE = "future", "签批日期不能晚于今天。"
    TOO_EARLY = "too_early", "签批日期早于该事项，请核对。"
    NEEDS_REASON = "needs_reason", "退回须写明理由。"
    NOT_ENTITLED = "not_entitled", "此事不由该同志审定。"
    NO_OBJECTION = "no_objection", "请写明异议。"
    ALREADY_OBJECTED = "already_objected", "已提出过异议，由学习秘书处理。"


def runs(person: User, session: StudySession) -> bool:
    """The secretary runs the session; leader and deputies may do the same."""
    return is_lead(person, session.group, on=timezone.localdate())


def belongs(person: User, session: StudySession) -> bool:
    """Whether he holds any role in the session's group today."""
    return membership_of(person, session.group, on=timezone.localdate()) is not None


def records_for_others(person: User, session: StudySession) -> bool:
    """Entering what was decided or handed in on paper (代录, 代交) is the secretary's work."""
    return is_secretary(person, session.group, on=timezone.localdate())


def may_decide(
    person: User, session: StudySession, *, concerned: Collection[User | None] = ()
) -> bool:
    """Whether a decision is his today; nobody decides what he himself submitted."""
    return person in deciders(session.group, on=timezone.localdate(), concerned=concerned)


def refuse_change(session: StudySession, *stages: Stage) -> SessionRefusal | None:
    """Why nothing may be changed now: the session is closed, or not in one of ``stages``."""
    if session.stage == Stage.CLOSED:
        return SessionRefusal.CLOSED
    if stages and session.stage not in stages:
        return SessionRefusal.WRONG_STAGE
    return None


def refuse_head(session: StudySession, changed: dict[str, Any]) -> SessionRefusal | None:
    """Why time or place cannot become what they would be; a title may always change."""
    when_and_where = {"starts_at", "ends_at", "venue"} & set(changed)
    if when_and_where and (session.is_held() or session.is_backfilled):
        return SessionRefusal.HELD
    if session.announced_at and not all(changed.get(name, True) for name in ("starts_at", "venue")):
        return SessionRefusal.NEEDS_HEAD
    return None


def refuse_stale(session: StudySession, revision: int) -> SessionRefusal | None:
    """Why a save that started from an older revision is not taken."""
    return None if session.revision == revision else SessionRefusal.STALE


def refuse_unseen(revision: int | None, *, now: int) -> SessionRefusal | None:
    """Why something is not decided: it changed since it was shown to whoever decides.

    ``None`` says nothing about what was shown; a page always says it.
    """
    return None if revision in (None, now) else SessionRefusal.STALE


def refuse_blank(text: str, refusal: R) -> R | None:
    """The refusal, where words are asked for and none were given."""
    return None if text.strip() else refusal


def refuse_decision(
    mandate: Mandate | None,
    outcome: str,
    reason: str,
    sheet: Sheet | None,
    *,
    since: date,
    today: date,
) -> DecisionRefusal | None:
    """A return says why; a sheet was signed by somebody entitled, from ``since`` to today.

    ``mandate`` is that of the signer on the day of the signature.
    """
    if outcome == Outcome.RETURNED and not reason.strip():
        return DecisionRefusal.NEEDS_REASON
    if sheet is None:
        return None
    if sheet.signed_on > today:
        return DecisionRefusal.FUTURE
    if sheet.signed_on < since:
        return DecisionRefusal.TOO_EARLY
    return None if mandate else DecisionRefusal.NOT_ENTITLED


def prepared_since(session: StudySession) -> date:
    """The first day on which anything for the session may have been signed.

    Paper often comes before the entry here: the whole year of the session is open to it.
    """
    return min(timezone.localdate(session.created_at), date(session.year, 1, 1))


def met_on(session: StudySession) -> date:
    """The day of the meeting; before it nothing of what was said there is signed."""
    return timezone.localdate(session.starts_at) if session.starts_at else prepared_since(session)


def signers(session: StudySession, *, concerned: Collection[User | None] = ()) -> QuerySet[User]:
    """Who may have signed for the session on any day: who leads or led the group, or acted for him.

    In the group's order. Whose decision it was on the day of the signature, ``refuse_decision``
    judges.
    """
    seats = Membership.objects.filter(
        Q(role__in=(GroupRole.LEADER, GroupRole.DEPUTY)) | Q(is_acting_head=True),
        Q(until=None) | Q(until__gte=prepared_since(session)),
        group=session.group,
    )
    involved = [person.pk for person in concerned if person]
    acting = StandIn.objects.filter(
        person__in=seats.values("person"), until__gte=prepared_since(session)
    )
    entitled = Q(pk__in=seats.values("person")) | Q(pk__in=acting.values("stand_in"))
    places = Membership.objects.filter(group=session.group, person=OuterRef("pk"))
    place = Subquery(places.order_by("-from_on").values("order")[:1])
    people = User.objects.filter(entitled).exclude(pk__in=involved).annotate(place=place)
    return people.order_by(F("place").asc(nulls_last=True), "pk")


def may_read_scan(person: User, decision: Decision) -> bool:
    """Who signed the sheet, and those who run the session."""
    return decision.by == person or runs(person, decision.session)


def refuse_objection(entered: Objectable, text: str) -> DecisionRefusal | None:
    """An objection has words and is made once; what comes after it is the secretary's work."""
    if entered.objected_at:
        return DecisionRefusal.ALREADY_OBJECTED
    return refuse_blank(text, DecisionRefusal.NO_OBJECTION)


def within_calendar(day: date | datetime) -> None:
    """Raises ``ValidationError`` for a day no session ever had or will have.

    Clocks and time zones count on from a day; at the ends of the calendar they fall off.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(f"日期应在{FIRST_YEAR}年至{LAST_YEAR}年之间。", code="out_of_range")
