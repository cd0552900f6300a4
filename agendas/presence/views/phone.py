"""Signing in on one's own phone, with the code from the screen; nobody has to."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import MemberRequest, attempt
from agendas.attendance.models import CAME, Attendance
from agendas.presence import actions, rules
from agendas.presence.forms import CodeForm

_SCANNED = "scanned_code"


@require_http_methods(["GET", "POST"])
def enter_code(request: MemberRequest) -> HttpResponse:
    """For whoever reads the code instead of scanning it."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    return _sign(request, form)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    """Where the picture leads. Who must sign in first keeps the moment at which he scanned it."""
    if request.method == "GET" and actions.holds_now(code, at=timezone.now()):
        request.session[_SCANNED] = [code, timezone.now().isoformat()]
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    form = CodeForm({"code": code} if request.method == "POST" else None, initial={"code": code})
    return _sign(cast(MemberRequest, request), form, code=code)


def _sign(request: MemberRequest, form: CodeForm, *, code: str = "") -> HttpResponse:
    mark = attempt(
        form,
        lambda: actions.check_in(
            code=form.cleaned_data["code"],
            by=request.user,
            at=timezone.now(),
            scanned_at=_scanned(request, form.cleaned_data["code"]),
        ),
    )
    if mark:
        request.session.pop(_SCANNED, None)
        return redirect("agendas:check_in", code=code or form.cleaned_data["code"])
    row = _own_row(request, code)
    if row and row.status in CAME and not form.errors:
        return render(request, "presence/checked_in.html", {"row": row})
    context = {"form": form, "code": code, "row": row}
    return render(request, "presence/check_in.html", context, status=422 if form.errors else 200)


def _scanned(request: MemberRequest, code: str) -> datetime | None:
    kept = request.session.get(_SCANNED)
    return datetime.fromisoformat(kept[1]) if kept and kept[0] == code else None


def _own_row(request: MemberRequest, code: str) -> Attendance | None:
    """His row at the session of the code, for its title; nobody else learns of it."""
    split = rules.split_code(code)
    rows = Attendance.objects.visible_to(request.user).filter(person=request.user)
    return rows.filter(session=split[0]).select_related("session").first() if split else None
