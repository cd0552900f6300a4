"""What the members of a group have still to make up in a year, and who was absent in a row."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.http import MemberRequest, one_page
from agendas.makeups import rules
from agendas.makeups.models import MakeUp
from agendas.sessions.http import chosen_group_year


@require_GET
def make_ups_of_year(request: MemberRequest) -> HttpResponse:
    """For those who lead the group, and nobody else."""
    chosen = chosen_group_year(request)
    group, year = chosen.chosen()
    today = timezone.localdate()
    of_year = MakeUp.objects.filter(
        attendance__session__group=group, attendance__session__year=year
    )
    rows = of_year.with_rows().with_seats(today).in_order()
    context = {
        "filter": chosen,
        "group": group,
        "year": year,
        "today": today,
        "page": one_page(request, rows, size=50),
        "tally": of_year.tally(today),
        "absences": rules.absences_in_a_row(group, on=today),
    }
    return render(request, "makeups/year.html", context)
