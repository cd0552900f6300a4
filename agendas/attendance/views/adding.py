"""Three ways onto the list: by hand, as a number of people, from the people of the system."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import MemberRequest, attempt, found_alone, is_sent, sought
from agendas.attendance import actions
from agendas.attendance.forms import GuestForm, HallForm, InviteForm
from agendas.attendance.models import Attendance
from agendas.attendance.views.people import part
from agendas.sessions.http import session_or_404
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs


def _add(request: MemberRequest, session: StudySession, form: Form) -> Attendance | None:
    added: Attendance | None = attempt(
        form,
        lambda: actions.add_person(
            session=session, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    )
    return added


@require_POST
def add_guest(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    form = GuestForm(request.POST)
    if added := _add(request, session, form):
        messages.success(request, f"{added}已列入名单。")
        return redirect("agendas:people", session_id=session_id)
    return part(request, session, guest=form)


@require_POST
def add_hall(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    form = HallForm(request.POST)
    if added := _add(request, session, form):
        messages.success(request, f"{added} {added.headcount} 人已列入名单。")
        return redirect("agendas:people", session_id=session_id)
    return part(request, session, hall=form)


def invite(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    if not runs(request.user, session):
        raise PermissionDenied
    posted = request.POST if is_sent(request) else None
    form = InviteForm(posted, session=session, sought=sought(request))
    if found := found_alone(request, form):
        return found
    if is_sent(request) and (added := _add(request, session, form)):
        messages.success(request, f"{added}已列入名单。")
        return redirect("agendas:people", session_id=session_id)
    context = {"session": session, "part": "people", "form": form}
    return render(request, "attendance/invite.html", context, status=422 if form.errors else 200)
