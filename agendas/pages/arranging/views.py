"""What somebody who approves sets up for himself: who acts for him, and his own phrases."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import MemberRequest, attempt, press
from accounts.people.actions import keep_phrases
from agendas.pages.arranging.forms import PhrasesForm, StandInForm
from agendas.pages.matters import COMMON_PHRASES
from agendas.sessions.actions import allow
from studygroups.groups import actions
from studygroups.groups.rules import heads_arranged_by, may_stand_in_for, stand_ins_known_to


def stand_ins(request: MemberRequest) -> HttpResponse:
    """Who acts for whom now and later, and the form for whoever may say so."""
    today = timezone.localdate()
    people = heads_arranged_by(request.user, on=today)
    form = StandInForm(
        request.POST or None, people=people, members=may_stand_in_for(people, on=today)
    )
    if request.method == "POST":
        allow(bool(people))
        if attempt(
            form,
            lambda: actions.give_stand_in(by=request.user, at=timezone.now(), **form.cleaned_data),
        ):
            messages.success(request, "代理已登记，并通知代理人。")
            return redirect("agendas:stand_ins")
    rows = stand_ins_known_to(request.user, on=today).not_over(today)
    context = {
        "form": form if people else None,
        "people": people,
        "rows": rows.select_related("person", "stand_in"),
        "arranged": {person.pk for person in people},
        "today": today,
    }
    status = 422 if form.errors else 200
    return render(request, "pages/stand_ins.html", context, status=status)


@require_POST
def end_stand_in(request: MemberRequest, stand_in_id: int) -> HttpResponse:
    known = stand_ins_known_to(request.user, on=timezone.localdate())
    standing = get_object_or_404(known.select_related("person"), pk=stand_in_id)
    press(
        request,
        lambda: actions.end_stand_in(standing=standing, by=request.user, at=timezone.now()),
        done="代理已提前结束，并通知代理人。",
    )
    return redirect("agendas:stand_ins")


def phrases(request: MemberRequest) -> HttpResponse:
    """His own list, at first what everybody is offered."""
    now = request.user.stock_phrases or COMMON_PHRASES
    form = PhrasesForm(request.POST or None, initial={"phrases": "\n".join(now)})
    if request.method == "POST":
        kept = attempt(
            form,
            lambda: keep_phrases(
                by=request.user,
                at=timezone.now(),
                phrases=form.cleaned_data["phrases"].splitlines(),
            ),
        )
        if kept is not None:
            messages.success(request, "常用语已保存。")
            return redirect("agendas:approvals")
    status = 422 if form.errors else 200
    return render(request, "pages/phrases.html", {"form": form}, status=status)
