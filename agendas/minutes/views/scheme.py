"""The page of a session's scheme, its buttons, and the scheme as it is printed."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest
from agendas.drafts.http import DraftPage, deciding
from agendas.minutes import actions
from agendas.minutes.arrangements import arrangements
from agendas.minutes.forms import SchemeForm
from agendas.minutes.models import Scheme
from agendas.minutes.rules import scheme as rules
from agendas.sessions.http import session_or_404
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs

_PEOPLE = ("written_by", "submitted_by", "decision__by", "decision__recorded_by")
_NUMERALS = "一二三四五六七八九十"


def _scheme_of(request: MemberRequest, session: StudySession) -> Scheme | None:
    """The session's scheme, where the visitor may read it."""
    rows = Scheme.objects.visible_to(request.user).select_related(*_PEOPLE)
    found = rows.filter(session=session).first()
    if found:
        found.session = session
    return found


def _page(request: MemberRequest, session: StudySession, **refused: Form) -> HttpResponse:
    """The sheet with what became of it; ``refused`` is the form just posted, as it was typed."""
    scheme, is_lead = _scheme_of(request, session), runs(request.user, session)
    if scheme is None and not is_lead:
        raise Http404
    requirements = scheme.requirements if scheme else ""
    now = arrangements(session, requirements, on=timezone.localdate())
    is_out = scheme is not None and not scheme.is_draft()
    context: dict[str, Any] = {
        "session": session,
        "part": "scheme",
        "scheme": scheme,
        "is_lead": is_lead,
        "sections": scheme.sections if scheme and is_out else now,
        "changes": rules.changes(scheme.sections, now) if scheme and is_out else [],
    }
    if is_lead and rules.SCHEME.refuse_writing(session, scheme) is None:
        context["draft_form"] = SchemeForm.of(scheme)
    if scheme and is_lead and scheme.is_approved():
        context["may_resubmit"] = rules.refuse_submitting(scheme, now) is None
    if not refused:
        context |= deciding(request, scheme, rules.SCHEME, is_lead=is_lead)
    status = 422 if refused else 200
    return render(request, "minutes/scheme.html", context | refused, status=status)


_PAGE = DraftPage(_scheme_of, _page, actions.SCHEME)


@require_GET
def scheme(request: MemberRequest, session_id: int) -> HttpResponse:
    return _page(request, session_or_404(request, session_id))


@require_GET
def print_scheme(request: MemberRequest, session_id: int) -> HttpResponse:
    """The scheme alone, as it is printed; before it is approved, the sheet to sign on.

    Whoever reviews it from above reads it before he sees the session.
    """
    rows = Scheme.objects.visible_to(request.user).select_related(
        *_PEOPLE, "session__group__unit", "session__form"
    )
    scheme = get_object_or_404(rows, session=session_id)
    session, today = scheme.session, timezone.localdate()
    now = arrangements(session, scheme.requirements, on=today)
    sections = now if scheme.is_draft() else scheme.sections
    visible = StudySession.objects.visible_to(request.user)
    context = {
        "session": session,
        "session_opens": visible.filter(pk=session.pk).exists(),
        "scheme": scheme,
        "sections": zip(_NUMERALS, sections, strict=False),
        "changes": [] if scheme.is_draft() else rules.changes(scheme.sections, now),
    }
    return render(request, "minutes/print_scheme.html", context)


@require_POST
def save_scheme(request: MemberRequest, session_id: int) -> HttpResponse:
    return _PAGE.save(request, session_or_404(request, session_id), SchemeForm(request.POST))


@require_POST
def submit_scheme(request: MemberRequest, session_id: int) -> HttpResponse:
    """Ask once more, after the arrangements changed."""
    return _PAGE.submit(request, session_id, done="学习会方案已按现在的安排重新送审。")


@require_POST
def withdraw_scheme(request: MemberRequest, session_id: int) -> HttpResponse:
    return _PAGE.withdraw(request, session_id)


@require_POST
def decide_scheme(request: MemberRequest, session_id: int) -> HttpResponse:
    return _PAGE.decide(request, session_id)
