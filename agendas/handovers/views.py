"""Objecting to what was entered for oneself, and the scan of the sheet."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, attempt, send_file
from agendas.handovers import actions, rules
from agendas.handovers.models import Handover
from agendas.sessions.forms import ObjectionForm
from studygroups.groups.rules import membership_of


def _handover_or_404(request: MemberRequest, handover_id: int) -> Handover:
    visible = Handover.objects.visible_to(request.user)
    return get_object_or_404(visible.with_people(), pk=handover_id)


@require_POST
def object_to_handover(request: MemberRequest, handover_id: int) -> HttpResponse:
    handover = _handover_or_404(request, handover_id)
    form = ObjectionForm(request.POST)
    if attempt(
        form,
        lambda: actions.object_to_handover(
            handover=handover, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, "异议已记录，并通知学习秘书。")
    else:
        messages.warning(request, str(next(iter(form.non_field_errors()), "请写明异议。")))
    return redirect("agendas:record", session_id=handover.session_id)


@require_GET
def handover_scan(request: MemberRequest, handover_id: int) -> FileResponse:
    handover = _handover_or_404(request, handover_id)
    seat = membership_of(request.user, handover.session.group, on=timezone.localdate())
    if handover.scan is None or not rules.may_read_scan(request.user, handover, seat):
        raise Http404
    return send_file(handover.scan)
