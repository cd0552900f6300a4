"""Who owed research to the sessions, and the papers handed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from accounts.people.models import User
from agendas.research.models import Duty, Research
from seeds.bulk.rows import WORDS, Drawn, write
from studygroups.forms.models import Stage

# Part of the members who have handed in while research still goes on.
_DILIGENT = 0.7


def add_research(drawn: list[Drawn], chance: Random) -> None:
    """Everybody has written by the time the notice goes out; before it, some have not."""
    handed_in = [
        (one, person)
        for one in drawn
        for person in one.seats.students
        if one.has_reached(Stage.MEETING) or chance.random() < _DILIGENT
    ]
    papers = write((_paper(one) for one, _ in handed_in), Research)
    paper_of = {
        (one.session.pk, person.pk): paper
        for (one, person), paper in zip(handed_in, papers, strict=True)
    }
    write((duty for one in drawn for duty in _duties(one, paper_of)), Duty)


def _paper(one: Drawn) -> Research:
    return Research(
        session=one.session,
        title=f"{one.session.title}调研",
        text=WORDS * 3,
        handed_in_at=one.starts_at - timedelta(days=12),
    )


def _duties(one: Drawn, paper_of: dict[tuple[int, int], Research]) -> Iterator[Duty]:
    for person in one.seats.students:
        yield Duty(
            session=one.session,
            person=person,
            name=person.full_name,
            unit_name=person.unit.name,
            order=person.order,
            due_on=one.starts_at.date(),
            is_speaker=_speaks(person),
            paper=paper_of.get((one.session.pk, person.pk)),
        )


def _speaks(person: User) -> bool:
    """The deputy and the first member speak at every meeting."""
    return person.order in (2, 3)
