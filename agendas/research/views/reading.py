"""The page of one paper: its text, the findings marked in it, the visits it tells of."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.files.models import FileText, TextState, TextTrouble
from accounts.files.texts import READABLE, text_of
from accounts.http import MemberRequest, attempt, press
from agendas.research import actions, rules
from agendas.research.forms import FieldVisitForm, PassageForm
from agendas.research.models import FieldVisit, MetProblem, Research
from agendas.research.rules.screens import screen_with, screens_of
from agendas.sessions.rules import refuse_change
from studygroups.groups.models import LEADS
from studygroups.groups.rules import membership_of

_LONGEST_NUMBER = 4


def paper_or_404(request: MemberRequest, paper_id: int) -> Research:
    papers = Research.objects.visible_to(request.user).with_authors()
    papers = papers.select_related("session__group__unit", "session__form")
    return get_object_or_404(papers, pk=paper_id)


@require_GET
def paper(request: MemberRequest, paper_id: int) -> HttpResponse:
    return look(request, paper_or_404(request, paper_id))


def look(
    request: MemberRequest, paper: Research, *, refused: BaseForm | None = None
) -> HttpResponse:
    """The page, after a refusal with the refused form as it was typed."""
    seat = membership_of(request.user, paper.session.group, on=timezone.localdate())
    # As the rule says, the visitor's seat being read once for the page.
    is_his_work = seat is not None and (rules.wrote(request.user, paper) or seat.role in LEADS)
    may_mark = is_his_work and refuse_change(paper.session, *rules.UNTIL_CLOSED) is None
    context = {
        "session": paper.session,
        "part": "research",
        "paper": paper,
        "findings": paper.findings.all(),
        "may_mark": may_mark,
        "finding_form": None,
        "visit_form": None,
        "may_list": seat is not None,
    }
    context |= _visits(paper) | _text(request, paper)
    if may_mark:
        has_room = len(paper.findings.all()) < rules.MOST_FINDINGS
        context["finding_form"] = _form(PassageForm, refused, PassageForm() if has_room else None)
        context["visit_form"] = _form(FieldVisitForm, refused, FieldVisitForm())
    return render(request, "research/paper.html", context, status=422 if refused else 200)


def _form(kind: type[BaseForm], refused: BaseForm | None, fresh: BaseForm | None) -> Any:
    return refused if isinstance(refused, kind) else fresh


def _visits(paper: Research) -> dict[str, Any]:
    """The visits, and how many people and problems were met on them."""
    visits = list(paper.visits.prefetch_related("problems"))
    problems = [problem for visit in visits for problem in visit.problems.all()]
    counts = {
        "met": sum(visit.met_count for visit in visits),
        "problems": len(problems),
        "solved": sum(problem.is_solved for problem in problems),
    }
    return {"visits": visits, "visit_counts": counts}


def _text(request: MemberRequest, paper: Research) -> dict[str, Any]:
    """The screen of the text that was asked for by the number of a page, and what is said of it."""
    text = text_of(paper.file) if paper.file else None
    screens = screens_of(paper, text)
    asked = request.GET.get("page", "")
    is_number = asked.isdecimal() and len(asked) <= _LONGEST_NUMBER
    here = screen_with(screens, int(asked) if is_number else 1)
    return {
        "text": text,
        "text_words": _words_on(paper, text),
        "pieces": screens[here] if screens else [],
        "before": screens[here - 1][0][0] if here else None,
        "after": screens[here + 1][0][0] if here + 1 < len(screens) else None,
    }


def _words_on(paper: Research, text: FileText | None) -> str:
    """Why the text of the file does not stand here, or not all of it."""
    if paper.file is None:
        return ""
    if paper.file.kind not in READABLE:
        return str(TextTrouble.KIND.label)
    if text is None or text.is_to_come():
        return "正在读取文件里的文字，请稍后刷新。"
    if text.state == TextState.FAILED:
        return text.get_trouble_display()
    return "文件较长，只显示前面的部分，全文请下载查看。" if text.is_cut else ""


@require_POST
def note_visit(request: MemberRequest, paper_id: int) -> HttpResponse:
    found = paper_or_404(request, paper_id)
    form = FieldVisitForm(request.POST)
    if not attempt(
        form,
        lambda: actions.note_visit(
            paper=found, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return look(request, found, refused=form)
    messages.success(request, "走访已记录。")
    return redirect("agendas:paper", paper_id=found.pk)


@require_POST
def remove_visit(request: MemberRequest, visit_id: int) -> HttpResponse:
    papers = Research.objects.visible_to(request.user)
    visits = FieldVisit.objects.filter(paper__in=papers).select_related("paper__session__group")
    visit = get_object_or_404(visits, pk=visit_id)
    press(
        request,
        lambda: actions.remove_visit(visit=visit, by=request.user, at=timezone.now()),
        done="走访记录已删除。",
    )
    return redirect("agendas:paper", paper_id=visit.paper_id)


@require_POST
def list_problem(request: MemberRequest, met_id: int) -> HttpResponse:
    problems = MetProblem.objects.visible_to(request.user)
    met = get_object_or_404(problems.select_related("visit__paper__session__group"), pk=met_id)
    press(
        request,
        lambda: actions.list_problem(met=met, by=request.user, at=timezone.now()),
        done="已列入问题清单，来源为走访。",
    )
    return redirect("agendas:paper", paper_id=met.visit.paper_id)
