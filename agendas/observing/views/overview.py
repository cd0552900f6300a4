"""Whom to observe, and the observations there are."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, one_page
from accounts.people.models import Role, User
from agendas.observing import actions, rules
from agendas.observing.forms import OverviewFilter
from agendas.observing.models import Observation
from agendas.sessions.http import session_or_404
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs
from agendas.topics.models import Problem


def is_supervisor(user: User) -> bool:
    return user.roles.filter(role=Role.SUPERVISOR).exists()


def _coming(user: User) -> QuerySet[StudySession]:
    """Announced sessions of the next 30 days of the groups he supervises directly.

    When his unit last observed each group, and how many problems it raised there that no topic
    answers yet: of the others a supervisor knows nothing.
    """
    now = timezone.now()
    own = Observation.objects.of_supervisor(user)
    of_group = own.attended(now).filter(session__group=OuterRef("group"))
    last = of_group.order_by("-session__starts_at").values("session__starts_at")[:1]
    raised = Problem.objects.visible_to(user).unanswered().filter(group=OuterRef("group"))
    count = raised.order_by().values("group").annotate(total=Count("pk")).values("total")
    rows = StudySession.objects.supervised_by(user)
    rows = rows.filter(starts_at__gt=now, starts_at__lte=now + rules.HORIZON)
    return rows.select_related("group__unit").annotate(
        last_observed=Subquery(last),
        open_problems=Coalesce(Subquery(count, output_field=IntegerField()), 0),
        is_chosen=Exists(own.filter(session=OuterRef("pk"))),
    )


@require_GET
def observing(request: MemberRequest) -> HttpResponse:
    """The supervisor's view; everybody else is led to the observations he has to do with."""
    if not is_supervisor(request.user):
        return redirect("agendas:observations")
    chosen = OverviewFilter(request.GET)
    page = one_page(request, chosen.narrow(_coming(request.user)))
    sessions = list(page.object_list)
    made = Observation.objects.of_supervisor(request.user).filter(session__in=sessions)
    known = {one.session_id: one for one in made}
    last_days = rules.last_days_to_agree(sessions)
    context = {
        "page": page,
        "filter": chosen,
        "rows": [
            (session, known.get(session.pk), day)
            for session, day in zip(sessions, last_days, strict=True)
        ],
        "today": timezone.localdate(),
        "tab": "observing",
        "is_supervisor": True,
    }
    return render(request, "observing/overview.html", context)


@require_POST
def propose(request: MemberRequest, session_id: int) -> HttpResponse:
    """拟旁听 in one click; on to the page where the team is named."""
    session = session_or_404(request, session_id)
    try:
        made = actions.propose(session=session, by=request.user, at=timezone.now())
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
        return redirect("agendas:observing")
    messages.success(request, "已拟旁听并通知中心组，请确定旁听组。")
    return redirect("agendas:observation", observation_id=made.pk)


def listed(rows: QuerySet[Observation]) -> QuerySet[Observation]:
    return rows.select_related("session__group", "unit", "lead")


@require_GET
def observations(request: MemberRequest) -> HttpResponse:
    """All he may see, of his unit, of his groups, of the teams he is in."""
    rows = listed(Observation.objects.visible_to(request.user))
    context: dict[str, Any] = {
        "page": one_page(request, rows),
        "now": timezone.now(),
        "tab": "observations",
        "is_supervisor": is_supervisor(request.user),
    }
    return render(request, "observing/observations.html", context)


@require_GET
def observing_of_session(request: MemberRequest, session_id: int) -> HttpResponse:
    """The tab of those who run the session."""
    session = session_or_404(request, session_id)
    if not runs(request.user, session):
        raise PermissionDenied
    rows = listed(Observation.objects.filter(session=session))
    context = {"session": session, "part": "people", "rows": rows, "now": timezone.now()}
    return render(request, "observing/part.html", context)
