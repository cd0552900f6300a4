"""The ledger of many groups for whoever supervises them: numbers of units, and nobody's name."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, one_page
from agendas.ledgers import actions, rules
from agendas.ledgers.forms import YearFilter
from agendas.ledgers.http import sheet
from agendas.sessions.actions import allow
from agendas.sessions.models import StudySession
from studygroups.groups.models import StudyGroup


def _asked(request: MemberRequest, groups: QuerySet[StudyGroup]) -> YearFilter:
    held = StudySession.objects.held().filter(group__in=groups.order_by().values("pk"))
    years = list(held.order_by().values_list("year", flat=True).distinct())
    today = timezone.localdate()
    return YearFilter(request.GET.dict(), years=years, this_year=today.year)


@require_GET
def unit_ledger(request: MemberRequest) -> HttpResponse:
    groups = StudyGroup.objects.counted_by(request.user).select_related("unit")
    page = one_page(request, groups)
    allow(page.paginator.count > 0)
    chosen, today = _asked(request, groups), timezone.localdate()
    ledger = rules.unit_ledger(groups, list(page), chosen.chosen(), on=today)
    context = {
        "filter": chosen,
        "year": chosen.chosen(),
        "page": page,
        "ledger": ledger,
        "has_group": StudyGroup.objects.of_member(request.user, on=today).exists(),
    }
    return render(request, "ledgers/units.html", context)


@require_POST
def export_unit_ledger(request: MemberRequest, year: int) -> HttpResponse:
    """All the units, whatever page was looked at."""
    made = actions.export_units(year=year, by=request.user, at=timezone.now())
    return sheet(made, named=f"{year}年参学台账")
