"""Saving, submitting and confirming the minutes."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.http import MemberRequest
from agendas.drafts.http import DraftPage
from agendas.minutes import actions
from agendas.minutes.forms import MinutesForm
from agendas.minutes.views.page import minutes_of, show
from agendas.sessions.http import session_or_404

_PAGE = DraftPage(minutes_of, show, actions.MINUTES)


@require_POST
def save_minutes(request: MemberRequest, session_id: int) -> HttpResponse:
    return _PAGE.save(request, session_or_404(request, session_id), MinutesForm(request.POST))


@require_POST
def withdraw_minutes(request: MemberRequest, session_id: int) -> HttpResponse:
    return _PAGE.withdraw(request, session_id)


@require_POST
def decide_minutes(request: MemberRequest, session_id: int) -> HttpResponse:
    return _PAGE.decide(request, session_id)
