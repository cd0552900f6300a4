"""The part of a session that says who comes: openings, the list, adding, recording."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, attempt
from agendas.attendance import actions, rules
from agendas.attendance.forms import (
    AnswerForm,
    GuestForm,
    HallForm,
    OpeningForm,
    PresenceForm,
)
from agendas.attendance.models import Attendance, Opening, OpeningKind
from agendas.sessions.http import session_or_404
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs
from studygroups.groups.rules import supervises

SHOWN_OF_A_ROW = (
    "person",
    "proxy__entered_by",
    "leave_decision__by",
    "leave_decision__acted_for",
    "leave_decision__recorded_by",
)


def part(request: MemberRequest, session: StudySession, **bound: Form) -> HttpResponse:
    """The page; forms come in ``bound`` when what was posted in them was refused.

    Leads see everything, a supervisor counts, everybody else what is promised and his own row.
    """
    is_lead = runs(request.user, session)
    counts = is_lead or supervises(request.user, session.group)
    rows = _rows(session)
    if not counts:
        rows = rows.filter(person=request.user)
    listed = list(rows)
    for row in listed:
        row.session = session
    context: dict[str, Any] = {
        "session": session,
        "part": "people",
        "is_lead": is_lead,
        "own": _own(request, listed, session),
        "tally": rules.tally_of(session, listed, at=timezone.now()) if counts else None,
        # What was typed and refused is shown again, even where the stage has moved on.
        "may_prepare": is_lead and (session.stage in rules.PREPARING or bool(bound)),
    }
    context["openings"] = lines = _openings(session, context["tally"], bound)
    if context["own"]:
        context["own"]["reads_material"] = _reads_material(context["own"]["row"], lines)
    if is_lead:
        context |= _list(request, session, listed, bound)
    refused = any(form.errors for form in bound.values())
    return render(request, "attendance/part.html", context, status=422 if refused else 200)


def _rows(session: StudySession) -> QuerySet[Attendance]:
    rows = Attendance.objects.filter(session=session).in_order()
    return rows.select_related(*SHOWN_OF_A_ROW)


def _own(
    request: MemberRequest, rows: list[Attendance], session: StudySession
) -> dict[str, Any] | None:
    """His own row, with the form to answer while there is something to answer."""
    row = next((row for row in rows if row.person_id == request.user.pk), None)
    if row is None or session.announced_at is None:
        return None
    refusal = rules.refuse_answer(row, is_secretary=False, at=timezone.now())
    return {"row": row, "form": None if refusal else AnswerForm(attendance=row, by=request.user)}


def _openings(
    session: StudySession, tally: rules.Tally | None, bound: dict[str, Form]
) -> list[dict[str, Any]]:
    """The three side by side, set or not, with counts for whoever may know them."""
    made = {opening.kind: opening for opening in Opening.objects.filter(session=session)}
    lines = []
    for kind in OpeningKind:
        listed, came = tally.through(kind) if tally else (None, None)
        form = bound.get(kind.value) or OpeningForm(kind=kind, opening=made.get(kind))
        line = {"kind": kind, "opening": made.get(kind), "form": form}
        lines.append({**line, "listed": listed, "came": came})
    return lines


def _reads_material(row: Attendance, lines: list[dict[str, Any]]) -> bool:
    now = timezone.now()
    made = [line["opening"] for line in lines if line["opening"]]
    return any(opening.shows_material_to(row.capacity, now) for opening in made)


def _list(
    request: MemberRequest, session: StudySession, rows: list[Attendance], bound: dict[str, Form]
) -> dict[str, Any]:
    """The whole list and what may be done with it."""
    refusal = rules.refuse_presence(session, at=timezone.now())
    return {
        "rows": rows,
        "lines": [(row, None) for row in rows],
        "presence_refusal": refusal,
        "presence_form": bound.get("presence") or (None if refusal else PresenceForm(rows=rows)),
        "leave_asked": rules.leave_to_decide(request.user, session, rows),
        "silent": _silent(session, rows),
        "guest_form": bound.get("guest") or GuestForm(),
        "hall_form": bound.get("hall") or HallForm(),
    }


def _silent(session: StudySession, rows: list[Attendance]) -> dict[str, list[Attendance]] | None:
    """Who has not answered, by whether a notice reaches him; ``None`` while nobody is reminded."""
    if rules.refuse_reminding(session, at=timezone.now()):
        return None
    waiting = [row for row in rows if row.is_unanswered()]
    return {
        "reached": [row for row in waiting if row.person_id],
        "others": [row for row in waiting if not row.person_id],
    }


@require_GET
def people(request: MemberRequest, session_id: int) -> HttpResponse:
    return part(request, session_or_404(request, session_id))


@require_POST
def open_to(request: MemberRequest, session_id: int, kind: str) -> HttpResponse:
    session = session_or_404(request, session_id)
    if kind not in OpeningKind.values:
        raise Http404
    form = OpeningForm(request.POST, kind=kind)
    if not attempt(
        form,
        lambda: actions.open_to(
            session=session, kind=kind, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return part(request, session, **{kind: form})
    messages.success(request, f"{OpeningKind(kind).label}已保存。")
    return redirect("agendas:people", session_id=session_id)


@require_POST
def record_list(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    if not runs(request.user, session):
        raise PermissionDenied
    form = PresenceForm(request.POST, rows=_rows(session))
    saved = attempt(
        form,
        lambda: actions.record_list(
            session=session, by=request.user, at=timezone.now(), statuses=form.statuses()
        ),
    )
    if saved is None:
        return part(request, session, presence=form)
    messages.success(request, f"已登记 {len(saved)} 行到会情况。")
    return redirect("agendas:people", session_id=session_id)
