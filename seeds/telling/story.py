"""Tells one session from its first day to the stage in which the story leaves it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from agendas.sessions.models import StudySession
from agendas.workflow.actions import advance
from seeds.telling import after, before, meeting, openness
from seeds.telling.teller import Teller, again, at_hour
from studygroups.forms.models import Stage


class Chapter(NamedTuple):
    """What happens in a stage, and the step of the timetable that ends it."""

    tell: Callable[[Teller, StudySession], None]
    last_step: str


def _prepare(teller: Teller, session: StudySession) -> None:
    """Research, and meanwhile doors are opened, guests invited, the scheme decided."""
    before.do_research(teller, session)
    openness.open_doors(teller, session)
    openness.invite(teller, session)
    if teller.plot.scheme:
        meeting.plan(teller, session)


CHAPTERS = {
    Stage.TOPIC: Chapter(before.choose_topic, "ask for research"),
    Stage.RESEARCH: Chapter(_prepare, "announce"),
    Stage.MEETING: Chapter(meeting.meet, "convert"),
    Stage.CONVERSION: Chapter(after.convert, "follow up"),
    Stage.FOLLOWUP: Chapter(after.follow_up, "close"),
}


def tell_session(teller: Teller) -> StudySession:
    """Open the session and take it through its stages, the one named in ``until`` included."""
    session = before.begin(teller)
    while session.stage != Stage.CLOSED:
        chapter = CHAPTERS[Stage(session.stage)]
        chapter.tell(teller, session)
        if session.stage == teller.plot.until:
            break
        at = (
            _closed_at(teller) if chapter.last_step == "close" else teller.moment(chapter.last_step)
        )
        teller.act(advance, at=at, session=session, by=teller.secretary)
        session = again(session)
    return session


def _closed_at(teller: Teller) -> datetime:
    """A session is closed on the evening of the day on which its last measure was."""
    return at_hour(max(line.closed_on for line in teller.plot.lines if line.closed_on), "17:45")
