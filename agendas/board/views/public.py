"""The public board: what was reviewed, for everybody, without signing in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_safe

from accounts.http import MemberRequest, one_page
from agendas.board import rules
from agendas.board.export import archive
from agendas.board.models import BoardNotice, Publication
from agendas.sessions.actions import allow


@login_not_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    page = one_page(request, BoardNotice.objects.published())
    may_export = request.user.is_authenticated and rules.may_export(request.user)
    return render(request, "board/board.html", {"page": page, "may_export": may_export})


@login_not_required
@require_safe
def board_entry(request: HttpRequest, session_id: int) -> HttpResponse:
    notice = get_object_or_404(BoardNotice.objects.published(), session=session_id)
    reports = Publication.objects.published().filter(session=session_id)
    return render(request, "board/entry.html", {"notice": notice, "reports": reports})


@require_GET
def export_board(request: MemberRequest) -> FileResponse:
    """The static pages in one archive, for those who supervise."""
    allow(rules.may_export(request.user))
    return FileResponse(archive(), as_attachment=True, filename="公开栏.zip")
