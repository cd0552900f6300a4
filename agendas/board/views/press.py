"""What the journalists of a session read and enter; reviewing what they published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import MemberRequest, attempt, send_file
from accounts.http import press as press_button
from agendas.board import actions, rules
from agendas.board.forms import PublicationForm, ReviewForm
from agendas.board.models import PressMaterial, Publication
from agendas.board.views.page import part
from agendas.sessions.actions import allow
from agendas.sessions.http import session_or_404
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs


def _page(
    request: MemberRequest, session: StudySession, form: PublicationForm | None = None
) -> HttpResponse:
    """Released material, and what was published as far as the visitor may see it."""
    mine = Publication.objects.visible_to(request.user).filter(session=session)
    context: dict[str, Any] = {
        "session": session,
        "part": "people",
        "materials": PressMaterial.objects.visible_to(request.user)
        .released()
        .filter(session=session)
        .select_related("file"),
        "reports": mine.select_related("last_review", "scan"),
        "publication_form": form or PublicationForm(),
        "may_enter": rules.may_enter(request.user, session),
        "is_lead": runs(request.user, session),
    }
    return render(request, "board/press.html", context, status=422 if form else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def press(request: MemberRequest, session_id: int) -> HttpResponse:
    """The page itself; what is posted to it is a publication."""
    session = session_or_404(request, session_id)
    if request.method != "POST":
        return _page(request, session)
    form = PublicationForm(request.POST, request.FILES)
    is_lead = runs(request.user, session)
    if not attempt(
        form,
        lambda: actions.enter_publication(
            session=session, by=request.user, at=timezone.now(), **form.words(by=request.user)
        ),
    ):
        return (
            part(request, session, publication=form) if is_lead else _page(request, session, form)
        )
    messages.success(request, "刊播情况已登记。")
    return redirect("agendas:prepare_board" if is_lead else "agendas:press", session_id=session_id)


def _publication_or_404(
    request: MemberRequest, session_id: int, publication_id: int
) -> Publication:
    session = session_or_404(request, session_id)
    rows = Publication.objects.visible_to(request.user).filter(session=session)
    found = get_object_or_404(rows.select_related("prepared_by", "scan"), pk=publication_id)
    found.session = session
    return found


@require_POST
def review_publication(
    request: MemberRequest, session_id: int, publication_id: int
) -> HttpResponse:
    found = _publication_or_404(request, session_id, publication_id)
    allow(runs(request.user, found.session))
    form = ReviewForm(request.POST, auto_id=f"id_publication_{found.pk}_%s")
    reviewed = attempt(
        form,
        lambda: actions.review_publication(
            publication=found, by=request.user, at=timezone.now(), **form.answer(by=request.user)
        ),
    )
    if reviewed is None:
        return part(request, found.session, **{f"publication-{found.pk}": form})
    told = "审核通过，公开栏将一并列出。" if reviewed.is_published() else "已退回修改。"
    messages.success(request, told)
    return redirect("agendas:prepare_board", session_id=session_id)


@require_POST
def withdraw_publication(
    request: MemberRequest, session_id: int, publication_id: int
) -> HttpResponse:
    found = _publication_or_404(request, session_id, publication_id)
    press_button(
        request,
        lambda: actions.withdraw_publication(publication=found, by=request.user, at=timezone.now()),
        done="公开栏不再列出。",
    )
    return redirect("agendas:prepare_board", session_id=session_id)


@require_POST
def remove_publication(
    request: MemberRequest, session_id: int, publication_id: int
) -> HttpResponse:
    found = _publication_or_404(request, session_id, publication_id)
    press_button(
        request,
        lambda: actions.remove_publication(publication=found, by=request.user, at=timezone.now()),
        done=f"《{found}》已删除。",
    )
    is_lead = runs(request.user, found.session)
    return redirect("agendas:prepare_board" if is_lead else "agendas:press", session_id=session_id)


@require_GET
def publication_scan(request: MemberRequest, session_id: int, publication_id: int) -> FileResponse:
    found = _publication_or_404(request, session_id, publication_id)
    if found.scan is None:
        raise Http404
    return send_file(found.scan)
