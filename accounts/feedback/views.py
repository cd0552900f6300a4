"""意见建议: writing, reading the answer, answering."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.feedback import actions
from accounts.feedback.forms import AnswerForm, FeedbackForm
from accounts.feedback.models import Feedback
from accounts.http import MemberRequest, attempt, one_page
from accounts.people.models import Role

PAGE_SIZE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: MemberRequest) -> HttpResponse:
    """His own with the answers, below the form to write; what others wrote under ``?scope``."""
    if request.method != "POST" and request.GET.get("scope") == "others":
        return _others(request)
    form = FeedbackForm(request.POST or None, initial={"page": request.GET.get("page_of", "")})
    if request.method == "POST" and attempt(
        form,
        lambda: actions.send_feedback(by=request.user, at=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, "意见建议已提交，答复后通知您。")
        return redirect("feedback:feedback")
    own = Feedback.objects.filter(writer=request.user).select_related("answered_by")
    context = {"form": form, "page": one_page(request, own, size=PAGE_SIZE)}
    return _show(request, "feedback/own.html", context, is_refused=bool(form.errors))


def _others(request: MemberRequest, refused: AnswerForm | None = None, pk: int = 0) -> HttpResponse:
    """What others wrote whom he may answer, each with a form; the refused one as it was typed."""
    rows = Feedback.objects.to_answer(request.user).select_related("writer__unit", "answered_by")
    page = one_page(request, rows, size=PAGE_SIZE)
    forms = {row.pk: AnswerForm(feedback=row) for row in page if not row.answered_at}
    if refused:
        forms[pk] = refused
    context = {"page": page, "lines": [(row, forms.get(row.pk)) for row in page]}
    return _show(request, "feedback/others.html", context, is_refused=refused is not None)


def _show(
    request: MemberRequest, template: str, context: Mapping[str, object], *, is_refused: bool
) -> HttpResponse:
    answers = request.user.roles.filter(role=Role.SYSTEM_ADMIN).exists()
    context = {**context, "answers": answers}
    return render(request, template, context, status=422 if is_refused else 200)


@require_POST
def answer_feedback(request: MemberRequest, feedback_id: int) -> HttpResponse:
    row = get_object_or_404(Feedback.objects.visible_to(request.user), pk=feedback_id)
    form = AnswerForm(request.POST, feedback=row)
    if not attempt(
        form,
        lambda: actions.answer_feedback(
            feedback=row, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return _others(request, refused=form, pk=row.pk)
    messages.success(request, "已答复，并通知提出人。")
    return redirect(f"{reverse('feedback:feedback')}?scope=others")
