"""The page on which a session held before is entered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from accounts.http import MemberRequest, attempt, press
from agendas.sessions.actions import allow
from agendas.sessions.http import session_or_404
from agendas.sessions.models import StudySession
from agendas.workflow import actions
from agendas.workflow.forms import LedgerForm, PastForm, typed_of
from agendas.workflow.forms.past import at_its_field
from agendas.workflow.rules import roll_of
from studygroups.groups.models import StudyGroup

# Where somebody's visit keeps what he typed for an entry he took out, until he enters it anew.
_TAKEN_OUT = "past_taken_out"


def group_asked(request: MemberRequest) -> tuple[StudyGroup, list[StudyGroup]]:
    """The group named in the address, else the first he runs; and all those.

    Raises ``PermissionDenied`` for whoever runs none, ``Http404`` for another group.
    """
    led = StudyGroup.objects.led_by(request.user, on=timezone.localdate())
    groups = list(led.select_related("unit"))
    allow(bool(groups))
    asked = request.GET.get("group") or str(groups[0].pk)
    for group in groups:
        if str(group.pk) == asked:
            return group, groups
    raise Http404


def show(
    request: MemberRequest, *, form: PastForm | None = None, ledger_form: LedgerForm | None = None
) -> HttpResponse:
    """Both ways on one page; what was posted in one of them and refused is shown again."""
    group, groups = group_asked(request)
    context: dict[str, Any] = {
        "group": group,
        "groups": groups,
        "form": form or _form(request, group),
        "ledger_form": ledger_form or LedgerForm(),
    }
    status = 422 if form or ledger_form else 200
    return render(request, "workflow/past.html", context, status=status)


def _form(request: MemberRequest, group: StudyGroup, *posted: Any) -> PastForm:
    """The form, empty; with ``?again`` filled in as it was for the entry he took out.

    ``?form=`` chooses the form of study.
    """
    taken_out = request.session.get(_TAKEN_OUT, {}) if "again" in request.GET else {}
    typed = taken_out.get(str(group.pk), {})
    roll = roll_of(group, today=timezone.localdate())
    initial = typed or {"form": request.GET.get("form")}
    return PastForm(*posted, roll=roll, kept=typed.get("kept", ()), initial=initial)


@require_POST
def withdraw_past(request: MemberRequest, session_id: int) -> HttpResponse:
    """Takes it out and leads back to the form, filled in as it was."""
    session = session_or_404(request, session_id)
    group = session.group
    typed = typed_of(session, roll=roll_of(group, today=timezone.localdate()))
    press(
        request,
        lambda: actions.withdraw_past(session=session, by=request.user, at=timezone.now()),
        done=f"《{session.title}》的补录已撤销，原来填写的内容在下面，改正后重新录入。",
    )
    if StudySession.objects.filter(pk=session_id).exists():
        return redirect("agendas:session", session_id=session_id)
    request.session[_TAKEN_OUT] = {str(group.pk): typed}
    return redirect(_address(group, again=1))


def _address(group: StudyGroup, **more: str | int) -> str:
    return f"{reverse('agendas:past')}?{urlencode({'group': group.pk, **more})}"


def past(request: MemberRequest) -> HttpResponse:
    if request.method != "POST":
        return show(request)
    group, _ = group_asked(request)
    now = timezone.now()
    form = _form(request, group, request.POST, request.FILES)
    made = attempt(
        form,
        lambda: at_its_field(
            lambda: actions.enter_past(
                group=group, entries=[form.entry(by=request.user)], by=request.user, at=now
            )
        ),
    )
    if not made:
        return show(request, form=form)
    request.session.pop(_TAKEN_OUT, None)
    again = _address(group, form=made[0].form_id)
    words = '学习会已补录，未发任何通知。　<a href="{}">再补录一次</a>'
    messages.success(request, format_html(words, again))
    return redirect("agendas:session", session_id=made[0].pk)
