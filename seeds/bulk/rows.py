"""What the parts of a county drawn by chance share: people, sessions, writing many rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Model

from accounts.people.models import User
from agendas.sessions.models import Decision, Matter, Outcome, StudySession
from studygroups.forms.models import STAGE_ORDER, Stage
from studygroups.groups.models import StudyGroup

# Rows in memory at a time, and in one statement.
BATCH = 2000
WORDS = "围绕问题逐项研讨，形成共识，明确责任单位、责任人和时限。"

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Seats:
    """A group with its people; the leader comes first."""

    group: StudyGroup
    students: list[User]
    secretary: User


@dataclass(frozen=True, slots=True)
class Drawn:
    """One session with the people of its group, and when it begins."""

    session: StudySession
    seats: Seats
    starts_at: datetime

    def has_reached(self, stage: Stage) -> bool:
        return STAGE_ORDER.index(Stage(self.session.stage)) >= STAGE_ORDER.index(stage)

    def approved(self, matter: Matter, *, days: int) -> Decision:
        """The leader's word, so many days from the meeting."""
        at = self.starts_at + timedelta(days=days)
        return Decision(
            session=self.session,
            matter=matter,
            outcome=Outcome.APPROVED,
            by=self.seats.students[0],
            on=at.date(),
            recorded_at=at,
        )


def write(rows: Iterable[Row], model: type[Row]) -> list[Row]:
    """Insert the rows batch by batch and give them back with their keys."""
    manager: Any = model._default_manager  # noqa: SLF001 - the documented way to it
    waiting, written = iter(rows), []
    while batch := list(islice(waiting, BATCH)):
        written += manager.bulk_create(batch)
    return written
