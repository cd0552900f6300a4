"""The page: how every member stands, the papers, and the forms that are one's own to fill in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.http import MemberRequest
from agendas.research import rules
from agendas.research.forms import ExcuseForm, HandInForm, QuestionsForm
from agendas.research.models import Duty, DutyState, Excuse, Research
from agendas.research.views.cards import Refused, Visit, card_of
from agendas.sessions.forms import DecisionForm
from agendas.sessions.http import decision_form, session_or_404
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from studygroups.groups.models import Membership
from studygroups.groups.rules import entitled, supervises


@require_GET
def research(request: MemberRequest, session_id: int) -> HttpResponse:
    return part(request, session_or_404(request, session_id))


def part(
    request: MemberRequest, session: StudySession, *, refused: Refused | None = None
) -> HttpResponse:
    """The page, after a refusal with the refused form as it was typed."""
    today = timezone.localdate()
    seats = Membership.objects.current(today).filter(group=session.group).in_order()
    visit = Visit(request, session, list(seats), refused)
    duties = list(Duty.objects.visible_to(visit.user).filter(session=session).with_papers())
    visible = Research.objects.visible_to(visit.user).filter(session=session)
    papers = visible.with_authors().with_visit_counts().in_order()
    is_watching = visit.seat is None and supervises(visit.user, session.group)
    own = next((duty for duty in duties if duty.person_id == visit.user.pk), None)
    context = {
        "session": session,
        "part": "research",
        "visit": visit,
        "is_insider": visit.seat is not None,
        "runs": visit.runs,
        "own": own,
        "may_excuse_own": own is not None and _may_ask_excuse(visit, own),
        "tally": Duty.objects.filter(session=session).tally() if is_watching else None,
        "cards": [card_of(visit, paper) for paper in papers],
        "hand_in_form": _hand_in_form(visit, own, duties, list(papers)),
    }
    context |= _matrix(visit, duties) | _excuse_forms(visit, duties)
    return render(request, "research/part.html", context, status=422 if refused else 200)


def _matrix(visit: Visit, duties: list[Duty]) -> dict[str, Any]:
    """How every member stands, for those who run the session."""
    unmet = [duty for duty in duties if not duty.is_met()]
    rows = [
        {
            "duty": duty,
            "may_excuse": _may_ask_excuse(visit, duty),
            "may_decide": _may_decide(visit, duty),
        }
        for duty in duties
    ]
    return {
        "rows": rows if visit.runs else [],
        "unmet_count": len(unmet),
        "may_remind": visit.runs and bool(unmet) and visit.is_in(*rules.UNTIL_HELD),
        "may_name": visit.runs and visit.is_in(Stage.RESEARCH),
        "questions_form": _questions_form(visit, duties),
    }


def _questions_form(visit: Visit, duties: list[Duty]) -> QuestionsForm | None:
    if not (visit.runs and duties and visit.is_in(*rules.UNTIL_HELD)):
        return None
    refused: QuestionsForm | None = visit.form_of(QuestionsForm, None)
    return refused or QuestionsForm(duties=duties)


def _may_ask_excuse(visit: Visit, duty: Duty) -> bool:
    his_to_ask = visit.is_secretary or duty.person_id == visit.user.pk
    return his_to_ask and visit.is_in(Stage.RESEARCH) and rules.refuse_excuse(duty) is None


def _may_decide(visit: Visit, duty: Duty) -> bool:
    if not visit.runs or duty.excuse != Excuse.ASKED or not visit.is_in(Stage.RESEARCH):
        return False
    return visit.is_secretary or visit.user in entitled(visit.seats, {duty.person_id})


def _excuse_forms(visit: Visit, duties: list[Duty]) -> dict[str, Any]:
    """The form to ask for an excuse and the one to decide on it, each for the member chosen."""
    forms: dict[str, Any] = {"excuse": None, "decision": None}
    for duty in duties:
        excuse = visit.form_of(ExcuseForm, duty.pk)
        if visit.is_opened("excuse", duty) and _may_ask_excuse(visit, duty):
            excuse = ExcuseForm(for_another=duty.person_id != visit.user.pk)
        if excuse:
            forms["excuse"] = {"duty": duty, "form": excuse}
        decision = visit.form_of(DecisionForm, duty.pk)
        if visit.is_opened("decide", duty) and _may_decide(visit, duty):
            decision = decision_form(visit.request, visit.session, concerned=[duty.person])
        if decision:
            forms["decision"] = {"duty": duty, "form": decision}
    return forms


def colleagues(session: StudySession) -> list[Duty]:
    """All who owe the session research, for those who belong to it to choose authors from."""
    return list(Duty.objects.filter(session=session).select_related("person"))


def _hand_in_form(
    visit: Visit, own: Duty | None, duties: list[Duty], papers: list[Research]
) -> HandInForm | None:
    """The form for one's first paper, or for the paper to be changed; ``None`` if none is due."""
    if visit.refused and isinstance(visit.refused.form, HandInForm):
        return visit.refused.form
    may_edit = [paper for paper in papers if visit.is_secretary or rules.wrote(visit.user, paper)]
    wanted = visit.request.GET.get("edit")
    paper = next((paper for paper in may_edit if str(paper.pk) == wanted), None)
    if rules.refuse_hand_in(visit.session, paper):
        return None
    owes = own is not None and own.paper_id is None and own.state() != DutyState.EXCUSED
    may_hand_in_for = visit.is_secretary and any(duty.paper_id is None for duty in duties)
    if paper is None and not owes and not may_hand_in_for:
        return None
    return HandInForm(
        owner=None if visit.is_secretary else own,
        duties=duties if visit.runs else colleagues(visit.session),
        paper=paper,
    )
