"""The public board: what was reviewed, for everybody, without signing in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.http import one_page
from agendas.board.models import BoardNotice


@login_not_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    page = one_page(request, BoardNotice.objects.published())
    return render(request, "board/board.html", {"page": page})


@login_not_required
@require_safe
def board_entry(request: HttpRequest, session_id: int) -> HttpResponse:
    notice = get_object_or_404(BoardNotice.objects.published(), session=session_id)
    return render(request, "board/entry.html", {"notice": notice})
