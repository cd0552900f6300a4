"""Noting visits (走访), and putting what was met there on the group's list of problems."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.research.models import FieldVisit, MetProblem, Research
from agendas.research.rules import UNTIL_CLOSED, may_mark
from agendas.research.rules.visits import refuse_listing, refuse_visit
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.rules import refuse_change
from agendas.topics.actions import report_problem
from agendas.topics.models import Problem, ProblemSource


@transaction.atomic
def note_visit(
    *,
    paper: Research,
    by: User,
    at: datetime,
    visited_on: date,
    place: str,
    met_count: int = 0,
    problems: Sequence[str] = (),
    solved: Sequence[str] = (),
) -> FieldVisit:
    """Note where the authors went, how many people they met, which problems they found there.

    ``solved`` are those settled on the spot. Raises ``PermissionDenied`` unless ``by`` is an
    author or runs the session, ``ValidationError`` for a day to come, too many or too long
    problems, or once the session is closed.
    """
    allow(may_mark(by, paper))
    insist(refuse_change(locked(paper.session), *UNTIL_CLOSED))
    insist(
        refuse_visit(
            paper,
            visited_on=visited_on,
            problems=[*problems, *solved],
            today=timezone.localdate(at),
        )
    )
    visit = FieldVisit(
        paper=paper, visited_on=visited_on, place=place.strip(), met_count=met_count, noted_by=by
    )
    visit.full_clean()
    visit.save()
    MetProblem.objects.bulk_create(
        MetProblem(visit=visit, text=text, is_solved=is_solved)
        for texts, is_solved in ((problems, False), (solved, True))
        for text in texts
    )
    record("research.note_visit", visit, by=by, at=at)
    return visit


@transaction.atomic
def remove_visit(*, visit: FieldVisit, by: User, at: datetime) -> Research:
    """Take a visit off its paper; problems put on the list stay there. Raises as above."""
    paper = visit.paper
    allow(may_mark(by, paper))
    insist(refuse_change(locked(paper.session), *UNTIL_CLOSED))
    record("research.remove_visit", visit, by=by, at=at)
    visit.delete()
    return paper


@transaction.atomic
def list_problem(*, met: MetProblem, by: User, at: datetime) -> Problem:
    """Put a problem met on a visit on the group's list, once.

    Raises ``PermissionDenied`` outside the group, ``ValidationError`` when it is there already or
    was solved.
    """
    session = locked(met.visit.paper.session)
    met = MetProblem.objects.select_related("visit__paper").get(pk=met.pk)
    insist(refuse_listing(met))
    problem = report_problem(
        group=session.group,
        by=by,
        at=at,
        title=met.text,
        detail=f"走访{met.visit.place}时发现。",
        source=ProblemSource.VISIT,
        found_on=met.visit.visited_on,
        raised_by_unit=None,
    )
    met.listed = problem
    met.save(update_fields=["listed"])
    return problem
