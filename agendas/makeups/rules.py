"""Who makes tasks, hands in and accepts, why not, and who was absent again and again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, TextChoices

from accounts.people.models import User
from agendas.attendance.models import UNSETTLED, Attendance, Status
from agendas.attendance.rules import refuse_presence
from agendas.makeups.models import AWAY, MakeUp, MakeUpState, Tally
from agendas.presence.models import Mark
from agendas.sessions.models import HELD_STAGES, StudySession
from agendas.sessions.rules import records_for_others, runs
from studygroups.forms.models import Stage
from studygroups.groups.models import Membership, StudyGroup
from studygroups.localrules.models import RuleKey
from studygroups.localrules.rules import value_for
from studygroups.workdays.rules import shift_workdays

# About a year of working days; the calendar is not asked further ahead.
_MOST_DAYS = 250
# One absence is none in a row.
IN_A_ROW = 2


class MakeUpRefusal(TextChoices):
    BACKFILLED = "backfilled", "补录的学习会不布置补学。"
    NOT_HELD = "not_held", "学习会召开后才能布置补学。"
    UNRECORDED = "unrecorded", "还有成员未登记到会情况，登记后再布置补学。"
    DISPUTED = "presence_disputed", "请假、缺席的成员中有人的到会登记不一致，请先在会场登记页选定。"
    NOBODY_AWAY = "nobody_away", "没有请假、缺席的成员，不需布置补学。"
    PAST = "due_in_the_past", "完成期限不能早于今天。"
    NOT_OWED = "not_owed", "到会情况已更正，不需补学。"
    SEAT_ENDED = "make_up_lapsed", "席位已截止，不再要求补学。"
    ACCEPTED = "already_accepted", "补学已经确认，不能再改。"
    EMPTY = "note_empty", "请填写补学小结。"
    OWN_NOTE = "own_note_stands", "本人已提交小结，不能由他人代交替换。"
    NOT_HANDED_IN = "make_up_not_handed_in", "补学小结不在待确认状态。"
    NEEDS_REMARK = "needs_reason_more", "请写明需要补充的内容。"


def may_hand_in(person: User, make_up: MakeUp) -> bool:
    """He himself, or the secretary for him (代交)."""
    return make_up.person == person or records_for_others(person, make_up.session)


def may_settle(person: User, make_up: MakeUp) -> bool:
    """Those who run the session accept it or ask for more, but nobody his own."""
    return runs(person, make_up.session) and make_up.person != person


def usual_due(session: StudySession, *, on: date) -> date:
    """The local number of working days after that day."""
    days = value_for(session.group.unit, RuleKey.MAKEUP_DAYS, on=on)
    return shift_workdays(on, min(days, _MOST_DAYS))


def refuse_making(
    session: StudySession, rows: Sequence[Attendance], *, at: datetime
) -> MakeUpRefusal | None:
    """Tasks are made once the meeting is over and everybody among its members is recorded.

    Not for an absence that a mark in the room disputes, while presence is still recorded.

    ``rows`` are those of the members. A closed session takes them too: simple forms of study are
    closed as soon as they were held.
    """
    if session.is_backfilled:
        return MakeUpRefusal.BACKFILLED
    has_begun = session.starts_at is not None and session.starts_at <= at
    if not (session.is_held() or (session.stage == Stage.MEETING and has_begun)):
        return MakeUpRefusal.NOT_HELD
    statuses = {row.status for row in rows}
    if statuses & set(UNSETTLED):
        return MakeUpRefusal.UNRECORDED
    away = [row for row in rows if row.status in AWAY]
    if not away:
        return MakeUpRefusal.NOBODY_AWAY
    return MakeUpRefusal.DISPUTED if _is_disputed(session, away, at=at) else None


def _is_disputed(session: StudySession, away: list[Attendance], *, at: datetime) -> bool:
    """Whether a mark says one of them was there, and somebody can still choose between the two."""
    if refuse_presence(session, at=at):
        return False
    return Mark.objects.in_conflict().filter(attendance__in=away).exists()


def refuse_due(due_on: date, *, today: date) -> MakeUpRefusal | None:
    return MakeUpRefusal.PAST if due_on < today else None


def refuse_work(make_up: MakeUp) -> MakeUpRefusal | None:
    """Nothing more happens to what is accepted, or is not asked of him any more."""
    if make_up.is_accepted():
        return MakeUpRefusal.ACCEPTED
    if not make_up.is_away():
        return MakeUpRefusal.NOT_OWED
    return None if make_up.is_seated else MakeUpRefusal.SEAT_ENDED


def refuse_note(make_up: MakeUp, *, by: User) -> MakeUpRefusal | None:
    """Why no note is taken now; what he wrote himself nobody replaces for him."""
    if refusal := refuse_work(make_up):
        return refusal
    is_his_own = make_up.state == MakeUpState.HANDED_IN and make_up.proxy is None
    return MakeUpRefusal.OWN_NOTE if is_his_own and make_up.person != by else None


def refuse_settling(make_up: MakeUp) -> MakeUpRefusal | None:
    if refusal := refuse_work(make_up):
        return refusal
    return None if make_up.state == MakeUpState.HANDED_IN else MakeUpRefusal.NOT_HANDED_IN


def tally_of(rows: Iterable[MakeUp]) -> Tally:
    """As ``MakeUpQuerySet.tally``, of rows that were read with their seats."""
    standing = [row for row in rows if row.is_standing()]
    return Tally(done=sum(row.is_accepted() for row in standing), asked=len(standing))


@dataclass(frozen=True, slots=True)
class Absences:
    """One member's latest absences without leave, one meeting after the other, newest first."""

    name: str
    post: str
    sessions: list[StudySession]


def absences_in_a_row(group: StudyGroup, *, on: date) -> list[Absences]:
    """Who of today's members missed the last two or more meetings without leave; in one query.

    Counted are the group's held sessions on whose list he stands; one at which he was, or was on
    leave, ends them. For those who lead the group, and for nobody else: the caller sees to it.
    """
    held = Attendance.objects.members().filter(session__group=group, session__stage__in=HELD_STAGES)
    later = held.exclude(status=Status.ABSENT).filter(
        person=OuterRef("person"), session__starts_at__gte=OuterRef("session__starts_at")
    )
    seats = Membership.objects.current(on).students().filter(group=group)
    rows = held.filter(status=Status.ABSENT, person__in=seats.values("person"))
    rows = rows.filter(~Exists(later)).select_related("session")
    found: dict[int | None, list[Attendance]] = {}
    for row in rows.order_by("order", "person", "-session__starts_at", "-session"):
        found.setdefault(row.person_id, []).append(row)
    return [
        Absences(missed[0].name, missed[0].post, [row.session for row in missed])
        for missed in found.values()
        if len(missed) >= IN_A_ROW
    ]
