"""The ledger of a group's year: all of it for those who lead it, his own line for a member."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest
from agendas.ledgers import actions, rules
from agendas.ledgers.http import sheet
from agendas.sessions.forms import GroupYearFilter
from agendas.sessions.http import group_year_among
from studygroups.groups.models import LEADS, Membership, StudyGroup


def _asked(request: MemberRequest) -> tuple[GroupYearFilter, bool] | None:
    """Which of his groups in which year, and whether he leads it; ``None`` where he has none."""
    seats = Membership.objects.current(timezone.localdate()).filter(person=request.user)
    roles = {seat.group: seat.role for seat in seats.select_related("group__unit").order_by("pk")}
    if not roles:
        return None
    chosen = group_year_among(request, list(roles))
    return chosen, roles[chosen.chosen()[0]] in LEADS


@require_GET
def group_ledger(request: MemberRequest) -> HttpResponse:
    """Who belongs to no group but may know counts is led to those."""
    counts_units = StudyGroup.objects.counted_by(request.user).exists()
    asked = _asked(request)
    if asked is None:
        if counts_units:
            return redirect("agendas:unit_ledger")
        return render(request, "ledgers/group.html", {"group": None, "counts_units": False})
    chosen, is_lead = asked
    context = _context(request, chosen, is_lead=is_lead) | {"counts_units": counts_units}
    return render(request, "ledgers/group.html", context)


def _context(request: MemberRequest, chosen: GroupYearFilter, *, is_lead: bool) -> dict[str, Any]:
    (group, year), today = chosen.chosen(), timezone.localdate()
    if is_lead:
        ledger = rules.group_ledger(group, year, on=today)
    else:
        ledger = rules.own_ledger(group, year, request.user, on=today)
    return {
        "filter": chosen,
        "group": group,
        "year": year,
        "is_lead": is_lead,
        "ledger": ledger,
    }


@require_POST
def export_group_ledger(request: MemberRequest, group_id: int, year: int) -> HttpResponse:
    visible = StudyGroup.objects.visible_to(request.user).select_related("unit")
    group = get_object_or_404(visible, pk=group_id)
    made = actions.export_group(group=group, year=year, by=request.user, at=timezone.now())
    return sheet(made, named=f"{group}{year}年参学台账")
