"""Reminding whoever has not answered: all of them, or one from his row."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import MemberRequest
from agendas.attendance import actions
from agendas.attendance.views.person import row_or_404
from agendas.sessions.http import press_reminder, session_or_404


@require_POST
def remind_unanswered(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    press_reminder(
        request,
        lambda: actions.remind_unanswered(session=session, by=request.user, at=timezone.now()),
    )
    return redirect("agendas:people", session_id=session_id)


@require_POST
def remind_person(request: MemberRequest, session_id: int, attendance_id: int) -> HttpResponse:
    session, row = row_or_404(request, session_id, attendance_id)
    press_reminder(
        request,
        lambda: actions.remind_unanswered(
            session=session, attendance=row, by=request.user, at=timezone.now()
        ),
    )
    return redirect("agendas:people", session_id=session_id)
