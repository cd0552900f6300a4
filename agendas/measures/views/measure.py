"""The page of one measure: how it stands, where it comes from, what the visitor may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.http import MemberRequest
from accounts.people.models import User
from agendas.measures import rules
from agendas.measures.forms import ClosingForm, PaperStopForm, ReadingForm, StopForm
from agendas.measures.models import Closing, Measure, MeasureStatus, Reading, with_progress
from agendas.measures.rules import Yardstick, standing_of
from agendas.measures.views.measures import open_sessions
from agendas.minutes.models import Resolution
from agendas.sessions.forms import DecisionForm, PaperDecisionForm
from agendas.sessions.rules import records_for_others, runs, signers
from agendas.topics.models import Problem


def measure_or_404(request: MemberRequest, measure_id: int) -> Measure:
    readings = Reading.objects.select_related("file", "recorded_by", "proxy__entered_by")
    visible = with_progress(Measure.objects.visible_to(request.user)).prefetch_related(
        Prefetch("indicators__readings", readings)
    )
    return get_object_or_404(
        visible.select_related("stop_decision__by", "stop_decision__recorded_by"), pk=measure_id
    )


@dataclass(frozen=True, slots=True)
class Review:
    """Whether the visitor ends this measure himself, or enters what another signed."""

    measure: Measure
    closing: Closing | None
    deciders: list[User]
    is_decider: bool
    is_recorder: bool

    @classmethod
    def of(cls, request: MemberRequest, measure: Measure, closing: Closing | None) -> Review:
        deciders = rules.reviewers(measure, on=timezone.localdate(), closing=closing)
        is_recorder = records_for_others(request.user, measure.session)
        involved = rules.is_doer(request.user, measure)
        is_decider = request.user in deciders
        return cls(measure, closing, deciders, is_decider, is_recorder and not involved)

    def decision_form(self, *posted: Any) -> DecisionForm | None:
        shown = self.closing.pk if self.closing else None
        if self.is_decider:
            return DecisionForm(*posted, revision=shown)
        if self.is_recorder:
            return PaperDecisionForm(*posted, revision=shown, **self._signers())
        return None

    def stop_form(self, *posted: Any) -> StopForm | None:
        if self.is_decider:
            return StopForm(*posted)
        return PaperStopForm(*posted, **self._signers()) if self.is_recorder else None

    def _signers(self) -> dict[str, Any]:
        involved = rules.involved(self.measure, self.closing)
        signers_then = signers(self.measure.session, concerned=involved)
        return {"signers": signers_then, "deciders": self.deciders}


def measure_page(request: MemberRequest, measure: Measure, **refused: Form) -> HttpResponse:
    """Everything about one measure; ``refused`` are the forms to show again as typed."""
    standing = standing_of(measure, Yardstick.of(timezone.localdate()))
    closings = list(
        measure.closings.select_related(
            "applied_by",
            "proxy__entered_by",
            "file",
            "decision__by",
            "decision__recorded_by",
        )
    )
    pending = closings[0] if measure.status == MeasureStatus.APPLIED else None
    is_live = measure.is_running()
    review = Review.of(request, measure, pending) if is_live else None
    reports = review and (review.is_recorder or rules.is_doer(request.user, measure))
    context = {
        "standing": standing,
        "measure": measure,
        "session": measure.session,
        "chain": _chain(request, measure),
        "former_doers": measure.former_doers.all(),
        "session_opens": bool(open_sessions(request, [measure])),
        "closings": closings,
        "reading_forms": _reading_forms(request, measure, refused) if reports else [],
        "closing_form": _closing_form(request, measure) if reports and not pending else None,
        "decision_form": review.decision_form() if review and pending else None,
        "stop_form": review.stop_form() if review else None,
        "may_remove": is_live and _is_untouched(standing) and runs(request.user, measure.session),
        **refused,
    }
    return render(request, "measures/measure.html", context, status=422 if refused else 200)


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


def _closing_form(request: MemberRequest, measure: Measure) -> ClosingForm:
    return ClosingForm(for_another=not rules.is_doer(request.user, measure))


def _is_untouched(standing: rules.MeasureStanding) -> bool:
    is_open = standing.measure.status == MeasureStatus.OPEN
    return is_open and not any(one.value is not None for one in standing.indicators)


def _chain(request: MemberRequest, measure: Measure) -> list[tuple[str, str]]:
    """From problem to measure, as far as the visitor may see it; the page adds the indicators."""
    problems = Problem.objects.visible_to(request.user)
    resolutions = Resolution.objects.visible_to(request.user)
    problem = problems.filter(measures=measure).first()
    resolution = resolutions.filter(measures=measure).first()
    links = [("问题", problem.title)] if problem else []
    if resolution:
        links.append((resolution.get_kind_display(), resolution.text))
    return [*links, ("措施", measure.title)]


@require_GET
def measure(request: MemberRequest, measure_id: int) -> HttpResponse:
    return measure_page(request, measure_or_404(request, measure_id))
