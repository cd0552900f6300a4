"""The wording for the public board: preparing, reviewing, withdrawing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import MemberRequest, attempt, press
from agendas.attendance import actions
from agendas.attendance.forms import BoardForm, ReviewForm
from agendas.attendance.models import BoardNotice
from agendas.attendance.views.people import part
from agendas.sessions.actions import allow
from agendas.sessions.http import session_or_404
from agendas.sessions.rules import runs


def _notice_or_404(request: MemberRequest, session_id: int) -> BoardNotice:
    """The wording, for those who run the session."""
    session = session_or_404(request, session_id)
    allow(runs(request.user, session))
    notice = get_object_or_404(BoardNotice, session=session)
    notice.session = session
    return notice


@require_POST
def prepare_board(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    form = BoardForm(request.POST)
    if not attempt(
        form,
        lambda: actions.prepare_board(
            session=session, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return part(request, session, board=form)
    messages.success(request, "公开内容已保存，待另一人审核。")
    return redirect("agendas:people", session_id=session_id)


@require_POST
def review_board(request: MemberRequest, session_id: int) -> HttpResponse:
    notice = _notice_or_404(request, session_id)
    form = ReviewForm(request.POST)
    if not attempt(
        form,
        lambda: actions.review_board(
            notice=notice, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return part(request, notice.session, review=form)
    messages.success(request, "审核通过，已在公开栏发布。")
    return redirect("agendas:people", session_id=session_id)


@require_POST
def withdraw_board(request: MemberRequest, session_id: int) -> HttpResponse:
    notice = _notice_or_404(request, session_id)
    press(
        request,
        lambda: actions.withdraw_board(notice=notice, by=request.user, at=timezone.now()),
        done="已从公开栏撤回。",
    )
    return redirect("agendas:people", session_id=session_id)
