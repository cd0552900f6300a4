"""Objecting to a decision that was entered for oneself, and the scan of its sheet."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, attempt, send_file
from agendas.sessions import actions, rules
from agendas.sessions.forms import ObjectionForm
from agendas.sessions.models import Decision


def _decision_or_404(request: MemberRequest, decision_id: int) -> Decision:
    visible = Decision.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("session", "scan"), pk=decision_id)


@require_POST
def object_to(request: MemberRequest, decision_id: int) -> HttpResponse:
    decision = _decision_or_404(request, decision_id)
    form = ObjectionForm(request.POST)
    if attempt(
        form,
        lambda: actions.object_to(
            decision=decision, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, "异议已记录，并通知学习秘书。")
    else:
        messages.warning(request, str(next(iter(form.non_field_errors()), "请写明异议。")))
    return redirect("agendas:record", session_id=decision.session_id)


@require_GET
def scan(request: MemberRequest, decision_id: int) -> FileResponse:
    decision = _decision_or_404(request, decision_id)
    if decision.scan is None or not rules.may_read_scan(request.user, decision):
        raise Http404
    return send_file(decision.scan)
