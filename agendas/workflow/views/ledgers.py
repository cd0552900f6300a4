"""Pages of a ledger: the empty one, the upload, what it would enter, and entering it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from accounts.files.actions import store
from accounts.http import MemberRequest, attempt, press
from agendas.workflow import actions
from agendas.workflow.forms import LedgerForm
from agendas.workflow.ledger import template
from agendas.workflow.ledger.reading import read_ledger
from agendas.workflow.ledger.rows import Reading
from agendas.workflow.models import Ledger
from agendas.workflow.rules import roll_of
from agendas.workflow.rules.ledger import refuse_entering
from agendas.workflow.views.entering import group_asked, show

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# So many rows on one page, and so many faults in the list above them.
_ROWS = 30
_FAULTS = 50


@require_GET
def ledger_template(request: MemberRequest) -> HttpResponse:
    group, _ = group_asked(request)
    roll = roll_of(group, today=timezone.localdate())
    made = template.ledger_template(group=group, roll=roll)
    named = content_disposition_header(as_attachment=True, filename="补录台账.xlsx")
    headers = {"Content-Disposition": str(named)}
    return HttpResponse(made, content_type=_XLSX, headers=headers)


@require_POST
def take_ledger(request: MemberRequest) -> HttpResponse:
    group, _ = group_asked(request)
    form = LedgerForm(request.POST, request.FILES)
    ledger = attempt(
        form,
        lambda: actions.take_ledger(
            group=group,
            file=store(form.cleaned_data["file"], by=request.user),
            by=request.user,
            at=timezone.now(),
        ),
    )
    if ledger is None:
        return show(request, ledger_form=form)
    return redirect("agendas:ledger", ledger_id=ledger.pk)


def _ledger_or_404(request: MemberRequest, ledger_id: int) -> Ledger:
    visible = Ledger.objects.visible_to(request.user).select_related("group__unit", "file")
    return get_object_or_404(visible, pk=ledger_id)


def _reading_of(ledger: Ledger) -> Reading:
    with ledger.file.content.open("rb") as file:
        return read_ledger(file, group=ledger.group, today=timezone.localdate())


@require_GET
def ledger(request: MemberRequest, ledger_id: int) -> HttpResponse:
    """The dry run: nothing is entered by looking at it."""
    ledger = _ledger_or_404(request, ledger_id)
    if ledger.entered_at:
        return render(request, "workflow/ledger.html", {"ledger": ledger, "reading": None})
    reading = _reading_of(ledger)
    context = {
        "ledger": ledger,
        "reading": reading,
        "faults": reading.faults()[:_FAULTS],
        "refusal": refuse_entering(ledger, reading),
        "page": Paginator(reading.rows, _ROWS).get_page(request.GET.get("page")),
    }
    return render(request, "workflow/ledger.html", context)


@require_POST
def enter_ledger(request: MemberRequest, ledger_id: int) -> HttpResponse:
    ledger = _ledger_or_404(request, ledger_id)
    press(
        request,
        lambda: actions.enter_ledger(ledger=ledger, by=request.user, at=timezone.now()),
        done="台账已全部录入，未发任何通知。",
    )
    return redirect("agendas:ledger", ledger_id=ledger_id)
