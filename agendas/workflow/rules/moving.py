"""Whether a session may move, and why not."""

from __future__ import annotations

from datetime import datetime

from django.db.models import TextChoices

from agendas.sessions.models import StudySession, Waiver
from agendas.sessions.rules import Gap, SessionRefusal
from agendas.workflow.stages import all_gaps


class MoveRefusal(TextChoices):
    NOWHERE = "nowhere", "已是第一阶段，不能退回。"
    NO_DATE = "no_date", "该形式从召开开始，请填写开始时间和地点。"
    NEEDS_REASON = "needs_reason", "请写明理由。"
    NOT_WAIVABLE = "not_waivable", "该事项仍可完善，不能豁免。"


def open_gaps(session: StudySession, *, at: datetime) -> list[Gap]:
    """What is still missing (待完善) and has not been waived; in the order of the table."""
    found = all_gaps(session, at=at)
    if not any(gap.can_be_waived for gap in found):
        return found
    # A waiver holds for the day it was given for: a session moved again is late anew.
    waivers = Waiver.objects.filter(session=session, starts_at=session.starts_at)
    waived = set(waivers.values_list("gap", flat=True))
    return [gap for gap in found if not (gap.can_be_waived and gap.code in waived)]


def refuse_moved(session: StudySession, seen: str) -> SessionRefusal | None:
    """Why a step from the stage somebody saw is not taken: the session left it meanwhile."""
    return None if session.stage == seen else SessionRefusal.WRONG_STAGE
