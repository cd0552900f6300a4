"""Signing up with an account: what one may sign up for, one click, and leaving again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, press
from agendas.attendance.models import Opening
from agendas.guests import actions, rules
from agendas.guests.models import Seat
from agendas.sessions.models import StudySession
from studygroups.localrules.models import RuleKey


def _own_seats(request: MemberRequest) -> Any:
    seats = Seat.objects.filter(person=request.user)
    return seats.select_related("session__group__unit", "opening", "attendance").order_by("-pk")


def _lines(request: MemberRequest, openings: list[Opening]) -> list[dict[str, Any]]:
    """The openings, each with the reason why he cannot sign up for it, if there is one."""
    now = timezone.now()
    return [
        {
            "opening": opening,
            "refusal": rules.refuse_sign_up(opening, RuleKey.SIGN_UP, at=now)
            or rules.refuse_seat(request.user, opening, at=now),
        }
        for opening in openings
    ]


@require_GET
def sign_ups(request: MemberRequest) -> HttpResponse:
    """Every session for which people may sign up now, and what became of his own requests."""
    sessions = {opening.session_id: opening.session for opening in rules.offered(at=timezone.now())}
    context = {"sessions": list(sessions.values()), "seats": _own_seats(request)[:30]}
    return render(request, "guests/sign_ups.html", context)


@require_GET
def sign_up(request: MemberRequest, session_id: int) -> HttpResponse:
    """The head of the session and its openings; for whoever signed up, also once it is closed."""
    openings = [
        opening for opening in rules.offered(at=timezone.now()) if opening.session_id == session_id
    ]
    seat = _own_seats(request).filter(session=session_id).first()
    if not openings and seat is None:
        raise Http404
    session: StudySession = seat.session if seat else openings[0].session
    context = {
        "session": session,
        "seat": seat,
        "lines": _lines(request, openings),
        "may_leave": seat and not rules.refuse_leaving(seat, at=timezone.now()),
    }
    return render(request, "guests/sign_up.html", context)


@require_POST
def request_seat(request: MemberRequest, opening_id: int) -> HttpResponse:
    openings = {opening.pk: opening for opening in rules.offered(at=timezone.now())}
    opening = openings.get(opening_id)
    if opening is None:
        raise Http404
    try:
        seat = actions.request_seat(opening=opening, by=request.user, at=timezone.now())
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
    else:
        messages.success(request, f"报名已提交：{seat.state_words()}。")
    return redirect("agendas:sign_up", session_id=opening.session_id)


@require_POST
def withdraw_seat(request: MemberRequest, sign_up_id: int) -> HttpResponse:
    seats = Seat.objects.visible_to(request.user).select_related("session")
    seat = get_object_or_404(seats, pk=sign_up_id)
    press(
        request,
        lambda: actions.withdraw_seat(seat=seat, by=request.user, at=timezone.now()),
        done="报名已取消。",
    )
    return redirect("agendas:sign_ups")
