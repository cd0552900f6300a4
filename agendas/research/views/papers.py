"""Handing in papers, marking findings, remarks, and the files."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, attempt, press, send_file
from agendas.research import actions
from agendas.research.forms import FindingForm, HandInForm, PassageForm, RemarkForm
from agendas.research.models import Finding, Research
from agendas.research.views.cards import Refused
from agendas.research.views.part import colleagues, part
from agendas.research.views.reading import look, paper_or_404
from agendas.sessions.http import session_or_404
from agendas.sessions.models import StudySession
from agendas.sessions.rules import records_for_others


def _posted_paper(
    request: MemberRequest, session: StudySession, paper: Research | None
) -> HandInForm:
    """The paper just posted. Raises ``PermissionDenied`` for who owes none, bar the secretary."""
    duties = colleagues(session)
    own = next((duty for duty in duties if duty.person == request.user), None)
    is_secretary = records_for_others(request.user, session)
    if own is None and not is_secretary:
        raise PermissionDenied
    owner = None if is_secretary else own
    return HandInForm(request.POST, request.FILES, owner=owner, duties=duties, paper=paper)


@require_POST
def hand_in(request: MemberRequest, session_id: int, paper_id: int | None = None) -> HttpResponse:
    session = session_or_404(request, session_id)
    paper = paper_or_404(request, paper_id) if paper_id else None
    if paper and paper.session_id != session.pk:
        raise Http404
    form = _posted_paper(request, session, paper)
    if not attempt(
        form,
        lambda: actions.hand_in(
            session=session,
            paper=paper,
            by=request.user,
            at=timezone.now(),
            **form.content(by=request.user),
        ),
    ):
        return part(request, session, refused=Refused(form, paper_id))
    messages.success(request, "调研材料已提交。")
    return redirect("agendas:research", session_id=session_id)


@require_GET
def paper_file(request: MemberRequest, paper_id: int) -> FileResponse:
    paper = paper_or_404(request, paper_id)
    if paper.file is None:
        raise Http404
    return send_file(paper.file)


@require_POST
def mark_finding(request: MemberRequest, paper_id: int) -> HttpResponse:
    """From the card of the paper, or from its own page, to which the visitor then returns."""
    paper = paper_or_404(request, paper_id)
    on_paper = "on_paper" in request.POST
    form = PassageForm(request.POST) if on_paper else _finding_form(request, paper)
    if not attempt(form, lambda: _mark(request, paper, form)):
        if on_paper:
            return look(request, paper, refused=form)
        return part(request, paper.session, refused=Refused(form, paper.pk))
    messages.success(request, "发现已标注。")
    if on_paper:
        return redirect("agendas:paper", paper_id=paper.pk)
    return redirect("agendas:research", session_id=paper.session_id)


def _finding_form(request: MemberRequest, paper: Research) -> FindingForm:
    return FindingForm(request.POST, auto_id=f"id_{paper.pk}_%s")


def _mark(request: MemberRequest, paper: Research, form: FindingForm) -> Finding:
    words = {name: value for name, value in form.cleaned_data.items() if name != "on_paper"}
    return actions.mark_finding(paper=paper, by=request.user, at=timezone.now(), **words)


@require_POST
def remove_finding(request: MemberRequest, finding_id: int) -> HttpResponse:
    papers = Research.objects.visible_to(request.user)
    findings = Finding.objects.filter(paper__in=papers).select_related("paper__session__group")
    finding = get_object_or_404(findings, pk=finding_id)
    press(
        request,
        lambda: actions.remove_finding(finding=finding, by=request.user, at=timezone.now()),
        done="发现已删除。",
    )
    return redirect("agendas:research", session_id=finding.paper.session_id)


def _remark(request: MemberRequest, paper: Research, form: RemarkForm) -> Research:
    words, now = form.cleaned_data["remark"], timezone.now()
    if form.cleaned_data["verb"] == "return":
        return actions.return_paper(paper=paper, by=request.user, at=now, reason=words)
    return actions.ask_for_more(paper=paper, by=request.user, at=now, remark=words)


@require_POST
def remark_paper(request: MemberRequest, paper_id: int) -> HttpResponse:
    paper = paper_or_404(request, paper_id)
    form = RemarkForm(request.POST, auto_id=f"id_{paper.pk}_%s")
    if not attempt(form, lambda: _remark(request, paper, form)):
        return part(request, paper.session, refused=Refused(form, paper.pk))
    messages.success(request, "意见已送作者。")
    return redirect("agendas:research", session_id=paper.session_id)
