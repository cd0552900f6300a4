"""What is counted of one session, for those who run it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest
from agendas.attendance.models import Attendance, Capacity
from agendas.ledgers import actions, rules
from agendas.ledgers.http import sheet
from agendas.sessions.actions import allow
from agendas.sessions.http import session_or_404
from studygroups.groups.models import LEADS
from studygroups.groups.rules import membership_of
from studygroups.localrules.models import RuleKey
from studygroups.localrules.rules import value_for


@require_GET
def session_counts(request: MemberRequest, session_id: int) -> HttpResponse:
    """The visitor's seat is read once, for the rail too."""
    session, today = session_or_404(request, session_id), timezone.localdate()
    seat = membership_of(request.user, session.group, on=today)
    allow(seat is not None and seat.role in LEADS)
    counts = rules.counts_of(Attendance.objects.filter(session=session), on=today)
    threshold = value_for(session.group.unit, RuleKey.RATE_THRESHOLD, on=session.day())
    context = {
        "session": session,
        "part": "people",
        "seat": seat,
        "counts": counts,
        "people": [(Capacity(name).label, *both) for name, both in counts.people.items()],
        "listed": sum(listed for listed, _ in counts.people.values()),
        "threshold": threshold,
        "reaches_threshold": counts.reaches(threshold),
        "speaking": rules.speaking_at(session),
    }
    return render(request, "ledgers/part.html", context)


@require_POST
def export_session_counts(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    made = actions.export_session(session=session, by=request.user, at=timezone.now())
    return sheet(made, named=f"{session}参学台账")
