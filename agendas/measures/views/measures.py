"""The list of measures, and the files that show what was done."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.files.models import StoredFile
from accounts.http import MemberRequest, one_page, send_file
from agendas.measures.forms import MeasureFilter
from agendas.measures.models import Closing, Measure, MeasureQuerySet, Reading
from agendas.measures.rules import Yardstick, standings, with_progress
from agendas.sessions.models import StudySession

SCOPES = (("all", "全部可见"), ("group", "本组"), ("mine", "我负责的"))


def _in_scope(request: MemberRequest, scope: str) -> MeasureQuerySet:
    visible = Measure.objects.visible_to(request.user)
    if scope == "mine":
        return visible.of_person(request.user)
    if scope == "group":
        own = StudySession.objects.of_member(request.user)
        return visible.filter(session__in=own.values("pk"))
    return visible


@require_GET
def measures(request: MemberRequest) -> HttpResponse:
    scope = request.GET.get("scope", "all")
    yardstick = Yardstick.of(timezone.localdate())
    chosen = MeasureFilter(request.GET)
    keys = chosen.narrow(_in_scope(request, scope), yardstick).running_first().all_keys()
    # Lights are made for the rows shown; for all of them only where they narrow the list.
    page = one_page(request, keys)
    listed = Measure.objects.filter(pk__in=page.object_list)
    rows = list(with_progress(listed, yardstick).running_first())
    context = {
        "page": page,
        "rows": standings(rows, yardstick.on),
        "scopes": SCOPES,
        "scope": scope if scope in dict(SCOPES) else "all",
        "filter": chosen,
        "open_sessions": open_sessions(request, rows),
    }
    return render(request, "measures/measures.html", context)


def open_sessions(request: MemberRequest, shown: Iterable[Measure]) -> set[int]:
    """Sessions whose page he may open; an owner from outside reads only their title."""
    sessions = StudySession.objects.visible_to(request.user)
    keys = {measure.session_id for measure in shown}
    return set(sessions.filter(pk__in=keys).values_list("pk", flat=True))


def _file_or_404(file: StoredFile | None) -> FileResponse:
    if file is None:
        raise Http404
    return send_file(file)


@require_GET
def reading_file(request: MemberRequest, reading_id: int) -> FileResponse:
    visible = Reading.objects.visible_to(request.user).select_related("file")
    return _file_or_404(get_object_or_404(visible, pk=reading_id).file)


@require_GET
def closing_file(request: MemberRequest, closing_id: int) -> FileResponse:
    visible = Closing.objects.visible_to(request.user).select_related("file")
    return _file_or_404(get_object_or_404(visible, pk=closing_id).file)
