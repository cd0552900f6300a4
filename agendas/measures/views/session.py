"""The measures of one session: making them, saying why there are none, sharing them."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, attempt, found_alone, is_sent, press, sought
from agendas.measures import actions
from agendas.measures.forms import IndicatorForm, MeasureForm, NoMeasuresForm
from agendas.measures.models import Indicator, Measure
from agendas.measures.rules import (
    MAKING,
    MeasureStanding,
    Yardstick,
    people_for,
    recent_first,
    standings,
    with_progress,
)
from agendas.minutes.models import Resolution
from agendas.sessions.actions import allow, path_of
from agendas.sessions.http import session_or_404
from agendas.sessions.models import StudySession
from agendas.sessions.rules import may_decide, runs
from agendas.topics.models import Problem
from studygroups.forms.models import Stage
from studygroups.groups.models import LEADS
from studygroups.groups.rules import membership_of, supervises


def _part(
    request: MemberRequest,
    session: StudySession,
    *,
    indicator_form: IndicatorForm | None = None,
    none_form: NoMeasuresForm | None = None,
) -> HttpResponse:
    """The measures he may see with their lights; for those who run the session, what to add."""
    seat = membership_of(request.user, session.group, on=timezone.localdate())
    is_lead = seat is not None and seat.role in LEADS
    visible = Measure.objects.visible_to(request.user).filter(session=session)
    yardstick = Yardstick.of(timezone.localdate())
    rows = standings(with_progress(visible, yardstick), yardstick.on)
    running = [row.measure for row in rows if row.measure.is_running()]
    may_make = is_lead and session.stage in MAKING
    if may_make and running and indicator_form is None:
        newest = max(measure.pk for measure in running)
        chosen = {"measure": request.GET.get("measure", newest)}
        indicator_form = IndicatorForm(measures=running, initial=chosen)
    if is_lead and session.stage == Stage.CONVERSION and not rows and none_form is None:
        none_form = NoMeasuresForm(initial={"reason": session.no_measures_reason})
    context = {
        "session": session,
        "part": "session_measures",
        "rows": rows,
        "belongs": seat is not None,
        "counts": _counts(request, session) if seat is None else None,
        "may_make": may_make,
        "sources": _sources(request, session, rows) if may_make else [],
        "may_share": is_lead and may_decide(request.user, session),
        "indicator_form": indicator_form,
        "none_form": none_form,
    }
    refused = any(form and form.errors for form in (indicator_form, none_form))
    return render(request, "measures/part.html", context, status=422 if refused else 200)


def _sources(
    request: MemberRequest, session: StudySession, rows: list[MeasureStanding]
) -> list[tuple[Resolution, int]]:
    """What the meeting agreed, and how many measures came of each."""
    made = Counter(row.measure.resolution_id for row in rows)
    resolutions = Resolution.objects.visible_to(request.user).filter(session=session)
    return [(resolution, made[resolution.pk]) for resolution in resolutions]


def _counts(request: MemberRequest, session: StudySession) -> dict[str, int] | None:
    """How words became measures, in figures: all that a supervisor sees unasked."""
    if not supervises(request.user, session.group):
        return None
    return Measure.objects.filter(session=session).by_status()


@require_GET
def session_measures(request: MemberRequest, session_id: int) -> HttpResponse:
    return _part(request, session_or_404(request, session_id))


def _measure_form(request: MemberRequest, session: StudySession) -> MeasureForm:
    """The form, filled with what the address names as its source or is typed so far."""
    resolutions = Resolution.objects.visible_to(request.user).filter(session=session)
    today = timezone.localdate()
    return MeasureForm(
        request.POST if is_sent(request) else None,
        sought=sought(request),
        people=recent_first(people_for(session.group), session.group, by=request.user),
        resolutions=resolutions,
        problems=Problem.objects.visible_to(request.user).filter(group=session.group_id),
        initial={
            "lead_unit": str(session.group.unit),
            "starts_on": today,
            "due_on": today.replace(month=12, day=31),
        },
    )


def make_measure(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    allow(runs(request.user, session))
    form = _measure_form(request, session)
    if found := found_alone(request, form):
        return found
    if is_sent(request):
        measure = attempt(
            form,
            lambda: actions.make_measure(
                session=session, by=request.user, at=timezone.now(), **form.cleaned_data
            ),
        )
        if measure:
            messages.success(request, "措施已形成，已通知责任人。请为它添加指标。")
            return redirect(f"{path_of(session, 'session_measures')}?measure={measure.pk}")
    context = {"session": session, "part": "session_measures", "form": form}
    status = 422 if form.errors else 200
    return render(request, "measures/make.html", context, status=status)


@require_POST
def add_indicator(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    allow(runs(request.user, session))
    form = IndicatorForm(request.POST, measures=Measure.objects.filter(session=session))
    if not attempt(
        form,
        lambda: actions.add_indicator(
            measure=form.cleaned_data["measure"],
            by=request.user,
            at=timezone.now(),
            **form.facts(),
        ),
    ):
        return _part(request, session, indicator_form=form)
    messages.success(request, "指标已添加。")
    return redirect("agendas:session_measures", session_id=session_id)


@require_POST
def explain_no_measures(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    form = NoMeasuresForm(request.POST)
    if not attempt(
        form,
        lambda: actions.explain_no_measures(
            session=session, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return _part(request, session, none_form=form)
    messages.success(request, "理由已记录。")
    return redirect("agendas:session_measures", session_id=session_id)


@require_POST
def share_measures(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    shares = request.POST.get("shares") == "yes"
    press(
        request,
        lambda: actions.share_measures(
            session=session, by=request.user, at=timezone.now(), shares=shares
        ),
        done="已向督导单位公开措施。" if shares else "已停止向督导单位公开措施。",
    )
    return redirect("agendas:session_measures", session_id=session_id)


@require_POST
def remove_measure(request: MemberRequest, measure_id: int) -> HttpResponse:
    visible = Measure.objects.visible_to(request.user).select_related("session__group")
    measure = get_object_or_404(visible, pk=measure_id)
    press(
        request,
        lambda: actions.remove_measure(measure=measure, by=request.user, at=timezone.now()),
        done="措施已删除。",
    )
    return redirect("agendas:session_measures", session_id=measure.session_id)


@require_POST
def remove_indicator(request: MemberRequest, indicator_id: int) -> HttpResponse:
    visible = Indicator.objects.visible_to(request.user).select_related("measure__session__group")
    indicator = get_object_or_404(visible, pk=indicator_id)
    press(
        request,
        lambda: actions.remove_indicator(indicator=indicator, by=request.user, at=timezone.now()),
        done="指标已删除。",
    )
    return redirect("agendas:session_measures", session_id=indicator.measure.session_id)
