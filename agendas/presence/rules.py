"""When a code holds, what a press in the room means, and when two sides disagree."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import TextChoices
from django.utils import timezone

from agendas.attendance.models import UNSETTLED, Attendance, Status
from agendas.attendance.rules import refuse_presence
from agendas.presence.models import STANDING, Mark, RoomCode, Said
from agendas.sessions.models import StudySession
from studygroups.localrules.models import RuleKey
from studygroups.localrules.rules import value_for, values_for

STEP = 20  # seconds for which one code is on the screen
GRACE = 60  # and for which it holds after that
# Whoever scanned in time may still have to sign in.
TIME_TO_SIGN_IN = timedelta(minutes=10)

# No 0, O, 1 or I: it is read from a screen at the other end of a hall.
_SIGNS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
_CODE = re.compile(r"(\d{1,18}?)([2-9A-HJ-NP-Z]{8})")
_STEPS_A_DAY = 24 * 60 * 60 // STEP


class CodeRefusal(TextChoices):
    NOT_ALLOWED = "not_allowed", "本地规则未启用会场签到码，请由秘书登记或纸质签到。"
    OFF = "off", "本次学习会没有启用签到码，请到签到处登记。"
    FOREIGN = "foreign", "签到码不对：不是这次学习会会场显示的签到码。"
    OLD = "old", "签到码已过期，请重新扫描会场屏幕上的签到码。"
    NOT_TODAY = "not_today", "今天不是开会的日子，签到码不能使用。"
    NOT_ON_LIST = "not_on_list", "您不在本次学习会的名单中，请到签到处由学习秘书登记。"
    USED = "used", "您的到会情况已经登记，不必再次签到；有误的请学习秘书更正。"


class MarkRefusal(TextChoices):
    NOTHING_TO_UNDO = "nothing_to_undo", "没有可以撤销的登记。"
    SETTLED = "settled", "这处不一致已经选定。"


@dataclass(frozen=True, slots=True)
class Word:
    """One mark as it arrives: on which row what was pressed, when by the device's clock.

    ``seen`` is how the row stood where it was pressed; ``undoes`` the key of the mark taken back.
    """

    key: UUID
    row: int
    said: str
    seen: str
    marked_at: datetime
    headcount: int | None = None
    undoes: UUID | None = None


# --- the code on the screen -----------------------------------------------------------------------


def code_at(room: RoomCode, at: datetime) -> str:
    """``12-K7QM3XTR``: the session's key, and eight signs that hold for this step of the clock."""
    return f"{room.session_id}-{_signs(room, int(at.timestamp()) // STEP)}"


def seconds_left(at: datetime) -> int:
    """Until the screen shows another code."""
    return STEP - int(at.timestamp()) % STEP


def split_code(typed: str) -> tuple[int, str] | None:
    """The session's key and the signs, however they were typed; ``None`` where it is no code."""
    found = _CODE.fullmatch(re.sub(r"[\s-]", "", typed).upper())
    return (int(found[1]), found[2]) if found else None


def refuse_code(room: RoomCode, signs: str, *, at: datetime) -> CodeRefusal | None:
    """A code of the last minute holds, another of today is old, any other foreign."""
    now = int(at.timestamp()) // STEP
    first = (int(at.timestamp()) - GRACE) // STEP
    if any(hmac.compare_digest(_signs(room, step), signs) for step in range(first, now + 1)):
        return None
    earlier = range(now - _STEPS_A_DAY, first)
    is_old = any(hmac.compare_digest(_signs(room, step), signs) for step in earlier)
    return CodeRefusal.OLD if is_old else CodeRefusal.FOREIGN


def _signs(room: RoomCode, step: int) -> str:
    words = f"{room.session_id}:{step}".encode()
    digest = hmac.digest(room.secret.encode(), words, hashlib.sha256)
    return base64.b32encode(digest[:5]).decode().translate(_SIGNS)


def refuse_switching_on(session: StudySession, *, at: datetime) -> CodeRefusal | None:
    """Off by default: the local rule allows it first, then the secretary switches it on."""
    on = timezone.localdate(session.starts_at or at)
    allowed = value_for(session.group.unit, RuleKey.ROOM_CODE, on=on)
    return None if allowed else CodeRefusal.NOT_ALLOWED


def refuse_check_in(
    room: RoomCode, local: Mapping[RuleKey, int], *, at: datetime
) -> TextChoices | None:
    """Why nobody signs in by code now: it is off here or altogether, the stage is another, the day.

    ``local`` are the local rules, as ``windows_of`` reads them.
    """
    if not room.is_on or not local[RuleKey.ROOM_CODE]:
        return CodeRefusal.OFF
    session = room.session
    last = timezone.localdate(session.ends_at or session.starts_at or at)
    if (
        session.starts_at
        and not timezone.localdate(session.starts_at) <= timezone.localdate(at) <= last
    ):
        return CodeRefusal.NOT_TODAY
    return refuse_presence(session, at=at)


# --- what a press means ---------------------------------------------------------------------------


def counted_at(marked_at: datetime, sent_at: datetime | None, *, at: datetime) -> datetime:
    """The moment that counts for a mark that arrives at ``at``.

    The device's clock is right about how long ago something was, if not about the hour: its own
    reading when it sent the batch, set against ours when the batch came, says by how much it is
    off. Nothing was marked later than it arrived.
    """
    offset = at - sent_at if sent_at else timedelta()
    return min(marked_at + offset, at)


def windows_of(session: StudySession) -> Mapping[RuleKey, int]:
    """The local rules of the place on the day of the meeting."""
    return values_for(session.group.unit, on=session.day())


def status_of(
    said: str, session: StudySession, windows: Mapping[RuleKey, int], *, at: datetime
) -> Status:
    """Whether an arrival was in time and a departure early, by the windows of the place."""
    if said == Said.ABSENT:
        return Status.ABSENT
    if said == Said.LATE or session.starts_at is None:
        return Status.LATE if said == Said.LATE else Status.PRESENT
    if said == Said.ARRIVED:
        begun = session.starts_at + timedelta(minutes=windows[RuleKey.LATE_AFTER])
        return Status.LATE if at > begun else Status.PRESENT
    if session.ends_at is None:
        return Status.LEFT_EARLY
    nearly = session.ends_at - timedelta(minutes=windows[RuleKey.EARLY_BEFORE])
    return Status.LEFT_EARLY if at < nearly else Status.PRESENT


def is_disputed(
    row: Attendance, wanted: str, seen: str, *, last: Mark | None, device: UUID
) -> bool:
    """Whether somebody else recorded another thing than was seen where the mark was made.

    ``last`` is the newest mark that stands on the row: what this device itself said before, the
    person who pressed had seen, whatever the clock made of it.
    """
    if row.status in {wanted, seen} or row.status in UNSETTLED:
        return False
    is_own = last is not None and last.device == device and last.status == row.status
    return not is_own


def may_undo(mark: Mark | None, session: StudySession, row: int) -> bool:
    """A mark of this row that stands."""
    if mark is None or (mark.session_id, mark.attendance_id) != (session.pk, row):
        return False
    return mark.outcome in STANDING and mark.said != Said.UNDO
