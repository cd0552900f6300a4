"""A session's overview and trail, and its way through the stages."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, attempt, press
from agendas.guests.rules import may_sign_up
from agendas.proxies.models import Proxy
from agendas.proxies.rules import may_read_scan
from agendas.sessions import actions as heads
from agendas.sessions import rules
from agendas.sessions.forms import EditForm
from agendas.sessions.http import session_or_404
from agendas.sessions.models import Decision, StudySession
from agendas.sessions.rules import SessionRefusal
from agendas.workflow import actions
from agendas.workflow.forms import BackForm, WaiveForm
from agendas.workflow.rules import may_withdraw, open_gaps, stage_before
from agendas.workflow.stages import STAGES
from agendas.workflow.summary import story_of
from studygroups.groups.rules import membership_of


def _overview(
    request: MemberRequest,
    session: StudySession,
    *,
    back_form: BackForm | None = None,
    waive_form: WaiveForm | None = None,
) -> HttpResponse:
    """What comes next, the way so far, and the head of the session."""
    inside = rules.belongs(request.user, session)
    before = stage_before(session)
    context = {
        "session": session,
        "part": "session",
        "runs": rules.runs(request.user, session),
        "may_withdraw": may_withdraw(request.user, session),
        "may_waive": rules.may_decide(request.user, session),
        "gaps": open_gaps(session, at=timezone.now()) if inside else [],
        "before": before,
        "back_form": back_form or BackForm(initial={"seen": session.stage}),
        "waive_form": waive_form or WaiveForm(),
        "inside": inside,
        "story": story_of(session) if inside else [],
        "may_sign_up": may_sign_up(request.user, session, at=timezone.now()),
    }
    refused = any(form and form.errors for form in (back_form, waive_form))
    return render(request, "workflow/session.html", context, status=422 if refused else 200)


@require_GET
def session(request: MemberRequest, session_id: int) -> HttpResponse:
    return _overview(request, session_or_404(request, session_id))


def edit(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    heads.allow(rules.runs(request.user, session))
    form = EditForm(request.POST) if request.method == "POST" else EditForm.of(session)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.edit_session(
            session=session, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, "学习会已保存。")
        return redirect("agendas:session", session_id=session_id)
    if form.is_bound and form.has_error(NON_FIELD_ERRORS, SessionRefusal.STALE):
        # The head above the form now shows the other's text; the next save starts from it.
        session.refresh_from_db()
        form.data = {**request.POST.dict(), "revision": session.revision}
    context = {"session": session, "part": "edit", "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workflow/edit.html", context, status=status)


@require_POST
def advance(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    press(
        request,
        lambda: actions.advance(
            session=session,
            by=request.user,
            at=timezone.now(),
            seen=request.POST.get("stage", ""),
        ),
        done=f"已{STAGES[session.form.stage_after(session.stage)].button}。",
    )
    return redirect("agendas:session", session_id=session_id)


@require_POST
def send_back(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    form = BackForm(request.POST)
    if not attempt(
        form,
        lambda: actions.send_back(
            session=session, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return _overview(request, session, back_form=form)
    messages.success(request, "已退回上一阶段。")
    return redirect("agendas:session", session_id=session_id)


@require_POST
def waive(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    form = WaiveForm(request.POST)
    if not attempt(
        form,
        lambda: actions.waive(
            session=session, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return _overview(request, session, waive_form=form)
    messages.success(request, "已豁免，理由留痕。")
    return redirect("agendas:session", session_id=session_id)


@require_GET
def record(request: MemberRequest, session_id: int) -> HttpResponse:
    """The trail, for the group; who is not in it finds what was entered in his name."""
    decisions = Decision.objects.visible_to(request.user).filter(session=session_id)
    proxies = Proxy.objects.visible_to(request.user).filter(session=session_id)
    sessions = StudySession.objects.select_related("group__unit", "form")
    session = get_object_or_404(sessions, pk=session_id)
    seat = membership_of(request.user, session.group, on=timezone.localdate())
    inside = seat is not None
    if not inside and not decisions.exists() and not proxies.exists():
        raise Http404
    context = {
        "session": session,
        "part": "record",
        "inside": inside,
        "decisions": decisions.select_related("by", "acted_for", "recorded_by", "scan"),
        "proxies": [
            (proxy, may_read_scan(request.user, proxy, seat))
            for proxy in proxies.with_people().in_order()
        ],
        "changes": session.stage_changes.select_related("by") if inside else [],
        "waivers": session.waivers.select_related("by", "acted_for") if inside else [],
    }
    return render(request, "workflow/record.html", context)
