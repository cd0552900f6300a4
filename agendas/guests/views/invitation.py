"""One invitation: read and answered by the unit's contact, or entered by the secretary."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, attempt, press
from agendas.guests import actions, rules
from agendas.guests.forms import ReplyForm
from agendas.guests.models import Invitation, InvitationState
from agendas.sessions.rules import runs


def _invitation_or_404(request: MemberRequest, invitation_id: int) -> Invitation:
    rows = Invitation.objects.visible_to(request.user)
    rows = rows.select_related("session__group__unit", "contact", "sent_by", "answered_by", "unit")
    return get_object_or_404(rows, pk=invitation_id)


def _form(request: MemberRequest, asked: Invitation) -> ReplyForm:
    """Empty, or with what was posted; the day is asked of whoever is not the unit's contact."""
    posted = request.POST if request.method == "POST" else None
    is_for_unit = asked.contact_id != request.user.pk
    return ReplyForm(posted, is_for_unit=is_for_unit, rows=asked.named.order_by("order", "pk"))


def _page(request: MemberRequest, asked: Invitation, form: ReplyForm | None = None) -> HttpResponse:
    refusal = rules.refuse_reply(
        asked,
        asked.named.all(),
        is_secretary=asked.contact_id != request.user.pk,
        given_on=timezone.localdate(),
        at=timezone.now(),
    )
    may_answer = rules.may_answer_for(request.user, asked)
    context = {
        "asked": asked,
        "session": asked.session,
        "is_lead": runs(request.user, asked.session),
        "named": asked.named.order_by("order", "pk"),
        "refusal": refusal,
        "form": form or (_form(request, asked) if may_answer and not refusal else None),
        "may_withdraw": not rules.refuse_withdrawal(asked),
    }
    return render(request, "guests/invitation.html", context, status=422 if form else 200)


@require_GET
def invitation(request: MemberRequest, invitation_id: int) -> HttpResponse:
    return _page(request, _invitation_or_404(request, invitation_id))


def _reply(request: MemberRequest, asked: Invitation, form: ReplyForm) -> Invitation:
    said = form.cleaned_data
    day = said.get("given_on")
    if said["coming"]:
        return actions.name_people(
            invitation=asked,
            names=said["names"],
            by=request.user,
            at=timezone.now(),
            given_on=day,
        )
    return actions.decline(invitation=asked, by=request.user, at=timezone.now(), given_on=day)


@require_POST
def reply(request: MemberRequest, invitation_id: int) -> HttpResponse:
    asked = _invitation_or_404(request, invitation_id)
    form = _form(request, asked)
    answered: Invitation | None = attempt(form, lambda: _reply(request, asked, form))
    if answered is None:
        return _page(request, asked, form)
    declined = answered.state == InvitationState.DECLINED
    said = "不参加" if declined else f"{answered.named.count()} 人参加"
    messages.success(request, f"回执已登记：{said}。")
    return redirect("agendas:invitation", invitation_id=invitation_id)


@require_POST
def withdraw_invitation(request: MemberRequest, invitation_id: int) -> HttpResponse:
    asked = _invitation_or_404(request, invitation_id)
    press(
        request,
        lambda: actions.withdraw_invitation(invitation=asked, by=request.user, at=timezone.now()),
        done=f"对{asked}的邀请已撤回。",
    )
    return redirect("agendas:guests", session_id=asked.session_id)
