"""The tasks of one session and the material for them, for those who run it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, attempt, press, send_file
from agendas.attendance.models import Attendance
from agendas.makeups import actions, rules
from agendas.makeups.forms import DueForm, MaterialForm
from agendas.makeups.models import AWAY, MakeUp, Material, MaterialFile
from agendas.sessions.actions import allow
from agendas.sessions.http import session_or_404
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs
from studygroups.groups.models import LEADS
from studygroups.groups.rules import membership_of


def _session(request: MemberRequest, session_id: int) -> StudySession:
    """The session, for those who run it."""
    session = session_or_404(request, session_id)
    allow(runs(request.user, session))
    return session


def _part(request: MemberRequest, session: StudySession, **bound: Form) -> HttpResponse:
    """The page; forms come in ``bound`` when what was posted in them was refused.

    The visitor's seat is read once, for the rail too.
    """
    seat = membership_of(request.user, session.group, on=timezone.localdate())
    allow(seat is not None and seat.role in LEADS)
    today = timezone.localdate()
    listed = list(Attendance.objects.members().filter(session=session).in_order())
    tasks = MakeUp.objects.filter(attendance__session=session)
    rows = list(tasks.with_rows().with_seats(today).in_order())
    known = {row.attendance_id for row in rows}
    material = Material.objects.filter(session=session).with_files().first()
    typed = {"text": material.text} if material else None
    untold = [row for row in listed if row.status in AWAY and row.pk not in known]
    refusal = rules.refuse_making(session, listed, at=timezone.now())
    context = {
        "session": session,
        "part": "people",
        "rows": rows,
        "seat": seat,
        "tally": rules.tally_of(rows),
        "today": today,
        "refusal": refusal,
        "untold": untold,
        "due_form": bound.get("due") or (None if refusal else _due_form(session, on=today)),
        "material": material,
        "material_form": bound.get("material") or MaterialForm(initial=typed),
    }
    return render(request, "makeups/part.html", context, status=422 if bound else 200)


def _due_form(session: StudySession, *, on: date) -> DueForm:
    return DueForm(initial={"due_on": rules.usual_due(session, on=on)})


@require_GET
def make_ups(request: MemberRequest, session_id: int) -> HttpResponse:
    return _part(request, session_or_404(request, session_id))


@require_POST
def make_tasks(request: MemberRequest, session_id: int) -> HttpResponse:
    session = _session(request, session_id)
    form = DueForm(request.POST)
    made = attempt(
        form,
        lambda: actions.make_tasks(
            session=session, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    )
    if made is None:
        return _part(request, session, due=form)
    words = f"已向 {len(made)} 人布置补学。" if made else "补学都已布置，没有新的任务。"
    messages.success(request, words)
    return redirect("agendas:make_ups", session_id=session_id)


@require_POST
def save_material(request: MemberRequest, session_id: int) -> HttpResponse:
    session = _session(request, session_id)
    form = MaterialForm(request.POST, request.FILES)
    if not attempt(
        form,
        lambda: actions.save_material(
            session=session, by=request.user, at=timezone.now(), **form.content(by=request.user)
        ),
    ):
        return _part(request, session, material=form)
    messages.success(request, "补学材料已保存。")
    return redirect("agendas:make_ups", session_id=session_id)


def _attached_or_404(request: MemberRequest, file_id: int) -> MaterialFile:
    files = MaterialFile.objects.visible_to(request.user)
    return get_object_or_404(files.select_related("file", "material__session__group"), pk=file_id)


@require_POST
def remove_material(request: MemberRequest, file_id: int) -> HttpResponse:
    attached = _attached_or_404(request, file_id)
    press(
        request,
        lambda: actions.remove_material(attached=attached, by=request.user, at=timezone.now()),
        done=f"{attached}已删除。",
    )
    return redirect("agendas:make_ups", session_id=attached.material.session_id)


@require_GET
def material_file(request: MemberRequest, file_id: int) -> FileResponse:
    return send_file(_attached_or_404(request, file_id).file)
