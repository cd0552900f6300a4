"""Setting, dropping and reporting the milestones of a measure."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import MemberRequest, attempt, press
from agendas.measures import actions
from agendas.measures.forms import MilestoneForm, ReachingForm
from agendas.measures.models import Milestone
from agendas.measures.views.measure import measure_or_404, measure_page


def _milestone_or_404(request: MemberRequest, milestone_id: int) -> Milestone:
    visible = Milestone.objects.visible_to(request.user).select_related("measure__session__group")
    return get_object_or_404(visible, pk=milestone_id)


@require_POST
def set_milestone(request: MemberRequest, measure_id: int) -> HttpResponse:
    measure, form = measure_or_404(request, measure_id), MilestoneForm(request.POST)
    if not attempt(
        form,
        lambda: actions.set_milestone(
            measure=measure, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return measure_page(request, measure, milestone_form=form)
    messages.success(request, "节点已设置。")
    return redirect("agendas:measure", measure_id=measure_id)


@require_POST
def drop_milestone(request: MemberRequest, milestone_id: int) -> HttpResponse:
    milestone = _milestone_or_404(request, milestone_id)
    press(
        request,
        lambda: actions.drop_milestone(milestone=milestone, by=request.user, at=timezone.now()),
        done="节点已删除。",
    )
    return redirect("agendas:measure", measure_id=milestone.measure_id)


@require_POST
def reach_milestone(request: MemberRequest, milestone_id: int) -> HttpResponse:
    milestone = _milestone_or_404(request, milestone_id)
    form = ReachingForm(request.POST, milestone=milestone)
    if not attempt(
        form,
        lambda: actions.reach_milestone(
            milestone=milestone, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        measure = measure_or_404(request, milestone.measure_id)
        return measure_page(request, measure, reaching_form=form)
    messages.success(request, "节点已完成。")
    return redirect("agendas:measure", measure_id=milestone.measure_id)
