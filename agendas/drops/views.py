"""Handing in many files at once: the upload, the look at them, the one confirmation."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import MemberRequest, attempt, press
from agendas.drops import actions
from agendas.drops.actions import Choice, Outcome
from agendas.drops.forms import DropDayForm, DropForm, DroppedFileForm
from agendas.drops.models import KEPT_FOR, Drop
from agendas.drops.rules import Standing, may_abandon, may_drop, standings
from agendas.research.views.cards import Refused
from agendas.research.views.part import colleagues, part
from agendas.sessions.actions import allow
from agendas.sessions.http import session_or_404
from agendas.sessions.rules import records_for_others


def _drop_or_404(request: MemberRequest, drop_id: int) -> Drop:
    drops = Drop.objects.visible_to(request.user)
    drops = drops.select_related("session__group__unit", "session__form", "uploaded_by")
    return get_object_or_404(drops, pk=drop_id)


@require_POST
def drop_files(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    allow(records_for_others(request.user, session))
    form = DropForm(request.POST, {"papers": request.FILES.getlist("papers")})  # type: ignore[arg-type] # many files of one name
    drop = attempt(
        form,
        lambda: actions.drop_files(
            session=session,
            by=request.user,
            at=timezone.now(),
            uploads=form.cleaned_data["papers"],
        ),
    )
    if drop is None:
        return part(request, session, refused=Refused(form))
    return redirect("agendas:drop", drop_id=drop.pk)


def drop(request: MemberRequest, drop_id: int) -> HttpResponse:
    """The look at the batch; what was corrected there is saved, and handed in if that was asked."""
    found = _drop_or_404(request, drop_id)
    if request.method != "POST":
        return _look(request, found)
    allow(may_drop(request.user, found))
    rows, day = _rows(request, found), DropDayForm(request.POST)
    if not all(form.is_valid() for form in (day, *(form for _, form in rows))):
        return _look(request, found, rows=rows, day=day)
    choices = {form.row.pk: form.choice() for _, form in rows}
    try:
        outcome = _decide(request, found, choices, day)
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
    else:
        _tell(request, outcome)
    if Drop.objects.filter(pk=found.pk).exists():
        return redirect("agendas:drop", drop_id=found.pk)
    return redirect("agendas:research", session_id=found.session_id)


@transaction.atomic
def _decide(
    request: MemberRequest, drop: Drop, choices: dict[int, Choice], day: DropDayForm
) -> Outcome | None:
    by, now = request.user, timezone.now()
    actions.correct_drop(drop=drop, by=by, at=now, choices=choices)
    if request.POST.get("verb") != "hand_in":
        return None
    return actions.hand_in_drop(drop=drop, by=by, at=now, given=day.given())


def _tell(request: MemberRequest, outcome: Outcome | None) -> None:
    if outcome is None:
        messages.success(request, "核对结果已保存。")
        return
    if outcome.papers:
        messages.success(request, f"已代交 {len(outcome.papers)} 份，作者会收到通知。")
    for row, why in outcome.refused:
        messages.warning(request, f"未代交“{row.name}”：{why}")


def _rows(request: MemberRequest, drop: Drop) -> list[tuple[Standing, DroppedFileForm]]:
    files = drop.files.select_related("file").prefetch_related("authors")
    duties = colleagues(drop.session)
    posted = request.POST if request.method == "POST" else None
    return [
        (each, DroppedFileForm(posted, row=each.file, authors=each.authors, duties=duties))
        for each in standings(files)
    ]


def _look(
    request: MemberRequest,
    drop: Drop,
    *,
    rows: list[tuple[Standing, DroppedFileForm]] | None = None,
    day: DropDayForm | None = None,
) -> HttpResponse:
    shown = rows or _rows(request, drop)
    context = {
        "session": drop.session,
        "part": "research",
        "drop": drop,
        "rows": shown,
        "day_form": day or DropDayForm(),
        "kept_days": KEPT_FOR.days,
        "fine_count": sum(standing.is_fine for standing, _ in shown),
        "left_out_count": sum(standing.file.is_left_out for standing, _ in shown),
        "may_drop": may_drop(request.user, drop),
        "may_abandon": may_abandon(request.user, drop),
    }
    return render(request, "drops/drop.html", context, status=422 if day else 200)


@require_POST
def abandon_drop(request: MemberRequest, drop_id: int) -> HttpResponse:
    found = _drop_or_404(request, drop_id)
    press(
        request,
        lambda: actions.abandon_drop(drop=found, by=request.user, at=timezone.now()),
        done="这一批材料已放弃，文件已删除。",
    )
    return redirect("agendas:research", session_id=found.session_id)
