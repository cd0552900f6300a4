"""The wording for the public board: preparing, reviewing, withdrawing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import MemberRequest, attempt, press
from agendas.board import actions
from agendas.board.forms import BoardForm, ReviewForm
from agendas.board.models import BoardNotice
from agendas.board.views.page import part, session_run_or_404
from agendas.sessions.forms import start_again


def _notice_or_404(request: MemberRequest, session_id: int) -> BoardNotice:
    """The wording, for those who run the session."""
    session = session_run_or_404(request, session_id)
    notice = get_object_or_404(BoardNotice, session=session)
    notice.session = session
    return notice


@require_http_methods(["GET", "HEAD", "POST"])
def prepare_board(request: MemberRequest, session_id: int) -> HttpResponse:
    """The page itself; what is posted to it is the wording."""
    session = session_run_or_404(request, session_id)
    if request.method != "POST":
        return part(request, session)
    form = BoardForm(request.POST)
    if not attempt(
        form,
        lambda: actions.prepare_board(
            session=session, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return part(request, session, board=form)
    messages.success(request, "公开内容已保存，待另一人审核。")
    return redirect("agendas:prepare_board", session_id=session_id)


@require_POST
def review_board(request: MemberRequest, session_id: int) -> HttpResponse:
    notice = _notice_or_404(request, session_id)
    form = ReviewForm(request.POST, auto_id=f"id_board_{notice.pk}_%s")
    reviewed = attempt(
        form,
        lambda: actions.review_board(
            notice=notice, by=request.user, at=timezone.now(), **form.answer(by=request.user)
        ),
    )
    if reviewed is None:
        start_again(form, revision=notice.revision)
        return part(request, notice.session, review=form)
    told = "审核通过，已在公开栏发布。" if reviewed.is_published() else "已退回修改。"
    messages.success(request, told)
    return redirect("agendas:prepare_board", session_id=session_id)


@require_POST
def withdraw_board(request: MemberRequest, session_id: int) -> HttpResponse:
    notice = _notice_or_404(request, session_id)
    press(
        request,
        lambda: actions.withdraw_board(notice=notice, by=request.user, at=timezone.now()),
        done="已从公开栏撤回。",
    )
    return redirect("agendas:prepare_board", session_id=session_id)
