"""Members by sessions of one group and year, and reminding whoever still owes a paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest
from agendas.research import actions, rules
from agendas.research.models import Duty, Excuse
from agendas.sessions.http import chosen_group_year, press_reminder, session_or_404
from agendas.sessions.models import StudySession
from studygroups.groups.models import Membership, StudyGroup


@dataclass(frozen=True, slots=True)
class Cell:
    """How one member stands in one session; nothing where he owes none."""

    session: StudySession
    duty: Duty | None

    @property
    def may_remind(self) -> bool:
        is_asked = self.duty is not None and self.duty.excuse != Excuse.ASKED
        is_owed = self.duty is not None and not self.duty.is_met()
        return is_asked and is_owed and self.session.stage in rules.UNTIL_HELD


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    post: str
    cells: list[Cell]
    met: int
    owed: int


@require_GET
def matrix(request: MemberRequest) -> HttpResponse:
    chosen = chosen_group_year(request)
    group, year = chosen.chosen()
    duties = Duty.objects.visible_to(request.user).filter(session__group=group, session__year=year)
    duties = duties.select_related("paper", "session").order_by("order", "pk")
    rows, sessions = _table(group, list(duties))
    columns = [
        (session, any(row.cells[at].may_remind for row in rows))
        for at, session in enumerate(sessions)
    ]
    context = {
        "filter": chosen,
        "group": group,
        "year": year,
        "columns": columns,
        "rows": rows,
        "may_remind": any(may_remind for _, may_remind in columns),
    }
    return render(request, "research/matrix.html", context)


def _table(group: StudyGroup, duties: list[Duty]) -> tuple[list[Row], list[StudySession]]:
    """Rows in today's official order, those who left after them; columns by date."""
    sessions = sorted(
        {duty.session_id: duty.session for duty in duties}.values(),
        key=lambda session: (session.starts_at is None, session.starts_at, session.pk),
    )
    seats = Membership.objects.current(timezone.localdate()).filter(group=group)
    order = dict(seats.values_list("person_id", "order"))
    of_person: dict[int, dict[int, Duty]] = {}
    for duty in duties:
        of_person.setdefault(duty.person_id, {})[duty.session_id] = duty
    people = sorted(of_person, key=lambda person: (person not in order, order.get(person, 0)))
    return [_row(of_person[person], sessions) for person in people], sessions


def _row(duties: dict[int, Duty], sessions: Iterable[StudySession]) -> Row:
    """Name and post as they were last written down."""
    newest = list(duties.values())[-1]
    return Row(
        name=newest.name,
        post=newest.post,
        cells=[Cell(session, duties.get(session.pk)) for session in sessions],
        met=sum(duty.is_met() for duty in duties.values()),
        owed=len(duties),
    )


@require_POST
def remind(request: MemberRequest, session_id: int) -> HttpResponse:
    """Everybody who still owes the session a paper; back to where the button stood."""
    session = session_or_404(request, session_id)
    press_reminder(
        request,
        lambda: actions.remind_unmet(session=session, by=request.user, at=timezone.now()),
    )
    if "on_matrix" in request.POST:
        return _to_matrix(session.group_id, session.year)
    return redirect("agendas:research", session_id=session.pk)


@require_POST
def remind_member(request: MemberRequest, duty_id: int) -> HttpResponse:
    duties = Duty.objects.visible_to(request.user).select_related("session__group")
    duty = get_object_or_404(duties, pk=duty_id)
    session = duty.session
    press_reminder(
        request,
        lambda: actions.remind_unmet(
            session=session, duty=duty, by=request.user, at=timezone.now()
        ),
    )
    return _to_matrix(session.group_id, session.year)


@require_POST
def remind_group(request: MemberRequest, group_id: int, year: int) -> HttpResponse:
    group = get_object_or_404(StudyGroup.objects.visible_to(request.user), pk=group_id)
    press_reminder(
        request,
        lambda: actions.remind_group(group=group, year=year, by=request.user, at=timezone.now()),
        unit="人次",
    )
    return _to_matrix(group.pk, year)


def _to_matrix(group_id: int, year: int) -> HttpResponse:
    return redirect(f"{reverse('agendas:research_matrix')}?group={group_id}&year={year}")
