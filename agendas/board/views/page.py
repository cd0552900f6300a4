"""The part of a session that says what gets out, for those who run it."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render

from accounts.http import MemberRequest
from agendas.board.forms import BoardForm, ReviewForm
from agendas.board.models import BoardNotice
from agendas.sessions.actions import allow
from agendas.sessions.http import session_or_404
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs


def session_run_or_404(request: MemberRequest, session_id: int) -> StudySession:
    """The session, for those who run it."""
    session = session_or_404(request, session_id)
    allow(runs(request.user, session))
    return session


def part(request: MemberRequest, session: StudySession, **bound: Form) -> HttpResponse:
    """The page; forms come in ``bound`` when what was posted in them was refused."""
    notices = BoardNotice.objects.filter(session=session)
    board = notices.select_related("prepared_by", "reviewed_by").first()
    if board:
        board.session = session
    revision = board.revision if board else 0
    context: dict[str, Any] = {
        "session": session,
        "part": "people",
        "board": board,
        "board_form": bound.get("board") or _board_form(board),
        "review_form": bound.get("review") or ReviewForm(initial={"revision": revision}),
    }
    refused = any(form.errors for form in bound.values())
    return render(request, "board/part.html", context, status=422 if refused else 200)


def _board_form(board: BoardNotice | None) -> BoardForm:
    names = BoardForm.base_fields
    return BoardForm(initial={name: getattr(board, name) for name in names} if board else None)
