"""What is done to one measure: progress, closing, stopping."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import MemberRequest, attempt
from agendas.measures import actions
from agendas.measures.forms import ClosingForm, ReadingForm
from agendas.measures.models import Closing, Indicator
from agendas.measures.rules import is_doer
from agendas.measures.views.measure import measure_or_404, measure_page
from agendas.measures.views.review import Review
from agendas.sessions.forms import start_again


@require_POST
def record_reading(request: MemberRequest, indicator_id: int) -> HttpResponse:
    visible = Indicator.objects.visible_to(request.user).select_related("measure__session__group")
    indicator = get_object_or_404(visible, pk=indicator_id)
    form = ReadingForm(
        request.POST,
        request.FILES,
        indicator=indicator,
        for_another=not is_doer(request.user, indicator.measure),
    )
    if not attempt(
        form,
        lambda: actions.record_reading(
            indicator=indicator, by=request.user, at=timezone.now(), **form.facts(by=request.user)
        ),
    ):
        return measure_page(
            request, measure_or_404(request, indicator.measure_id), reading_form=form
        )
    messages.success(request, "进度已报。")
    return redirect("agendas:measure", measure_id=indicator.measure_id)


@require_POST
def apply_closing(request: MemberRequest, measure_id: int) -> HttpResponse:
    measure = measure_or_404(request, measure_id)
    for_another = not is_doer(request.user, measure)
    form = ClosingForm(request.POST, request.FILES, for_another=for_another)
    if not attempt(
        form,
        lambda: actions.apply_closing(
            measure=measure, by=request.user, at=timezone.now(), **form.facts(by=request.user)
        ),
    ):
        return measure_page(request, measure, closing_form=form)
    messages.success(request, "已申请办结，已请组长复核。")
    return redirect("agendas:measure", measure_id=measure_id)


@require_POST
def decide_closing(request: MemberRequest, measure_id: int) -> HttpResponse:
    measure = measure_or_404(request, measure_id)
    pending = Closing.objects.filter(measure=measure).awaiting_decision().first()
    review = Review.of(request, measure, pending)
    form = review.decision_form(request.POST, request.FILES)
    if form is None:
        raise PermissionDenied
    if not attempt(
        form,
        lambda: actions.decide_closing(
            measure=measure, by=request.user, at=timezone.now(), **form.answer(by=request.user)
        ),
    ):
        if pending:
            start_again(form, revision=pending.pk)
        return measure_page(request, measure, decision_form=form)
    messages.success(request, "复核结果已记录。")
    return redirect("agendas:measure", measure_id=measure_id)


@require_POST
def stop_measure(request: MemberRequest, measure_id: int) -> HttpResponse:
    measure = measure_or_404(request, measure_id)
    form = Review.of(request, measure, None).stop_form(request.POST, request.FILES)
    if form is None:
        raise PermissionDenied
    if not attempt(
        form,
        lambda: actions.stop_measure(
            measure=measure, by=request.user, at=timezone.now(), **form.answer(by=request.user)
        ),
    ):
        return measure_page(request, measure, stop_form=form)
    messages.success(request, "措施已终止，理由留痕。")
    return redirect("agendas:measure", measure_id=measure_id)
