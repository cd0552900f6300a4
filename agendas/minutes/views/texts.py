"""Saving, submitting and confirming the minutes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import MemberRequest, attempt, press
from agendas.minutes import actions
from agendas.minutes.forms import MinutesForm
from agendas.minutes.models import Minutes
from agendas.minutes.views.page import minutes_of, show
from agendas.sessions.forms import start_again
from agendas.sessions.http import posted_decision, session_or_404
from agendas.sessions.models import StudySession


@require_POST
def save_minutes(request: MemberRequest, session_id: int) -> HttpResponse:
    """Save both texts; with the second button also ask the leader to confirm them."""
    session = session_or_404(request, session_id)
    form = MinutesForm(request.POST)
    is_last = "submit" in request.POST
    if not attempt(form, lambda: _save(request, session, form, is_last=is_last)):
        return _refused_save(request, session, form)
    messages.success(request, "会议记录已送审。" if is_last else "会议记录已保存。")
    return redirect("agendas:minutes", session_id=session_id)


def _save(
    request: MemberRequest, session: StudySession, form: MinutesForm, *, is_last: bool
) -> Minutes:
    now = timezone.now()
    saved = actions.save_minutes(session=session, by=request.user, at=now, **form.cleaned_data)
    return actions.submit_minutes(minutes=saved, by=request.user, at=now) if is_last else saved


def _refused_save(request: MemberRequest, session: StudySession, form: MinutesForm) -> HttpResponse:
    """Show the page with his text still in the form, and another's beside it where he was late."""
    theirs = minutes_of(request, session)
    if theirs:
        form.start_from(theirs)
    return show(request, session, minutes_form=form)


@require_POST
def withdraw_minutes(request: MemberRequest, session_id: int) -> HttpResponse:
    minutes = _minutes_or_404(request, session_or_404(request, session_id))
    press(
        request,
        lambda: actions.withdraw_minutes(minutes=minutes, by=request.user, at=timezone.now()),
        done="会议记录已撤回，可以修改。",
    )
    return redirect("agendas:minutes", session_id=session_id)


@require_POST
def decide_minutes(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    minutes = _minutes_or_404(request, session)
    form = posted_decision(
        request, session, concerned=[minutes.submitted_by], revision=minutes.revision
    )
    if not attempt(
        form,
        lambda: actions.decide_minutes(
            minutes=minutes, by=request.user, at=timezone.now(), **form.answer(by=request.user)
        ),
    ):
        start_again(form, revision=minutes.revision)
        return show(request, session, decision_form=form)
    messages.success(request, "审定结果已记录。")
    return redirect("agendas:minutes", session_id=session_id)


def _minutes_or_404(request: MemberRequest, session: StudySession) -> Minutes:
    rows = Minutes.objects.visible_to(request.user).select_related("session__group", "submitted_by")
    return get_object_or_404(rows, session=session)
