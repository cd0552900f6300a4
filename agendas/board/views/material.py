"""A piece for the media: preparing, its own page, review, withdrawal, its file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import MemberRequest, attempt, press, send_file
from agendas.board import actions, rules
from agendas.board.forms import MaterialForm, ReviewForm, SheetReviewForm
from agendas.board.models import PressMaterial
from agendas.board.views.page import PEOPLE, part, session_run_or_404
from agendas.sessions.actions import allow
from agendas.sessions.forms import start_again
from agendas.sessions.http import session_or_404
from agendas.sessions.rules import records_for_others, runs, signers


def _material_or_404(request: MemberRequest, session_id: int, material_id: int) -> PressMaterial:
    """The piece, for those who run the session or may review it; readers have another page."""
    session = session_or_404(request, session_id)
    rows = PressMaterial.objects.visible_to(request.user).filter(session=session)
    material = get_object_or_404(rows.select_related(*PEOPLE, "file"), pk=material_id)
    material.session = session
    allow(rules.may_review(request.user, material, on=timezone.localdate()))
    return material


def _page(request: MemberRequest, material: PressMaterial, **refused: Form) -> HttpResponse:
    is_waiting, is_lead = not material.is_published(), runs(request.user, material.session)
    context: dict[str, Any] = {
        "session": material.session,
        "part": "people",
        "material": material,
        "review_form": _review_form(request, material) if is_waiting and not refused else None,
        "material_form": MaterialForm.of(material) if is_lead and not refused else None,
        "is_lead": is_lead,
        **refused,
    }
    return render(request, "board/material.html", context, status=422 if refused else 200)


def _review_form(request: MemberRequest, material: PressMaterial) -> ReviewForm | None:
    """For whoever decides here, or for the secretary who enters what he signed; else none."""
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    options: dict[str, Any] = {
        "initial": {"revision": material.revision},
        "auto_id": "id_review_%s",
    }
    today = rules.reviewers(material, on=timezone.localdate())
    if request.user in today:
        return ReviewForm(*posted, **options)
    if records_for_others(request.user, material.session):
        people = signers(material.session, concerned=[material.prepared_by])
        return SheetReviewForm(*posted, signers=people, deciders=today, **options)
    return None


@require_POST
def prepare_material(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_run_or_404(request, session_id)
    form = MaterialForm(request.POST, request.FILES, auto_id="id_material_%s")
    if not attempt(
        form,
        lambda: actions.prepare_material(
            session=session, by=request.user, at=timezone.now(), **form.words(by=request.user)
        ),
    ):
        return part(request, session, material=form)
    messages.success(request, "供稿已保存，待审核。")
    return redirect("agendas:prepare_board", session_id=session_id)


@require_http_methods(["GET", "HEAD", "POST"])
def material(request: MemberRequest, session_id: int, material_id: int) -> HttpResponse:
    """Its page; what is posted to it is a new wording."""
    found = _material_or_404(request, session_id, material_id)
    if request.method != "POST":
        return _page(request, found)
    form = MaterialForm(request.POST, request.FILES)
    if not attempt(
        form,
        lambda: actions.prepare_material(
            session=found.session,
            material=found,
            by=request.user,
            at=timezone.now(),
            **form.words(by=request.user),
        ),
    ):
        start_again(form, revision=found.revision)
        return _page(request, found, material_form=form)
    messages.success(request, "供稿已保存，待审核。")
    return redirect("agendas:material", session_id=session_id, material_id=material_id)


@require_POST
def review_material(request: MemberRequest, session_id: int, material_id: int) -> HttpResponse:
    found = _material_or_404(request, session_id, material_id)
    form = _review_form(request, found)
    if form is None:
        raise PermissionDenied
    reviewed = attempt(
        form,
        lambda: actions.review_material(
            material=found, by=request.user, at=timezone.now(), **form.answer(by=request.user)
        ),
    )
    if reviewed is None:
        start_again(form, revision=found.revision)
        return _page(request, found, review_form=form)
    told = "审核通过，已向记者发布。" if reviewed.is_published() else "已退回修改。"
    messages.success(request, told)
    return redirect("agendas:material", session_id=session_id, material_id=material_id)


@require_POST
def withdraw_material(request: MemberRequest, session_id: int, material_id: int) -> HttpResponse:
    found = _material_or_404(request, session_id, material_id)
    press(
        request,
        lambda: actions.withdraw_material(material=found, by=request.user, at=timezone.now()),
        done="供稿已撤回，并已通知记者。",
    )
    return redirect("agendas:material", session_id=session_id, material_id=material_id)


@require_POST
def remove_material(request: MemberRequest, session_id: int, material_id: int) -> HttpResponse:
    found = _material_or_404(request, session_id, material_id)
    press(
        request,
        lambda: actions.remove_material(material=found, by=request.user, at=timezone.now()),
        done=f"《{found}》已删除。",
    )
    return redirect("agendas:prepare_board", session_id=session_id)


@require_GET
def material_file(request: MemberRequest, session_id: int, material_id: int) -> FileResponse:
    session = session_or_404(request, session_id)
    rows = PressMaterial.objects.visible_to(request.user).filter(session=session)
    found = get_object_or_404(rows.select_related("file"), pk=material_id)
    if found.file is None:
        raise Http404
    return send_file(found.file)
