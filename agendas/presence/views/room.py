"""The room page: who is here, marked by the keyboard, with or without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import MemberRequest, press, with_undo
from accounts.people.spelling import spelling_of
from agendas.attendance.models import Attendance
from agendas.attendance.rules import refuse_presence
from agendas.presence import actions, rules
from agendas.presence.forms import PressForm, SettleForm, UndoForm
from agendas.presence.models import CLOCK_TOLERANCE, Mark, Outcome, RoomCode, Said
from agendas.presence.rules import Word
from agendas.sessions.actions import allow
from agendas.sessions.http import session_or_404
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs


def led_or_404(request: MemberRequest, session_id: int) -> StudySession:
    """The session, for those who run it; 403 for everybody else who sees its head."""
    session = session_or_404(request, session_id)
    allow(runs(request.user, session))
    return session


def rows_of(session: StudySession) -> QuerySet[Attendance]:
    """Everybody on the list, in official order."""
    return (
        Attendance.objects.filter(session=session)
        .select_related("person", "proxy__entered_by")
        .in_order()
    )


@require_http_methods(["GET", "POST"])
def room(request: MemberRequest, session_id: int) -> HttpResponse:
    session = led_or_404(request, session_id)
    form = PressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _say(request, session, form.word())
        return redirect(_address(session, request.POST.get("q", "")))
    words = request.GET.get("q", "").strip()
    refusal = refuse_presence(session, at=timezone.now())
    context = {
        "session": session,
        "part": "people",
        "form": form,
        "q": words,
        "rows": list(_found(session, words)),
        "refusal": refusal,
        "conflicts": Mark.objects.in_conflict().filter(session=session),
        "code": RoomCode.objects.filter(session=session, is_on=True).first(),
        "may_switch": rules.refuse_switching_on(session, at=timezone.now()) is None,
        "tolerance": CLOCK_TOLERANCE.total_seconds(),
    }
    return render(request, "presence/room.html", context, status=422 if form.errors else 200)


def _found(session: StudySession, words: str) -> Iterator[tuple[Attendance, str]]:
    """The rows in whom all words are found, each with how its name is spelt."""
    for row in rows_of(session):
        spelt = row.person.spelling if row.person else spelling_of(row.name)
        text = f"{row.name} {row.unit_name} {row.post}"
        if all(word in text or f" {word.lower()}" in spelt for word in words.split()):
            yield row, spelt.strip()


def _address(session: StudySession, words: str) -> str:
    path = reverse("agendas:room", kwargs={"session_id": session.pk})
    return f"{path}?{urlencode({'q': words[:80]})}" if words else path


def _say(request: MemberRequest, session: StudySession, word: Word) -> None:
    """Merge one mark made without scripts, and tell what became of it."""
    (one,) = actions.merge_marks(
        session=session, by=request.user, at=timezone.now(), device=word.key, words=[word]
    )
    if one.mark is None:
        messages.warning(request, one.refusal.label if one.refusal else "")
    elif one.mark.outcome == Outcome.CONFLICT:
        messages.warning(request, f"{one.mark.attendance}的登记与他人的不一致，请在下面选定。")
    elif one.mark.said == Said.UNDO:
        messages.success(request, f"{one.mark.attendance}的登记已撤销。")
    else:
        messages.success(request, _said(request, one.mark))


def _said(request: MemberRequest, mark: Mark) -> str:
    """What he was recorded as, with the way back."""
    return with_undo(
        request,
        f"{mark.attendance}：{mark.get_status_display()}。",
        path=reverse("agendas:undo_mark", kwargs={"session_id": mark.session_id}),
        fields={"row": f"{mark.attendance_id}:{mark.status}", "undoes": mark.key},
    )


@require_POST
def undo(request: MemberRequest, session_id: int) -> HttpResponse:
    session = led_or_404(request, session_id)
    form = UndoForm(request.POST)
    if form.is_valid():
        _say(request, session, form.word())
    else:
        messages.warning(request, rules.MarkRefusal.NOTHING_TO_UNDO.label)
    return redirect("agendas:room", session_id=session_id)


@require_POST
def settle(request: MemberRequest, session_id: int, mark_id: int) -> HttpResponse:
    session = led_or_404(request, session_id)
    mark = get_object_or_404(Mark, session=session, pk=mark_id)
    mark.session = session
    form = SettleForm(request.POST)
    is_taken = form.is_valid() and form.cleaned_data["is_taken"]
    press(
        request,
        lambda: actions.settle(mark=mark, by=request.user, at=timezone.now(), is_taken=is_taken),
        done="已选定。",
    )
    return redirect("agendas:room", session_id=session_id)


@login_not_required
@require_GET
def worker(request: MemberRequest, session_id: int) -> HttpResponse:  # noqa: ARG001 - its address is its scope
    """The service worker, from below the page it serves; it holds nothing of any session."""
    script = Path(str(finders.find("presence/worker.js")))
    return HttpResponse(script.read_bytes(), content_type="text/javascript; charset=utf-8")
