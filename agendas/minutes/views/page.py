"""The page of a session's agenda, record and resolutions, shown and shown again."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.http import MemberRequest, send_file
from agendas.drafts.http import deciding
from agendas.minutes import rules
from agendas.minutes.forms import ItemForm, MinutesForm, ResolutionForm
from agendas.minutes.models import AgendaItem, Minutes, Resolution, Scheme
from agendas.sessions.http import session_or_404
from agendas.sessions.models import StudySession
from studygroups.groups.models import LEADS
from studygroups.groups.rules import membership_of


def minutes_of(request: MemberRequest, session: StudySession) -> Minutes | None:
    """The session's minutes, where the visitor may read them."""
    rows = Minutes.objects.visible_to(request.user).filter(session=session)
    people = (
        "written_by",
        "submitted_by",
        "decision__by",
        "decision__acted_for",
        "decision__recorded_by",
    )
    found = rows.select_related(*people).first()
    if found:
        found.session = session
    return found


def show(request: MemberRequest, session: StudySession, **refused: Form) -> HttpResponse:
    """The whole page; ``refused`` is the form just posted, with what was typed and the reason."""
    minutes = minutes_of(request, session)
    items = AgendaItem.objects.visible_to(request.user).filter(session=session)
    seat = membership_of(request.user, session.group, on=timezone.localdate())
    is_lead = seat is not None and seat.role in LEADS
    context: dict[str, Any] = {
        "session": session,
        "part": "minutes",
        "seat": seat,
        "scheme": Scheme.objects.visible_to(request.user).filter(session=session).first(),
        "items": items,
        "time": rules.time_plan(items, session),
        "minutes": minutes,
        "resolutions": Resolution.objects.visible_to(request.user).filter(session=session),
        "is_lead": is_lead,
        "is_draft": minutes is not None and minutes.is_draft(),
        "is_confirmed": minutes is not None and minutes.is_approved(),
        "scans": minutes.scans.all() if minutes and session.is_backfilled else [],
    }
    if is_lead and rules.refuse_agenda(session) is None:
        context["item_form"], context["may_plan"] = ItemForm(), True
    if is_lead and rules.MINUTES.refuse_writing(session, minutes) is None:
        context["draft_form"] = MinutesForm.of(minutes)
        context["resolution_form"] = ResolutionForm()
    if not refused:
        context |= deciding(request, minutes, rules.MINUTES, is_lead=is_lead)
    status = 422 if refused else 200
    return render(request, "minutes/part.html", context | refused, status=status)


@require_GET
def minutes(request: MemberRequest, session_id: int) -> HttpResponse:
    return show(request, session_or_404(request, session_id))


@require_GET
def minutes_scan(request: MemberRequest, session_id: int, file_id: int) -> FileResponse:
    """A file of the record, for whoever may read the record."""
    visible = Minutes.objects.visible_to(request.user)
    minutes = get_object_or_404(visible, session=session_id)
    return send_file(get_object_or_404(minutes.scans, pk=file_id))
