"""One row of the list: answering for him, deciding on his leave, taking him off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, attempt, press, with_undo
from agendas.attendance import actions, rules
from agendas.attendance.forms import AddBackForm, AnswerForm
from agendas.attendance.models import Attendance, Status
from agendas.attendance.views.people import SHOWN_OF_A_ROW
from agendas.sessions.forms import DecisionForm
from agendas.sessions.http import decision_form, posted_decision, session_or_404
from agendas.sessions.models import StudySession
from agendas.sessions.rules import records_for_others, runs


def row_or_404(
    request: MemberRequest, session_id: int, attendance_id: int
) -> tuple[StudySession, Attendance]:
    session = session_or_404(request, session_id)
    rows = Attendance.objects.visible_to(request.user).filter(session=session)
    row = get_object_or_404(rows.select_related(*SHOWN_OF_A_ROW), pk=attendance_id)
    row.session = session
    return session, row


def _page(
    request: MemberRequest,
    row: Attendance,
    *,
    answer_form: AnswerForm | None = None,
    decide_form: DecisionForm | None = None,
) -> HttpResponse:
    """What is known of him and what may be done; a refused form stands alone."""
    refused = answer_form or decide_form
    is_lead = runs(request.user, row.session)
    if refused is None:
        answer_form = _answer_form(request, row)
    if refused is None and is_lead and row.status == Status.LEAVE_ASKED:
        decide_form = decision_form(request, row.session, concerned=[row.person])
    now = timezone.now()
    may_remove = is_lead and row.session.stage in rules.PREPARING
    is_silent = rules.refuse_reminder(row) is None
    context = {
        "session": row.session,
        "part": "people",
        "row": row,
        "knows_category": rules.may_know_category(request.user, row),
        "answer_form": answer_form,
        "decision_form": decide_form,
        "may_remove": may_remove and not rules.refuse_removal(row, at=now),
        "may_remind": is_lead and is_silent and not rules.refuse_reminding(row.session, at=now),
    }
    return render(request, "attendance/person.html", context, status=422 if refused else 200)


def _answer_form(request: MemberRequest, row: Attendance) -> AnswerForm | None:
    """The form for himself, or for the secretary in his place, while there is something to say."""
    is_secretary = records_for_others(request.user, row.session)
    if not is_secretary and row.person != request.user:
        return None
    refusal = rules.refuse_answer(row, is_secretary=is_secretary, at=timezone.now())
    return None if refusal else AnswerForm(attendance=row, by=request.user)


@require_GET
def person(request: MemberRequest, session_id: int, attendance_id: int) -> HttpResponse:
    _, row = row_or_404(request, session_id, attendance_id)
    return _page(request, row)


@require_POST
def answer(request: MemberRequest, session_id: int, attendance_id: int) -> HttpResponse:
    _, row = row_or_404(request, session_id, attendance_id)
    form = AnswerForm(request.POST, request.FILES, attendance=row, by=request.user)
    answered = attempt(
        form,
        lambda: actions.answer(
            attendance=row, by=request.user, at=timezone.now(), **form.words(by=request.user)
        ),
    )
    if answered is None:
        return _page(request, row, answer_form=form)
    messages.success(request, f"答复已记录：{answered.get_status_display()}。")
    return redirect("agendas:people", session_id=session_id)


@require_POST
def decide_leave(request: MemberRequest, session_id: int, attendance_id: int) -> HttpResponse:
    session, row = row_or_404(request, session_id, attendance_id)
    form = posted_decision(request, session, concerned=[row.person])
    if not attempt(
        form,
        lambda: actions.decide_leave(
            attendance=row, by=request.user, at=timezone.now(), **form.answer(by=request.user)
        ),
    ):
        return _page(request, row, decide_form=form)
    messages.success(request, "审定结果已记录。")
    return redirect("agendas:people", session_id=session_id)


@require_POST
def remove_person(request: MemberRequest, session_id: int, attendance_id: int) -> HttpResponse:
    _, row = row_or_404(request, session_id, attendance_id)
    press(
        request,
        lambda: actions.remove_person(attendance=row, by=request.user, at=timezone.now()),
        done=_removed(request, row),
    )
    return redirect("agendas:people", session_id=session_id)


def _removed(request: MemberRequest, row: Attendance) -> str:
    """That he is off the list; with a way back where no answer or presence is lost with it."""
    words = f"{row.name}已移出名单。"
    if row.status != Status.EXPECTED:
        return words
    fields = ("name", "unit_name", "post", "capacity", "headcount")
    return with_undo(
        request,
        words,
        path=reverse("agendas:add_back", kwargs={"session_id": row.session_id}),
        fields={"person": row.person_id or "", **{name: getattr(row, name) for name in fields}},
    )


@require_POST
def add_back(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    form = AddBackForm(request.POST)
    row = attempt(
        form,
        lambda: actions.add_person(
            session=session, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    )
    if row:
        messages.success(request, f"{row.name}已列入名单。")
    else:
        reasons = [reason for errors in form.errors.values() for reason in errors]
        messages.warning(request, str(reasons[0]))
    return redirect("agendas:people", session_id=session_id)
