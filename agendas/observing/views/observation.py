"""One observation: its team, what was agreed, the feedback, and who may do what next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import MemberRequest, attempt, found_alone, is_sent, press, sought
from agendas.observing import actions, rules
from agendas.observing.forms import ReportForm, ResponseForm, TeamForm, WordsForm
from agendas.observing.models import Observation, ObservationState
from agendas.sessions.actions import allow
from agendas.sessions.rules import runs


def _found_or_404(request: MemberRequest, observation_id: int) -> Observation:
    visible = Observation.objects.visible_to(request.user)
    return get_object_or_404(visible.with_all(), pk=observation_id)


def observation(request: MemberRequest, observation_id: int) -> HttpResponse:
    """The page; while somebody looks for people its team's form is asked again."""
    found = _found_or_404(request, observation_id)
    form = _team_form(request, found)
    if form and (alone := found_alone(request, form)):
        return alone
    return _page(request, found)


def _page(request: MemberRequest, one: Observation, **bound: Form) -> HttpResponse:
    """Forms come in ``bound`` when what was posted in them was refused."""
    now = timezone.now()
    supervises, leads = rules.supervises_for(request.user, one), runs(request.user, one.session)
    may_report = supervises or one.lead == request.user
    context: dict[str, Any] = {
        "observation": one,
        "now": now,
        "has_begun": one.has_begun(now),
        "leads": leads,
        "supervises": supervises,
        "last_day": _last_day(one),
        "due_on": rules.feedback_days([one.session])[0],
        "today": timezone.localdate(now),
        "team_form": bound.get("team") or _team_form(request, one),
        "words_form": bound.get("words") or _if(leads and not one.is_agreed(), WordsForm),
        "may_hand_over": leads and rules.refuse_handing_over(one) is None,
        "may_withdraw": supervises and rules.refuse_withdrawal(one) is None,
        "report_form": bound.get("report")
        or _if(may_report and not rules.refuse_feedback(one, texts=["x"], at=now), ReportForm),
        "response_form": bound.get("response")
        or _if(leads and one.state == ObservationState.REPORTED, lambda: _response_form(one)),
    }
    return render(request, "observing/observation.html", context, status=422 if bound else 200)


def _last_day(one: Observation) -> Any:
    return None if one.is_agreed() else rules.last_days_to_agree([one.session])[0]


def _if(permitted: bool, make: Callable[[], Form]) -> Form | None:  # noqa: FBT001 - reads as a sentence
    return make() if permitted else None


def _response_form(one: Observation) -> ResponseForm:
    return ResponseForm(initial={"text": one.response})


def _team_form(request: MemberRequest, one: Observation) -> TeamForm | None:
    """For those who supervise for the unit, until the meeting begins."""
    if not rules.supervises_for(request.user, one):
        return None
    refusal = rules.refuse_naming(one, at=timezone.now())
    return None if refusal else TeamForm(None, observation=one, sought=sought(request))


def name_team(request: MemberRequest, observation_id: int) -> HttpResponse:
    """Asked for without a form to send, the page itself: there people are looked for."""
    if request.method != "POST":
        return observation(request, observation_id)
    one = _found_or_404(request, observation_id)
    allow(rules.supervises_for(request.user, one))
    posted = request.POST if is_sent(request) else None
    form = TeamForm(posted, observation=one, sought=sought(request))
    if posted is None:
        return _looked(request, one, form)
    if not attempt(
        form,
        lambda: actions.name_team(
            observation=one, by=request.user, at=timezone.now(), **form.team()
        ),
    ):
        return _page(request, one, team=form)
    messages.success(request, "旁听组已确定。")
    return redirect("agendas:observation", observation_id=one.pk)


def _looked(request: MemberRequest, one: Observation, form: TeamForm) -> HttpResponse:
    """Somebody looked for people without scripts: the same page, with whom he found."""
    answer = _page(request, one, team=form)
    answer.status_code = 200
    return answer


@require_POST
def agree(request: MemberRequest, observation_id: int) -> HttpResponse:
    return _answer(request, observation_id, actions.agree, "已同意旁听，旁听组已列入参会名单。")


@require_POST
def ask_another(request: MemberRequest, observation_id: int) -> HttpResponse:
    return _answer(request, observation_id, actions.ask_another, "已请督导单位另选时间。")


def _answer(
    request: MemberRequest, observation_id: int, act: Callable[..., object], done: str
) -> HttpResponse:
    one = _found_or_404(request, observation_id)
    form = WordsForm(request.POST)
    if not attempt(
        form,
        lambda: act(observation=one, by=request.user, at=timezone.now(), **form.cleaned_data),
    ):
        return _page(request, one, words=form)
    messages.success(request, done)
    return redirect("agendas:observation", observation_id=one.pk)


@require_POST
def hand_over(request: MemberRequest, observation_id: int) -> HttpResponse:
    one = _found_or_404(request, observation_id)
    press(
        request,
        lambda: actions.hand_over(observation=one, by=request.user, at=timezone.now()),
        done="方案和材料已交旁听组。",
    )
    return redirect("agendas:observation", observation_id=one.pk)


@require_POST
def withdraw(request: MemberRequest, observation_id: int) -> HttpResponse:
    one = _found_or_404(request, observation_id)
    try:
        actions.withdraw(observation=one, by=request.user, at=timezone.now())
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
        return redirect("agendas:observation", observation_id=observation_id)
    messages.success(request, "旁听已撤销，并通知中心组。")
    return redirect("agendas:observations")


@require_POST
def report(request: MemberRequest, observation_id: int) -> HttpResponse:
    one = _found_or_404(request, observation_id)
    form = ReportForm(request.POST)
    if not attempt(
        form,
        lambda: actions.report(
            observation=one, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return _page(request, one, report=form)
    messages.success(request, "旁听反馈已提交，问题已列入该中心组的问题清单。")
    return redirect("agendas:observation", observation_id=one.pk)


@require_POST
def respond(request: MemberRequest, observation_id: int) -> HttpResponse:
    one = _found_or_404(request, observation_id)
    form = ResponseForm(request.POST)
    if not attempt(
        form,
        lambda: actions.respond(
            observation=one, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return _page(request, one, response=form)
    messages.success(request, "整改情况已登记。")
    return redirect("agendas:observation", observation_id=one.pk)
