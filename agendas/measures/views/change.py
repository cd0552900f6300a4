"""Asking for a later deadline or another target, and deciding on it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import MemberRequest, attempt
from agendas.measures import actions
from agendas.measures.forms import ExtensionForm, TargetForm
from agendas.measures.models import Change
from agendas.measures.rules import is_doer
from agendas.measures.views.measure import measure_or_404, measure_page
from agendas.measures.views.review import Review
from agendas.sessions.forms import start_again

_ASKED = "已申请调整，已请组长审定。批准前按原时限和目标考核。"


@require_POST
def ask_extension(request: MemberRequest, measure_id: int) -> HttpResponse:
    measure = measure_or_404(request, measure_id)
    for_another = not is_doer(request.user, measure)
    form = ExtensionForm(request.POST, request.FILES, for_another=for_another)
    if not attempt(
        form,
        lambda: actions.ask_extension(
            measure=measure, by=request.user, at=timezone.now(), **form.facts(by=request.user)
        ),
    ):
        return measure_page(request, measure, extension_form=form)
    messages.success(request, _ASKED)
    return redirect("agendas:measure", measure_id=measure_id)


@require_POST
def ask_target(request: MemberRequest, measure_id: int) -> HttpResponse:
    measure = measure_or_404(request, measure_id)
    for_another = not is_doer(request.user, measure)
    form = TargetForm(request.POST, request.FILES, measure=measure, for_another=for_another)
    if not attempt(
        form,
        lambda: actions.ask_target(
            measure=measure, by=request.user, at=timezone.now(), **form.facts(by=request.user)
        ),
    ):
        return measure_page(request, measure, target_form=form)
    messages.success(request, _ASKED)
    return redirect("agendas:measure", measure_id=measure_id)


@require_POST
def decide_change(request: MemberRequest, measure_id: int) -> HttpResponse:
    measure = measure_or_404(request, measure_id)
    pending = Change.objects.filter(measure=measure).awaiting_decision().first()
    form = Review.of(request, measure, pending).decision_form(request.POST, request.FILES)
    if form is None:
        raise PermissionDenied
    if not attempt(
        form,
        lambda: actions.decide_change(
            measure=measure, by=request.user, at=timezone.now(), **form.answer(by=request.user)
        ),
    ):
        if pending:
            start_again(form, revision=pending.pk)
        return measure_page(request, measure, change_form=form)
    messages.success(request, "审定结果已记录。")
    return redirect("agendas:measure", measure_id=measure_id)
