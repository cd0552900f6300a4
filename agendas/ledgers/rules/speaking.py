"""How much of a meeting was discussion, as its agenda has it; nothing is made up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from agendas.minutes.models import AgendaItem, AgendaKind
from agendas.sessions.models import StudySession

# Where people speak for themselves, and not from the chair or the platform.
SPEAKING = (AgendaKind.SPEECH, AgendaKind.DISCUSSION)
_BETWEEN_NAMES = re.compile("[、，,；;/]")


@dataclass(frozen=True, slots=True)
class Share:
    """The items of one kind: how many, the speakers named with them, and how long they took.

    ``untimed`` are those without a length: they are in no sum.
    """

    label: str
    items: int
    speakers: int
    minutes: int
    untimed: int


@dataclass(frozen=True, slots=True)
class Speaking:
    """``speakers`` are the people named with speeches and discussion, each once."""

    shares: list[Share]
    discussion: Share | None
    speakers: int

    @property
    def minutes(self) -> int:
        return sum(share.minutes for share in self.shares)

    @property
    def untimed(self) -> int:
        return sum(share.untimed for share in self.shares)

    @property
    def rate(self) -> float | None:
        """交流研讨 in per cent of all that was timed; ``None`` where it was not."""
        if self.discussion is None or not self.discussion.minutes:
            return None
        return self.discussion.minutes * 100 / self.minutes


def speaking_at(session: StudySession) -> Speaking:
    """What the session's agenda says; in one query."""
    items = list(AgendaItem.objects.filter(session=session))
    shares = {
        kind: _share(kind, rows)
        for kind in AgendaKind
        if (rows := [item for item in items if item.kind == kind])
    }
    speaking = [item for item in items if item.kind in SPEAKING]
    return Speaking(
        list(shares.values()), shares.get(AgendaKind.DISCUSSION), len(_speakers(speaking))
    )


def _share(kind: AgendaKind, items: list[AgendaItem]) -> Share:
    return Share(
        label=kind.label,
        items=len(items),
        speakers=len(_speakers(items)),
        minutes=sum(item.minutes or 0 for item in items),
        untimed=sum(item.minutes is None for item in items),
    )


def _speakers(items: Iterable[AgendaItem]) -> set[str]:
    """Names as they stand in the agenda, several of them in one item too."""
    named = (name for item in items for name in _BETWEEN_NAMES.split(item.speaker))
    return {"".join(name.split()) for name in named} - {""}
