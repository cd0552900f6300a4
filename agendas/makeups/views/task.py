"""One task: its member reads and hands in, those who run the session accept."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, attempt, press
from agendas.makeups import actions, rules
from agendas.makeups.forms import MoreForm, NoteForm
from agendas.makeups.models import MakeUp, Material
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs


def _make_up_or_404(request: MemberRequest, make_up_id: int) -> MakeUp:
    rows = MakeUp.objects.visible_to(request.user).with_rows()
    return get_object_or_404(rows.with_seats(timezone.localdate()), pk=make_up_id)


def _page(request: MemberRequest, row: MakeUp, **bound: Form) -> HttpResponse:
    """The page; a form comes in ``bound`` when what was posted in it was refused."""
    session = row.session
    is_open = rules.refuse_note(row, by=request.user) is None
    may_hand_in = is_open and rules.may_hand_in(request.user, row)
    may_settle = rules.refuse_settling(row) is None and rules.may_settle(request.user, row)
    visible = StudySession.objects.visible_to(request.user)
    material = Material.objects.filter(session=session).with_files()
    context = {
        "row": row,
        "session": session,
        "material": material.first(),
        "today": timezone.localdate(),
        "is_own": row.person == request.user,
        "may_see_all": runs(request.user, session),
        "sees_session": visible.filter(pk=session.pk).exists(),
        "note_form": bound.get("note") or (_note_form(request, row) if may_hand_in else None),
        "more_form": bound.get("more") or (MoreForm() if may_settle else None),
        "may_settle": may_settle,
    }
    return render(request, "makeups/make_up.html", context, status=422 if bound else 200)


def _note_form(request: MemberRequest, row: MakeUp) -> NoteForm:
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    is_for_another = row.person != request.user
    return NoteForm(*posted, for_another=is_for_another, initial={"note": row.note})


@require_GET
def make_up(request: MemberRequest, make_up_id: int) -> HttpResponse:
    return _page(request, _make_up_or_404(request, make_up_id))


@require_POST
def hand_in_make_up(request: MemberRequest, make_up_id: int) -> HttpResponse:
    row = _make_up_or_404(request, make_up_id)
    form = _note_form(request, row)
    if not attempt(
        form,
        lambda: actions.hand_in(
            make_up=row, by=request.user, at=timezone.now(), **form.words(by=request.user)
        ),
    ):
        return _page(request, row, note=form)
    messages.success(request, "补学小结已提交，待学习秘书确认。")
    return redirect("agendas:make_up", make_up_id=make_up_id)


@require_POST
def accept_make_up(request: MemberRequest, make_up_id: int) -> HttpResponse:
    row = _make_up_or_404(request, make_up_id)
    press(
        request,
        lambda: actions.accept(make_up=row, by=request.user, at=timezone.now()),
        done=f"{row}的补学已确认。",
    )
    return redirect("agendas:make_up", make_up_id=make_up_id)


@require_POST
def ask_more_make_up(request: MemberRequest, make_up_id: int) -> HttpResponse:
    row = _make_up_or_404(request, make_up_id)
    form = MoreForm(request.POST)
    if not attempt(
        form,
        lambda: actions.ask_for_more(
            make_up=row, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return _page(request, row, more=form)
    messages.success(request, "意见已送本人。")
    return redirect("agendas:make_up", make_up_id=make_up_id)
