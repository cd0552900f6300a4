"""The page of one measure: how it stands, where it comes from, what the visitor may do."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.http import MemberRequest
from agendas.measures import rules
from agendas.measures.forms import (
    ClosingForm,
    ExtensionForm,
    MilestoneForm,
    ReachingForm,
    ReadingForm,
    TargetForm,
)
from agendas.measures.models import Measure, MeasureStatus, Milestone, Reading
from agendas.measures.rules import Yardstick, standing_of, with_progress
from agendas.measures.views.measures import open_sessions
from agendas.measures.views.review import Review
from agendas.minutes.models import Resolution
from agendas.topics.models import Problem
from studygroups.groups.models import LEADS, GroupRole
from studygroups.groups.rules import membership_of


def measure_or_404(request: MemberRequest, measure_id: int) -> Measure:
    readings = Reading.objects.select_related("file", "recorded_by", "proxy__entered_by")
    rows = Measure.objects.visible_to(request.user)
    visible = with_progress(rows, Yardstick.of(timezone.localdate())).prefetch_related(
        Prefetch("indicators__readings", readings)
    )
    return get_object_or_404(
        visible.select_related(
            "stop_decision__by", "stop_decision__acted_for", "stop_decision__recorded_by"
        ),
        pk=measure_id,
    )


def measure_page(request: MemberRequest, measure: Measure, **refused: Form) -> HttpResponse:
    """Everything about one measure; ``refused`` are the forms to show again as typed."""
    standing = standing_of(measure, timezone.localdate())
    seat = membership_of(request.user, measure.session.group, on=timezone.localdate())
    is_recorder = seat is not None and seat.role == GroupRole.SECRETARY
    is_live = measure.is_running()
    reports = is_live and (is_recorder or rules.is_doer(request.user, measure))
    context = {
        "standing": standing,
        "measure": measure,
        "session": measure.session,
        "chain": _chain(request, measure),
        "former_doers": measure.former_doers.all(),
        "session_opens": bool(open_sessions(request, [measure])),
        "reading_forms": _reading_forms(request, measure, refused) if reports else [],
        **_ending(request, measure, reports=reports, is_recorder=is_recorder),
        **_changing(request, measure, reports=reports, is_recorder=is_recorder),
        **_steps(measure, refused, reports=reports),
    }
    is_lead = seat is not None and seat.role in LEADS
    untouched = (
        is_live
        and not context["changes"]
        and not any(step.done_on for step, _ in context["milestones"])
        and _is_untouched(standing)
    )
    context |= {"may_remove": untouched and is_lead, **refused}
    return render(request, "measures/measure.html", context, status=422 if refused else 200)


def _ending(
    request: MemberRequest, measure: Measure, *, reports: bool, is_recorder: bool
) -> dict[str, Any]:
    """The applications to close the measure, and what he may do to end it."""
    people = (
        *("applied_by", "proxy__entered_by", "file"),
        *("decision__by", "decision__acted_for", "decision__recorded_by"),
    )
    closings = list(measure.closings.select_related(*people))
    pending = closings[0] if measure.status == MeasureStatus.APPLIED else None
    review = (
        Review.of(request, measure, pending, is_recorder=is_recorder)
        if measure.is_running()
        else None
    )
    return {
        "closings": closings,
        "closing_form": _closing_form(request, measure) if reports and not pending else None,
        "decision_form": review.decision_form() if review and pending else None,
        "stop_form": review.stop_form() if review else None,
    }


def _changing(
    request: MemberRequest, measure: Measure, *, reports: bool, is_recorder: bool
) -> dict[str, Any]:
    """The trail of what was asked to be changed, and what he may ask or decide."""
    people = (
        *("indicator", "applied_by", "proxy__entered_by"),
        *("decision__by", "decision__acted_for", "decision__recorded_by"),
    )
    changes = list(measure.changes.select_related(*people))
    pending = next((one for one in changes if one.decision is None), None)
    if pending and measure.is_running():
        review = Review.of(request, measure, pending, is_recorder=is_recorder)
        return {"changes": changes, "change_form": review.decision_form()}
    if not reports or rules.refuse_asking(measure, waits=False, at=timezone.now()):
        return {"changes": changes}
    for_another = not rules.is_doer(request.user, measure)
    target_form = TargetForm(measure=measure, for_another=for_another)
    return {
        "changes": changes,
        "extension_form": ExtensionForm(for_another=for_another),
        "target_form": target_form if measure.indicators.all() else None,
    }


def _reading_forms(
    request: MemberRequest, measure: Measure, refused: dict[str, Form]
) -> list[Form]:
    """One form for each indicator; the refused one keeps what was typed."""
    again, today = refused.get("reading_form"), timezone.localdate()
    for_another = not rules.is_doer(request.user, measure)
    return [
        again
        if isinstance(again, ReadingForm) and again.indicator == indicator
        else ReadingForm(indicator=indicator, for_another=for_another, initial={"read_on": today})
        for indicator in measure.indicators.all()
    ]


def _steps(measure: Measure, refused: dict[str, Form], *, reports: bool) -> dict[str, Any]:
    """The milestones, each not done with the form that reports it; the refused keeps its words."""
    again, today = refused.get("reaching_form"), timezone.localdate()

    def form(step: Milestone) -> Form | None:
        if step.done_on or not reports:
            return None
        if isinstance(again, ReachingForm) and again.milestone == step:
            return again
        return ReachingForm(milestone=step, initial={"done_on": today})

    steps = measure.milestones.select_related("done_by")
    return {
        "milestones": [(step, form(step)) for step in steps],
        "milestone_form": MilestoneForm() if reports else None,
        "today": today,
    }


def _closing_form(request: MemberRequest, measure: Measure) -> ClosingForm:
    return ClosingForm(for_another=not rules.is_doer(request.user, measure))


def _is_untouched(standing: rules.MeasureStanding) -> bool:
    is_open = standing.measure.status == MeasureStatus.OPEN
    return is_open and not any(one.indicator.value is not None for one in standing.indicators)


def _chain(request: MemberRequest, measure: Measure) -> list[tuple[str, str]]:
    """From problem to measure, as far as the visitor may see it; the page adds the indicators."""
    problems = Problem.objects.visible_to(request.user)
    resolutions = Resolution.objects.visible_to(request.user)
    problem = measure.problem_id and problems.filter(measures=measure).first()
    resolution = measure.resolution_id and resolutions.filter(measures=measure).first()
    links = [("问题", problem.title)] if problem else []
    if resolution:
        links.append((resolution.get_kind_display(), resolution.text))
    return [*links, ("措施", measure.title)]


@require_GET
def measure(request: MemberRequest, measure_id: int) -> HttpResponse:
    return measure_page(request, measure_or_404(request, measure_id))
