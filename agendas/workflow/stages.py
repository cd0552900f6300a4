"""The five stages as one table: what must be true before leaving each, what entering it does.

A newcomer should read this file first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from accounts.people.models import User
from agendas.attendance import rules as attendance
from agendas.attendance.actions import announce
from agendas.measures import rules as measures
from agendas.minutes import rules as minutes
from agendas.papers import rules as papers
from agendas.research import rules as research
from agendas.research.actions import assign_research
from agendas.sessions.models import StudySession
from agendas.sessions.rules import Gap
from agendas.topics import rules as topics
from studygroups.forms.models import Stage


class FindsGaps(Protocol):
    """Says what a stage still lacks; an empty list opens the way."""

    def __call__(self, session: StudySession, *, at: datetime) -> list[Gap]: ...


class Enters(Protocol):
    """What happens when a session enters a stage."""

    def __call__(self, *, session: StudySession, by: User, at: datetime) -> object: ...


@dataclass(frozen=True, slots=True)
class Step:
    """One stage: the button that leads into it, what that does, and what bars the way on."""

    button: str
    gaps: tuple[FindsGaps, ...] = ()
    enter: Enters | None = None


STAGES: dict[Stage, Step] = {
    Stage.TOPIC: Step("进入选题", gaps=(topics.gaps,)),
    Stage.RESEARCH: Step(
        "进入调研",
        gaps=(research.gaps, minutes.scheme_gaps, attendance.notice_gaps),
        enter=assign_research,
    ),
    Stage.MEETING: Step(
        "发出会议通知",
        gaps=(attendance.notice_gaps, attendance.gaps, minutes.gaps),
        enter=announce,
    ),
    Stage.CONVERSION: Step("进入转化", gaps=(measures.conversion_gaps, papers.gaps)),
    Stage.FOLLOWUP: Step("进入问效", gaps=(measures.conversion_gaps, measures.followup_gaps)),
    Stage.CLOSED: Step("办结"),
}


def all_gaps(session: StudySession, *, at: datetime) -> list[Gap]:
    """Everything the current stage still lacks, waived things included."""
    return [gap for find in STAGES[Stage(session.stage)].gaps for gap in find(session, at=at)]
