"""Who was expected and who came, the agenda, the minutes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from agendas.attendance.models import Attendance, Capacity, Origin, Status
from agendas.minutes.models import AgendaItem, AgendaKind, Minutes, MinutesState
from agendas.sessions.models import Decision, Matter
from seeds.bulk.rows import WORDS, Drawn, write
from studygroups.forms.models import Stage

# Part of the members who come.
_PRESENT = 0.93


def add_meetings(drawn: list[Drawn], chance: Random) -> None:
    """Lists and agendas of what is announced, minutes of what is held."""
    write((row for one in drawn for row in _attendances(one, chance)), Attendance)
    write((item for one in drawn for item in _agenda(one)), AgendaItem)
    held = [one for one in drawn if one.has_reached(Stage.CONVERSION)]
    decisions = write((one.approved(Matter.MINUTES, days=6) for one in held), Decision)
    write((_minutes(*pair) for pair in zip(held, decisions, strict=True)), Minutes)


def _attendances(one: Drawn, chance: Random) -> Iterator[Attendance]:
    is_held = one.has_reached(Stage.CONVERSION)
    for person in one.seats.students:
        came = Status.PRESENT if chance.random() < _PRESENT else Status.ABSENT
        yield Attendance(
            session=one.session,
            person=person,
            name=person.full_name,
            unit_name=person.unit.name,
            order=person.order,
            capacity=Capacity.CHAIR if person == one.seats.students[0] else Capacity.MEMBER,
            status=came if is_held else Status.EXPECTED,
            origin=Origin.LIST if is_held else "",
        )


def _agenda(one: Drawn) -> Iterator[AgendaItem]:
    for order, kind in enumerate((AgendaKind.LEAD_STUDY, AgendaKind.DISCUSSION), start=1):
        yield AgendaItem(session=one.session, order=order, kind=kind, title=kind.label, minutes=60)


def _minutes(one: Drawn, decision: Decision) -> Minutes:
    return Minutes(
        session=one.session,
        record=WORDS * 20,
        summary=WORDS * 5,
        state=MinutesState.CONFIRMED,
        written_by=one.seats.secretary,
        written_at=one.starts_at + timedelta(days=5),
        submitted_by=one.seats.secretary,
        decision=decision,
    )
