"""Excuses, speakers, and the question each member looks into."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import MemberRequest, attempt, press
from agendas.research import actions
from agendas.research.forms import ExcuseForm, QuestionsForm
from agendas.research.models import Duty
from agendas.research.views.cards import Refused
from agendas.research.views.part import colleagues, part
from agendas.sessions.actions import allow
from agendas.sessions.http import posted_decision, session_or_404
from agendas.sessions.rules import runs


def _duty_or_404(request: MemberRequest, duty_id: int) -> Duty:
    duties = Duty.objects.visible_to(request.user)
    return get_object_or_404(
        duties.select_related("session__group__unit", "session__form", "person"), pk=duty_id
    )


@require_POST
def ask_excuse(request: MemberRequest, duty_id: int) -> HttpResponse:
    duty = _duty_or_404(request, duty_id)
    is_own = duty.person == request.user
    form = ExcuseForm(request.POST, request.FILES, for_another=not is_own)
    if not attempt(
        form,
        lambda: actions.ask_excuse(
            duty=duty, by=request.user, at=timezone.now(), **form.words(by=request.user)
        ),
    ):
        return part(request, duty.session, refused=Refused(form, duty.pk))
    messages.success(request, "免交申请已送组长审定。")
    return redirect("agendas:research", session_id=duty.session_id)


@require_POST
def decide_excuse(request: MemberRequest, duty_id: int) -> HttpResponse:
    duty = _duty_or_404(request, duty_id)
    form = posted_decision(request, duty.session, concerned=[duty.person])
    if not attempt(
        form,
        lambda: actions.decide_excuse(
            duty=duty, by=request.user, at=timezone.now(), **form.answer(by=request.user)
        ),
    ):
        return part(request, duty.session, refused=Refused(form, duty.pk))
    messages.success(request, "审定结果已记录。")
    return redirect("agendas:research", session_id=duty.session_id)


@require_POST
def name_speaker(request: MemberRequest, duty_id: int) -> HttpResponse:
    duty = _duty_or_404(request, duty_id)
    is_speaker = request.POST.get("is_speaker") == "yes"
    press(
        request,
        lambda: actions.name_speaker(
            duty=duty, by=request.user, at=timezone.now(), is_speaker=is_speaker
        ),
        done=f"{duty}已定为重点发言人。" if is_speaker else f"{duty}不再作重点发言。",
    )
    return redirect("agendas:research", session_id=duty.session_id)


@require_POST
def give_questions(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    allow(runs(request.user, session))
    form = QuestionsForm(request.POST, duties=colleagues(session))
    changed = attempt(
        form,
        lambda: actions.give_questions(
            session=session, by=request.user, at=timezone.now(), questions=form.questions()
        ),
    )
    if changed is None:
        return part(request, session, refused=Refused(form))
    words = f"已保存 {len(changed)} 人的分题，本人会收到通知。" if changed else "分题没有变动。"
    messages.success(request, words)
    return redirect("agendas:research", session_id=session_id)
