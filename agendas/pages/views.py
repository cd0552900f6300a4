"""Desk, 待我审批, search, help."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import MemberRequest
from accounts.notices.models import Notice
from accounts.search.folding import words_in
from accounts.search.models import Entry
from agendas.pages.actions import Result, decide_matters, key_of
from agendas.pages.asked import awaited_by
from agendas.pages.desk import desk_of, todos_of
from agendas.pages.forms import ApprovalForm, SearchForm
from agendas.pages.matters import COMMON_PHRASES, cards
from agendas.pages.search import KINDS, find, hits_of, quick_hits
from agendas.reminders.waiting import waiting_for
from agendas.sessions.models import Outcome
from studygroups.forms.models import STAGE_ORDER, Stage

NEWEST_NOTICES = 5
PAGE_SIZE = 30
HITS_ON_A_PAGE = 30
# No list has a page with a number of more digits.
_LONGEST_NUMBER = 6
# Every stage that asks for work has its page of help.
HELP_STAGES = STAGE_ORDER[:-1]


@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    context = {
        "desk": desk_of(request.user, at=timezone.now()),
        "notices": Notice.objects.visible_to(request.user)[:NEWEST_NOTICES],
    }
    return render(request, "pages/desk.html", context)


@require_safe
def todos(request: MemberRequest) -> HttpResponse:
    """All he owes, a page at a time, and all that others have still to decide for him."""
    awaited = awaited_by(request.user)
    owed = todos_of(request.user, awaited, at=timezone.now())
    number = _whole(request.GET.get("page", ""))
    rows, total = owed.read((number - 1) * PAGE_SIZE, number * PAGE_SIZE)
    page = Paginator(range(total), PAGE_SIZE).get_page(number)
    if page.number != number:
        rows, _ = owed.read(page.start_index() - 1, page.end_index())
    context = {"todos": rows, "total": total, "page": page, "awaited": awaited}
    return render(request, "pages/todos.html", context)


def _whole(text: str) -> int:
    """A page's number; the first where it is none."""
    return max(int(text), 1) if text.isdecimal() and len(text) < _LONGEST_NUMBER else 1


@require_safe
def approvals(request: MemberRequest) -> HttpResponse:
    return _approvals(request)


@require_POST
def decide(request: MemberRequest) -> HttpResponse:
    """Decide what is named by ``item``, once or several times; tell how each of them went."""
    form = ApprovalForm(request.POST)
    items = request.POST.getlist("item")
    if not form.is_valid():
        reason = str(next(iter(form.errors.values()))[0])
        return _approvals(request, [Result(key_of(item), "", reason) for item in items], reason)
    results = decide_matters(items=items, by=request.user, at=timezone.now(), **form.cleaned_data)
    _tell(request, results, outcome=Outcome(form.cleaned_data["outcome"]))
    if not results or any(result.refusal for result in results):
        return _approvals(request, results)
    return redirect("agendas:approvals")


def _tell(request: MemberRequest, results: list[Result], *, outcome: Outcome) -> None:
    done = [result.name for result in results if not result.refusal]
    if done:
        messages.success(request, f"已{outcome.label} {len(done)} 项：{'、'.join(done)}。")
    if len(results) > len(done):
        messages.warning(request, f"{len(results) - len(done)} 项未办理，原因如下。")
    if not results:
        messages.warning(request, "请先选择要审批的事项。")


def _approvals(
    request: MemberRequest, refused: Iterable[Result] = (), reason: str = ""
) -> HttpResponse:
    """What waits for him; what was just refused says why beside it and keeps what was typed.

    ``reason`` is what was wrong with the form itself: said once where several were ticked.
    """
    refusals = {each.key: each for each in refused if each.refusal}
    found = cards(waiting_for(request.user, on=timezone.localdate()), by=request.user)
    shown = {card.waiting.key for card in found}
    is_several = "several" in request.POST
    whys = {} if is_several and reason else {key: each.refusal for key, each in refusals.items()}
    ticked = shown if "all" in request.GET else (refusals.keys() if is_several else set())
    context = {
        "cards": [(card, whys.get(card.waiting.key, ""), card.waiting.key) for card in found],
        "ticked": ticked,
        "elsewhere": [each for key, each in refusals.items() if key not in shown],
        "is_several": is_several,
        "reason": reason if is_several else "",
        "typed": request.POST.get("reason", ""),
        "phrases": list(dict.fromkeys((*request.user.stock_phrases, *COMMON_PHRASES))),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "pages/approvals.html", context, status=status)


@require_safe
def search(request: MemberRequest) -> HttpResponse:
    """What he may see of what holds all the words asked for; ``kind`` shows one kind alone."""
    form = SearchForm(request.GET)
    context: dict[str, object] = {"form": form, "words": []}
    if form.is_valid() and (words := words_in(form.cleaned_data["q"])):
        kind, year = form.cleaned_data["kind"], form.cleaned_data["year"]
        found = find(request.user, words, kind=kind, year=year)
        page = Paginator(found.keys, HITS_ON_A_PAGE).get_page(request.GET.get("page"))
        entries = Entry.objects.to_show().in_bulk(page.object_list)
        context |= {
            "words": words,
            "page": page,
            "hits": hits_of(request.user, (entries[key] for key in page), words),
            "total": found.total(),
            "tabs": [(slug, KINDS[slug].label, n) for slug, n in found.counts.items()],
            "kind": kind,
        }
    return render(request, "pages/search.html", context, status=422 if form.errors else 200)


@require_safe
def quick_open(request: MemberRequest) -> HttpResponse:
    """The best few hits for the box at the head of every page; a part of a page."""
    form = SearchForm(request.GET)
    words = words_in(form.cleaned_data["q"]) if form.is_valid() else []
    hits = quick_hits(request.user, words) if words else []
    return render(request, "pages/_quick.html", {"hits": hits})


@require_safe
def help_index(request: MemberRequest) -> HttpResponse:
    return render(request, "pages/help/index.html")


@require_safe
def help_stage(request: MemberRequest, slug: str) -> HttpResponse:
    if slug not in HELP_STAGES:
        raise Http404
    stage = Stage(slug)
    context = {"stage": stage, "stages": HELP_STAGES, "number": HELP_STAGES.index(stage) + 1}
    return render(request, f"pages/help/{stage.value}.html", context)
