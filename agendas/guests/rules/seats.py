"""Whether somebody may sign up, confirm, be decided on, and leave again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, TextChoices

from accounts.people.models import User
from agendas.attendance.models import (
    RECORDED,
    Attendance,
    Capacity,
    Opening,
    OpeningKind,
)
from agendas.attendance.rules import PREPARING, ListRefusal, refuse_person
from agendas.board.models import BoardNotice
from agendas.guests.models import Seat, SeatState
from agendas.guests.rules.switches import PUBLIC_KINDS, is_on
from agendas.sessions.models import StudySession
from studygroups.localrules.models import RuleKey

# How long the link in the first e-mail confirms; afterwards the form is filled in again.
CONFIRM_WITHIN = timedelta(hours=24)


class SeatRefusal(TextChoices):
    WRONG_STAGE = "wrong_stage", "本次学习会不在报名阶段。"
    OFF = "off", "本次学习会未开通网上报名。"
    NOT_OPEN = "not_open", "不在报名时间内。"
    ALREADY_SEATED = "already_seated", "您已在名单中，或者已经报名。"
    ALREADY_ASKED = "already_asked", "该手机号或邮箱已用于报名本次学习会，不能重复报名。"
    EXPIRED = "expired", "确认链接已过期，请重新报名。"
    DECIDED = "decided", "所选报名中有已处理的，请刷新页面。"
    NONE_CHOSEN = "none_chosen", "请选择报名人员。"
    OWN = "own", "本人的报名由他人审核。"
    BEGUN = "begun", "会议已开始，不能再取消。"
    OVER = "over", "该报名已取消。"


def refuse_sign_up(opening: Opening, key: RuleKey, *, at: datetime) -> SeatRefusal | None:
    """Whether anybody may sign up for the opening now; ``key`` is the switch for people like him.

    ``opening.session`` comes with its group and unit.
    """
    session = opening.session
    if key == RuleKey.GUEST_SIGN_UP and opening.kind not in PUBLIC_KINDS:
        return SeatRefusal.OFF
    if not is_on(session, key, at=at):
        return SeatRefusal.OFF
    if not _is_coming(session, at):
        return SeatRefusal.WRONG_STAGE
    return None if opening.is_open(at) else SeatRefusal.NOT_OPEN


def _is_coming(session: StudySession, at: datetime) -> bool:
    """Announced, and not begun; one entered afterwards was over before it was here."""
    if session.announced_at is None or session.is_backfilled:
        return False
    return session.stage in PREPARING and not has_begun(session, at)


def has_begun(session: StudySession, at: datetime) -> bool:
    return session.starts_at is not None and session.starts_at <= at


def refuse_seat(
    person: User, opening: Opening, *, at: datetime
) -> SeatRefusal | ListRefusal | None:
    """Whether he may sign up, the opening being open; members come as members."""
    session = opening.session
    listed = Attendance.objects.filter(session=session, person=person)
    if listed.exists() or Seat.objects.active().filter(session=session, person=person).exists():
        return SeatRefusal.ALREADY_SEATED
    return refuse_person(session, capacity_for(person, opening), person, 1, at=at)


def may_sign_up(person: User, session: StudySession, *, at: datetime) -> bool:
    """Whether there is an opening for which he may sign up now."""
    if not _is_coming(session, at):
        return False
    openings = [row for row in Opening.objects.filter(session=session) if row.is_open(at)]
    if not openings or not is_on(session, RuleKey.SIGN_UP, at=at):
        return False
    for opening in openings:
        opening.session = session
    return any(refuse_seat(person, opening, at=at) is None for opening in openings)


def refuse_again(session: StudySession, *, email: str, phone: str) -> SeatRefusal | None:
    """Nobody signs up twice with one e-mail or phone; whose it is, is not said."""
    same = Q(email=email) | (Q(phone=phone) if phone else Q())
    taken = Seat.objects.active().filter(same, session=session).exists()
    return SeatRefusal.ALREADY_ASKED if taken else None


def refuse_confirmation(seat: Seat, *, at: datetime) -> SeatRefusal | None:
    """The link works for a day, and not once the meeting has begun."""
    if not seat.is_active():
        return SeatRefusal.OVER
    if at - seat.asked_at > CONFIRM_WITHIN:
        return SeatRefusal.EXPIRED
    return None if _is_coming(seat.session, at) else SeatRefusal.WRONG_STAGE


def refuse_decision(seat: Seat, by: User) -> SeatRefusal | None:
    if seat.state != SeatState.ASKED:
        return SeatRefusal.DECIDED
    return SeatRefusal.OWN if seat.person_id == by.pk else None


def may_withdraw_seat(person: User | None, seat: Seat) -> bool:
    """He himself; whoever has no account comes by the link only he was sent."""
    return seat.person_id == (person.pk if person else None)


def refuse_leaving(seat: Seat, *, at: datetime) -> SeatRefusal | None:
    """Until the meeting begins or he is recorded there."""
    if not seat.is_active():
        return SeatRefusal.OVER
    row = seat.attendance
    if has_begun(seat.session, at) or (row and row.status in RECORDED):
        return SeatRefusal.BEGUN
    return None


def title_for(seat: Seat) -> str:
    """What the session is called to whoever signed up.

    Somebody from outside reads what the board says of it, until he has a seat.
    """
    if seat.person_id or seat.is_standing():
        return seat.session.title
    board = BoardNotice.objects.published().filter(session=seat.session).first()
    return board.title if board else "学习会"


def capacity_for(person: User | None, opening: Opening) -> Capacity:
    """In what capacity he comes through that opening.

    A cadre of the group's own unit, or of one below it, is invited; one of another sits in.
    """
    if opening.kind == OpeningKind.MEDIA:
        return Capacity.MEDIA
    if opening.kind == OpeningKind.DEPARTMENT:
        return Capacity.DEPARTMENT if person else Capacity.SOCIAL
    inside = person and person.unit.path.startswith(opening.session.group.unit.path)
    return Capacity.EXTENDED if inside else Capacity.LEARNER
