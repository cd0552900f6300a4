"""The list of sessions, and opening a new one."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.http import MemberRequest, attempt, one_page
from agendas.sessions.forms import OpenForm
from agendas.sessions.models import StudySession
from agendas.workflow import actions
from agendas.workflow.forms import SessionFilter
from studygroups.groups.models import StudyGroup


def _led_groups(request: MemberRequest) -> QuerySet[StudyGroup]:
    groups = StudyGroup.objects.led_by(request.user, on=timezone.localdate())
    return groups.select_related("unit")


@require_GET
def sessions(request: MemberRequest) -> HttpResponse:
    rows = StudySession.objects.visible_to(request.user).select_related("group", "form")
    chosen = SessionFilter(request.GET, user=request.user)
    context = {
        "page": one_page(request, chosen.narrow(rows)),
        "filter": chosen,
        "led_groups": _led_groups(request),
    }
    return render(request, "workflow/sessions.html", context)


def open_session(request: MemberRequest) -> HttpResponse:
    form = OpenForm(request.POST or None, groups=_led_groups(request))
    if request.method == "POST":
        session = attempt(
            form,
            lambda: actions.open_session(by=request.user, at=timezone.now(), **form.cleaned_data),
        )
        if session:
            messages.success(request, "学习会已建立。")
            return redirect("agendas:session", session_id=session.pk)
    status = 422 if form.errors else 200
    return render(request, "workflow/open_session.html", {"form": form}, status=status)
