"""What happened at one study session, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agendas.attendance.models import LeaveCategory
from agendas.measures.models import Comparator, IndicatorKind
from agendas.minutes.models import AgendaKind, ResolutionKind
from agendas.research.models import FindingKind
from agendas.topics.models import Angle, ProblemSource, TopicKind
from seeds.plot.openness import Asked, Guest, Observed, OpenedTo, Published, Supplied
from studygroups.forms.models import FULL_FORM, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundProblem:
    title: str
    detail: str
    source: ProblemSource
    finder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedTopic:
    """``decided`` is false while it still waits for the leader."""

    title: str
    kind: TopicKind
    angles: tuple[Angle, ...]
    central_task: str
    theme: str
    why_now: str
    proposer: str
    decided: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Went:
    """A visit ``days_before`` the paper was handed in: how many were met, what was found."""

    days_before: int
    place: str
    met: int
    found: tuple[str, ...] = ()
    solved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchPaper:
    """Several authors make it a joint one; ``entered`` means 代交 by the secretary.

    ``asked_for`` is the remark with which the secretary asks for more; ``completed`` is false
    while the authors have not answered it.
    """

    authors: tuple[str, ...]
    title: str
    text: str
    findings: tuple[tuple[FindingKind, str], ...] = ()
    visits: tuple[Went, ...] = ()
    entered: bool = False
    asked_for: str = ""
    completed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Excused:
    person: str
    reason: str
    granted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OnLeave:
    person: str
    category: LeaveCategory
    granted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """What somebody who was away handed in, accepted by the secretary."""

    person: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    kind: AgendaKind
    title: str
    speaker: str = ""
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Minutes; ``confirmed`` is false while they still wait for the leader."""

    record: str
    summary: str
    confirmed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """``signed_on_paper`` means that the secretary entered the leader's signature (代录)."""

    title: str
    body: str
    recipients: tuple[str, ...]
    signed_on_paper: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """A later deadline, asked for by the handler on that day and approved."""

    asked_on: date
    due_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """An indicator and its readings; for a sum each reading is what was added since the last."""

    name: str
    comparator: Comparator = Comparator.GE
    target: str
    unit: str
    baseline: str | None = None
    kind: IndicatorKind = IndicatorKind.SUM
    evidence: str
    readings: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measure. ``resolution`` and ``problem`` count from 1 in their lists; 0 is none."""

    title: str
    unit: str
    owner: str
    handler: str
    schedule: str
    starts_on: date
    due_on: date
    resolution: int = 0
    problem: int = 0
    gauges: tuple[Gauge, ...] = ()
    extended: Extended | None = None
    closed_on: date | None = None
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """One study session and how far its story goes: it stops in ``until``.

    With ``scheme``, the words added to it, a scheme is approved before the notice goes out; with
    ``to_make_up``, what is to be read, whoever was away makes up for it.
    """

    unit: str
    title: str
    day: date
    starts: str = "14:30"
    ends: str = "17:00"
    venue: str
    until: Stage
    form: str = FULL_FORM
    problems: tuple[FoundProblem, ...] = ()
    topic: ProposedTopic | None = None
    questions: tuple[tuple[str, str], ...] = ()
    papers: tuple[ResearchPaper, ...] = ()
    excused: tuple[Excused, ...] = ()
    speakers: tuple[str, ...] = ()
    openings: tuple[OpenedTo, ...] = ()
    guests: tuple[Guest, ...] = ()
    asked: tuple[Asked, ...] = ()
    observed: Observed | None = None
    leaves: tuple[OnLeave, ...] = ()
    to_make_up: str = ""
    made_up: tuple[MadeUp, ...] = ()
    unanswered: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    agenda: tuple[Item, ...] = ()
    scheme: str = ""
    board: str = ""
    supplied: tuple[Supplied, ...] = ()
    published: tuple[Published, ...] = ()
    written: Written | None = None
    resolutions: tuple[tuple[ResolutionKind, str], ...] = ()
    report: Report | None = None
    no_report_reason: str = ""
    lines: tuple[Line, ...] = ()
    shares_measures: bool = False
