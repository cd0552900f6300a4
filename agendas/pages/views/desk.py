"""Desk, public board, help."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import MemberRequest, one_page
from accounts.notices.models import Notice
from agendas.attendance.models import BoardNotice
from agendas.pages.desk import desk_of
from studygroups.forms.models import STAGE_ORDER, Stage

NEWEST_NOTICES = 5
# Every stage that asks for work has its page of help.
HELP_STAGES = STAGE_ORDER[:-1]


@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    context = {
        "desk": desk_of(request.user, at=timezone.now()),
        "notices": Notice.objects.visible_to(request.user)[:NEWEST_NOTICES],
    }
    return render(request, "pages/desk.html", context)


@login_not_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    page = one_page(request, BoardNotice.objects.published())
    return render(request, "pages/board.html", {"page": page})


@login_not_required
@require_safe
def board_entry(request: HttpRequest, session_id: int) -> HttpResponse:
    notice = get_object_or_404(BoardNotice.objects.published(), session=session_id)
    return render(request, "pages/board_entry.html", {"notice": notice})


@require_safe
def help_index(request: MemberRequest) -> HttpResponse:
    return render(request, "pages/help/index.html")


@require_safe
def help_stage(request: MemberRequest, slug: str) -> HttpResponse:
    if slug not in HELP_STAGES:
        raise Http404
    stage = Stage(slug)
    context = {"stage": stage, "stages": HELP_STAGES, "number": HELP_STAGES.index(stage) + 1}
    return render(request, f"pages/help/{stage.value}.html", context)
