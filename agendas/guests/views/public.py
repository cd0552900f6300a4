"""Signing up without an account: the form on the public board, and the guest's own page."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import attempt, press
from agendas.board.models import BoardNotice
from agendas.guests import actions, rules
from agendas.guests.forms import VisitorForm
from agendas.guests.ics import entry
from agendas.guests.models import Seat, SeatState
from agendas.guests.tokens import seat_key


def _seat_or_404(token: str) -> Seat:
    """The seat the link was made for; once its e-mail is erased, the link leads nowhere."""
    seats = Seat.objects.filter(person=None).exclude(email="")
    seats = seats.select_related("session__group__unit", "opening", "attendance")
    return get_object_or_404(seats, pk=seat_key(token))


@login_not_required
@never_cache
def visit(request: HttpRequest, session_id: int) -> HttpResponse:
    """The form, where the place has switched it on and the session stands on the board."""
    notice = get_object_or_404(BoardNotice.objects.published(), session=session_id)
    openings = rules.public_openings(notice.session, at=timezone.now())
    if not openings:
        raise Http404
    open_now = [opening for opening in openings if opening.is_open(timezone.now())]
    form = VisitorForm(request.POST or None, openings=open_now)
    if request.method == "POST":
        email = form.cleaned_data["email"].lower() if form.is_valid() else ""
        if email and not ratelimit.consume(request, action="sign_up", key=email):
            return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
        if attempt(
            form,
            lambda: actions.sign_up(called=notice.title, at=timezone.now(), **form.cleaned_data),
        ):
            return render(request, "guests/written.html", {"notice": notice})
    context = {"notice": notice, "openings": openings, "form": form if open_now else None}
    status = 422 if form.errors else 200
    return render(request, "guests/visit.html", context, status=status)


@login_not_required
@never_cache
@require_safe
def seat(request: HttpRequest, token: str) -> HttpResponse:
    """His own page: the state; once he has a seat, time and place too."""
    found = _seat_or_404(token)
    now = timezone.now()
    context = {
        "seat": found,
        "token": token,
        "session": found.session,
        "title": rules.title_for(found),
        "is_new": found.state == SeatState.UNCONFIRMED,
        "refusal": rules.refuse_confirmation(found, at=now),
        "may_leave": not rules.refuse_leaving(found, at=now),
    }
    return render(request, "guests/seat.html", context)


@login_not_required
@require_POST
def confirm_seat(request: HttpRequest, token: str) -> HttpResponse:
    found = _seat_or_404(token)
    press(
        request,
        lambda: actions.confirm_seat(seat=found, at=timezone.now()),
        done="邮箱已确认，报名已提交。",
    )
    return redirect("agendas:seat", token=token)


@login_not_required
@require_POST
def cancel_seat(request: HttpRequest, token: str) -> HttpResponse:
    found = _seat_or_404(token)
    press(
        request,
        lambda: actions.withdraw_seat(seat=found, by=None, at=timezone.now()),
        done="报名已取消。",
    )
    return redirect("agendas:seat", token=token)


@login_not_required
@never_cache
@require_safe
def seat_calendar(_request: HttpRequest, token: str) -> HttpResponse:
    """The meeting for his calendar, once the seat is his and while the time is set."""
    found = _seat_or_404(token)
    session = found.session
    if not found.is_standing() or session.starts_at is None:
        raise Http404
    content = entry(
        uid=f"seat-{found.pk}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}",
        title=session.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=session.venue,
        stamp=timezone.now(),
    )
    headers = {"Content-Disposition": 'attachment; filename="meeting.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
