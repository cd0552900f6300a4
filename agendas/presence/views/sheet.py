"""The sheet that is signed at the door, and entering who signed it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import MemberRequest, attempt
from agendas.attendance.actions import record_list
from agendas.attendance.models import Origin
from agendas.attendance.rules import refuse_presence
from agendas.presence.forms import SheetForm
from agendas.presence.views.room import led_or_404, rows_of


@require_GET
def sheet(request: MemberRequest, session_id: int) -> HttpResponse:
    session = led_or_404(request, session_id)
    return render(request, "presence/sheet.html", {"session": session, "rows": rows_of(session)})


@require_http_methods(["GET", "POST"])
def enter_sheet(request: MemberRequest, session_id: int) -> HttpResponse:
    session = led_or_404(request, session_id)
    form = SheetForm(request.POST if request.method == "POST" else None, rows=rows_of(session))
    saved = attempt(
        form,
        lambda: record_list(
            session=session,
            by=request.user,
            at=timezone.now(),
            statuses=form.statuses(),
            origin=Origin.SHEET,
        ),
    )
    if saved is not None:
        messages.success(request, f"已按签到表登记 {len(saved)} 行。")
        return redirect("agendas:people", session_id=session_id)
    context = {
        "session": session,
        "part": "people",
        "form": form,
        "refusal": refuse_presence(session, at=timezone.now()),
    }
    return render(request, "presence/enter_sheet.html", context, status=422 if form.errors else 200)
