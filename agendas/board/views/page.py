"""The part of a session that says what gets out, for those who run it."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render

from accounts.http import MemberRequest
from agendas.board.forms import BoardForm, MaterialForm, PublicationForm, ReviewForm
from agendas.board.models import BoardNotice, PressMaterial, Publication, Review, Reviewable
from agendas.sessions.actions import allow
from agendas.sessions.http import session_or_404
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs

PEOPLE = ("prepared_by", "reviewed_by", "last_review__by")


def session_run_or_404(request: MemberRequest, session_id: int) -> StudySession:
    """The session, for those who run it."""
    session = session_or_404(request, session_id)
    allow(runs(request.user, session))
    return session


def review_form(piece: Reviewable) -> ReviewForm:
    """Several of these stand on one page, so their ids carry what they are about."""
    auto_id = f"id_{piece.subject}_{piece.pk}_%s"
    return ReviewForm(initial={"revision": piece.revision}, auto_id=auto_id)


def part(request: MemberRequest, session: StudySession, **bound: Form) -> HttpResponse:
    """The page; forms come in ``bound`` when what was posted in them was refused.

    The review of a publication is bound under ``publication-7``.
    """
    board = BoardNotice.objects.filter(session=session).select_related(*PEOPLE).first()
    if board:
        board.session = session
    reports = Publication.objects.filter(session=session).select_related(*PEOPLE, "scan")
    context: dict[str, Any] = {
        "session": session,
        "part": "people",
        "board": board,
        "board_form": bound.get("board") or _board_form(board),
        "review_form": bound.get("review") or (review_form(board) if board else None),
        "materials": PressMaterial.objects.filter(session=session).select_related(*PEOPLE, "file"),
        "material_form": bound.get("material") or MaterialForm(auto_id="id_material_%s"),
        "reports": [
            (row, bound.get(f"publication-{row.pk}") or review_form(row)) for row in reports
        ],
        "publication_form": bound.get("publication") or PublicationForm(),
        "reviews": Review.objects.filter(session=session).select_related("by", "decision"),
    }
    refused = any(form.errors for form in bound.values())
    return render(request, "board/part.html", context, status=422 if refused else 200)


def _board_form(board: BoardNotice | None) -> BoardForm:
    names = BoardForm.base_fields
    return BoardForm(initial={name: getattr(board, name) for name in names} if board else None)
