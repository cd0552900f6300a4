"""Inspections of other kinds, and what learners take home."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.http import MemberRequest, attempt, one_page
from agendas.observing import actions, rules
from agendas.observing.forms import GroupPick, InspectionForm, TakeawayForm
from agendas.observing.models import Inspection, Takeaway
from agendas.observing.views.overview import is_supervisor
from agendas.sessions.http import session_or_404
from studygroups.groups.models import StudyGroup


def _groups(request: MemberRequest) -> QuerySet[StudyGroup]:
    """Those for which he may enter an inspection."""
    led = StudyGroup.objects.led_by(request.user, on=timezone.localdate())
    supervised = StudyGroup.objects.supervised_by(request.user)
    return StudyGroup.objects.filter(Q(pk__in=led.values("pk")) | Q(pk__in=supervised.values("pk")))


@require_GET
def inspections(request: MemberRequest) -> HttpResponse:
    rows = Inspection.objects.visible_to(request.user).select_related("group", "unit")
    groups = _groups(request)
    context = {
        "page": one_page(request, rows.with_problems()),
        "pick": GroupPick(groups=groups) if groups.exists() else None,
        "tab": "inspections",
        "is_supervisor": is_supervisor(request.user),
    }
    return render(request, "observing/inspections.html", context)


def enter_inspection(request: MemberRequest) -> HttpResponse:
    """The form for the group named in the address."""
    pick = GroupPick(request.GET, groups=_groups(request).select_related("unit"))
    if not pick.is_valid():
        return redirect("agendas:inspections")
    group = pick.cleaned_data["group"]
    form = InspectionForm(
        request.POST or None,
        units=rules.inspecting_units(request.user, group),
        initial={"inspected_on": timezone.localdate()},
    )
    if request.method == "POST" and attempt(
        form,
        lambda: actions.enter_inspection(
            group=group, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, "检查已登记，问题已列入问题清单。")
        return redirect("agendas:inspections")
    context = {"form": form, "group": group}
    status = 422 if form.errors else 200
    return render(request, "observing/enter_inspection.html", context, status=status)


@require_GET
def takeaways(request: MemberRequest) -> HttpResponse:
    """What he took home himself, and what was brought to the groups he leads."""
    rows = Takeaway.objects.visible_to(request.user)
    context = {
        "page": one_page(request, rows.select_related("session__group", "person", "group")),
        "tab": "takeaways",
        "is_supervisor": is_supervisor(request.user),
    }
    return render(request, "observing/takeaways.html", context)


def takeaway(request: MemberRequest, session_id: int) -> HttpResponse:
    """The form of whoever came to the session from another group."""
    session = session_or_404(request, session_id)
    if rules.learner_row(request.user, session) is None:
        raise PermissionDenied
    known = Takeaway.objects.filter(session=session, person=request.user).first()
    form = TakeawayForm(request.POST or None, initial={"text": known.text if known else ""})
    if request.method == "POST" and attempt(
        form,
        lambda: actions.leave_takeaway(
            session=session, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, "学习所得已保存。")
        return redirect("agendas:takeaways")
    context = {"session": session, "part": "people", "form": form}
    status = 422 if form.errors else 200
    return render(request, "observing/takeaway.html", context, status=status)
