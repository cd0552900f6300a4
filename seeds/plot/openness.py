"""To whom a session was open, how they came, and what the media made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from agendas.attendance.models import Admission, Capacity, OpeningKind


class Way(Enum):
    """How a guest came onto the list: by hand, named by his unit, by himself, or to observe."""

    ADDED = auto()
    NAMED = auto()
    SIGNED_UP = auto()
    OBSERVING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedTo:
    """With ``has_window`` one signs up from the notice until some days before the meeting."""

    kind: OpeningKind
    quota: int
    note: str
    shows_minutes: bool = False
    admission: Admission = Admission.APPROVAL
    has_window: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """With ``person`` one who has an account, otherwise somebody named by his post alone."""

    capacity: Capacity
    person: str = ""
    name: str = ""
    unit: str = ""
    post: str = ""
    headcount: int = 1
    way: Way = Way.ADDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A unit asked to send people, who are guests of that unit; without any it owes its answer.

    Without a ``contact`` the answer comes on paper and the secretary enters it (代录).
    """

    unit: str
    contact: str = ""
    headcount: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """An observation by the unit of its ``lead``, from the wish to what the group did about it."""

    lead: str
    others: tuple[str, ...]
    overall: str
    highlights: str
    problems: tuple[str, ...]
    response: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """Material for the media; ``released`` is false while it still waits for the leader."""

    title: str
    text: str
    released: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    outlet: str
    title: str
    published_on: date
