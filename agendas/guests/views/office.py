"""邀请与报名, for those who run the session: units asked, requests to approve, the queue."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, attempt, found_alone, is_sent, press, sought
from agendas.guests import actions, rules
from agendas.guests.forms import DecideForm, UnitForm
from agendas.guests.models import Invitation, Seat, SeatState
from agendas.sessions.actions import allow
from agendas.sessions.http import session_or_404
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs
from studygroups.localrules.models import RuleKey
from studygroups.localrules.rules import values_for


def _run_by_him(request: MemberRequest, session_id: int) -> StudySession:
    session = session_or_404(request, session_id)
    allow(runs(request.user, session))
    return session


def _page(
    request: MemberRequest,
    session: StudySession,
    *,
    unit_form: UnitForm | None = None,
    decide_form: DecideForm | None = None,
) -> HttpResponse:
    """The page; a form comes with it when what was posted in it was refused, or to look on."""
    asked = Invitation.objects.filter(session=session).select_related("contact", "answered_by")
    local = values_for(session.group.unit, on=timezone.localdate())
    context = {
        "session": session,
        "part": "people",
        "invitations": asked.prefetch_related("named").in_order(),
        "queues": _queues(session),
        "signs_up": bool(local[RuleKey.SIGN_UP]),
        "guests_sign_up": bool(local[RuleKey.GUEST_SIGN_UP]),
        "unit_form": unit_form or UnitForm(session=session, sought=sought(request)),
        "decide_form": decide_form,
        "chosen": decide_form.chosen() if decide_form else [],
        "may_ask": session.announced_at is not None
        and not session.is_backfilled
        and not rules.has_begun(session, timezone.now()),
    }
    forms: tuple[Form | None, ...] = (unit_form, decide_form)
    refused = any(form.errors for form in forms if form)
    return render(request, "guests/office.html", context, status=422 if refused else 200)


def _queues(session: StudySession) -> dict[str, list[Seat]]:
    """Who waits for approval, who for a seat, who has one; in the order in which they asked."""
    seats = Seat.objects.filter(session=session).active().select_related("opening", "attendance")
    queues: dict[str, list[Seat]] = {state.value: [] for state in SeatState}
    for seat in seats.order_by("asked_at", "pk"):
        seat.session = session
        queues[seat.state].append(seat)
    return queues


@require_GET
def guests(request: MemberRequest, session_id: int) -> HttpResponse:
    """The page; while somebody looks for a contact, the form on it is asked again and again."""
    session = _run_by_him(request, session_id)
    form = UnitForm(session=session, sought=sought(request))
    return found_alone(request, form) or _page(request, session, unit_form=form)


def invite_unit(request: MemberRequest, session_id: int) -> HttpResponse:
    """Shows the page too, with whom was looked for in its form."""
    session = _run_by_him(request, session_id)
    form = UnitForm(
        request.POST if is_sent(request) else None, session=session, sought=sought(request)
    )
    if found := found_alone(request, form):
        return found
    if is_sent(request) and attempt(
        form,
        lambda: actions.invite_unit(
            session=session, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, "邀请已发出。")
        return redirect("agendas:guests", session_id=session_id)
    return _page(request, session, unit_form=form)


@require_POST
def remind_units(request: MemberRequest, session_id: int) -> HttpResponse:
    session = _run_by_him(request, session_id)
    press(
        request,
        lambda: actions.remind_units(session=session, by=request.user, at=timezone.now()),
        done="已提醒未回执单位的联络人。",
    )
    return redirect("agendas:guests", session_id=session_id)


@require_POST
def decide_seats(request: MemberRequest, session_id: int) -> HttpResponse:
    session = _run_by_him(request, session_id)
    form = DecideForm(request.POST, session=session)
    decided = attempt(
        form,
        lambda: actions.decide_seats(
            session=session,
            seats=list(form.cleaned_data["seats"]),
            approve=form.cleaned_data["outcome"],
            by=request.user,
            at=timezone.now(),
        ),
    )
    if decided is None:
        return _page(request, session, decide_form=form)
    waiting = sum(seat.state == SeatState.WAITING for seat in decided)
    more = f"，其中 {waiting} 人候补" if waiting else ""
    messages.success(request, f"已审核 {len(decided)} 人{more}。")
    return redirect("agendas:guests", session_id=session_id)
