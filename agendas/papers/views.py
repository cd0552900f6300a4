"""The page of a session's report, and the report as it is printed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form, IntegerField
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, attempt, press
from agendas.drafts.http import DraftPage, deciding
from agendas.papers import actions, rules
from agendas.papers.forms import ReasonForm, ReportForm, SendForm
from agendas.papers.layout import paragraphs
from agendas.papers.models import ISSUED, Paper, PaperKind, PaperStatus
from agendas.sessions.http import session_or_404
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs

_PEOPLE = ("issuer", "submitted_by", "decision__by", "decision__acted_for", "decision__recorded_by")


def _report(request: MemberRequest, session: StudySession) -> Paper | None:
    """The session's report, where the visitor may read it."""
    rows = Paper.objects.visible_to(request.user).select_related(*_PEOPLE)
    found = rows.filter(session=session, kind=PaperKind.REPORT).first()
    if found:
        found.session = session
    return found


def _part(request: MemberRequest, session: StudySession, **refused: Form) -> HttpResponse:
    """The whole page; ``refused`` is the form just posted, with what was typed and the reason."""
    paper, now = _report(request, session), timezone.now()
    today = timezone.localdate(now)
    is_lead = runs(request.user, session)
    may_write = is_lead and rules.REPORT.refuse_writing(session, paper) is None
    context: dict[str, Any] = {
        "session": session,
        "part": "papers",
        "paper": paper,
        "is_lead": is_lead,
        "is_set_aside": paper is not None and paper.status == PaperStatus.NOT_APPLICABLE,
        "may_write": may_write,
    }
    if may_write:
        context["reason_form"] = ReasonForm()
    if may_write and paper and (paper.status == PaperStatus.DRAFT or paper.body):
        context["draft_form"] = ReportForm.of(paper, paper=paper)
    if is_lead and paper and rules.refuse_sending(paper, sent_on=today, at=now) is None:
        context["send_form"] = SendForm(initial={"sent_on": today})
    if not refused:
        context |= deciding(request, paper, rules.REPORT, is_lead=is_lead)
    status = 422 if refused else 200
    return render(request, "papers/part.html", context | refused, status=status)


_PAGE = DraftPage(_report, _part, actions.REPORT)


@require_GET
def papers(request: MemberRequest, session_id: int) -> HttpResponse:
    return _part(request, session_or_404(request, session_id))


@require_GET
def print_paper(request: MemberRequest, session_id: int, paper_id: int) -> HttpResponse:
    """The paper alone, as it is printed; before it is signed, the sheet to sign on."""
    session = session_or_404(request, session_id)
    rows = Paper.objects.visible_to(request.user).select_related("issuer", "decision")
    rows = rows.exclude(status=PaperStatus.NOT_APPLICABLE)
    paper = get_object_or_404(rows, session=session, pk=paper_id)
    context = {
        "session": session,
        "paper": paper,
        "is_issued": paper.status in ISSUED,
        "paragraphs": paragraphs(paper.body),
    }
    return render(request, "papers/print.html", context)


def _read_revision(request: MemberRequest) -> int:
    """The revision shown with the button; 0 where there was no report yet."""
    return IntegerField(required=False).clean(request.POST.get("revision")) or 0


@require_POST
def start_report(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    press(
        request,
        lambda: actions.start_report(
            session=session, by=request.user, at=timezone.now(), revision=_read_revision(request)
        ),
        done="已按学习会情况起草，请核对修改。",
    )
    return redirect("agendas:papers", session_id=session_id)


@require_POST
def draft_report(request: MemberRequest, session_id: int) -> HttpResponse:
    paper = _PAGE.get(request, session_id)
    return _PAGE.save(request, paper.session, ReportForm(request.POST, paper=paper))


@require_POST
def withdraw_paper(request: MemberRequest, session_id: int) -> HttpResponse:
    return _PAGE.withdraw(request, session_id)


@require_POST
def decide_paper(request: MemberRequest, session_id: int) -> HttpResponse:
    return _PAGE.decide(request, session_id)


@require_POST
def send_paper(request: MemberRequest, session_id: int) -> HttpResponse:
    paper = _PAGE.get(request, session_id)
    form = SendForm(request.POST)
    if not attempt(
        form,
        lambda: actions.send_paper(
            paper=paper, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return _part(request, paper.session, send_form=form)
    messages.success(request, "会议专报已报送。")
    return redirect("agendas:papers", session_id=session_id)


@require_POST
def not_applicable(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    form = ReasonForm(request.POST)
    if not attempt(
        form,
        lambda: actions.mark_not_applicable(
            session=session, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return _part(request, session, reason_form=form)
    messages.success(request, "会议专报已列为不适用。")
    return redirect("agendas:papers", session_id=session_id)
