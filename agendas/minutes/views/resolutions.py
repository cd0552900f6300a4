"""The buttons of what the meeting agreed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import MemberRequest, attempt, press, with_undo
from agendas.minutes import actions
from agendas.minutes.forms import ResolutionForm
from agendas.minutes.models import Resolution
from agendas.minutes.views.page import show
from agendas.sessions.http import session_or_404


@require_POST
def add_resolution(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    form = ResolutionForm(request.POST)
    if not attempt(
        form,
        lambda: actions.add_resolution(
            session=session, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return show(request, session, resolution_form=form)
    messages.success(request, "会议成果已增加一项。")
    return redirect("agendas:minutes", session_id=session_id)


@require_POST
def remove_resolution(request: MemberRequest, session_id: int, resolution_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    rows = Resolution.objects.visible_to(request.user).select_related("session__group")
    resolution = get_object_or_404(rows, session=session, pk=resolution_id)
    done = with_undo(
        request,
        "会议成果已删除一项。",
        path=reverse("agendas:add_resolution", kwargs={"session_id": session_id}),
        fields={name: getattr(resolution, name) for name in ("kind", "text", "order")},
        panel="resolutions",
    )
    press(
        request,
        lambda: actions.remove_resolution(
            resolution=resolution, by=request.user, at=timezone.now()
        ),
        done=done,
    )
    return redirect("agendas:minutes", session_id=session_id)
