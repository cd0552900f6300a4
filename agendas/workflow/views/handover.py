"""Handing over: who leaves, who follows, what passes over, and the one button that does it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.http import MemberRequest, attempt, found_alone, sought
from agendas.sessions.actions import allow
from agendas.workflow import actions, rules
from agendas.workflow.forms import HandoverForm
from agendas.workflow.rules import OpenWork
from studygroups.groups.models import StudyGroup


def hand_over(request: MemberRequest, group_id: int) -> HttpResponse:
    visible = StudyGroup.objects.visible_to(request.user).select_related("unit")
    group = get_object_or_404(visible, pk=group_id)
    allow(rules.may_hand_over(request.user, group, on=timezone.localdate()))
    look = sought(request)
    # Whoever follows a link has the leaver alone filled in.
    is_asked = "on" in look.typed and "find" not in look.typed
    form = HandoverForm(look.typed if is_asked else None, group=group, sought=look)
    if found := found_alone(request, form):
        return found
    if request.method == "POST" and is_asked and (words := _confirm(request, group, form)):
        messages.success(request, words)
        return redirect("agendas:hand_over", group_id=group.pk)
    context = {"group": group, "form": form, "work": _shown(group, form) if is_asked else None}
    status = 422 if is_asked and form.errors else 200
    return render(request, "workflow/hand_over.html", context, status=status)


def _confirm(request: MemberRequest, group: StudyGroup, form: HandoverForm) -> str:
    """What was done, in words; empty where it was refused."""
    work: OpenWork | None = attempt(
        form,
        lambda: actions.hand_over(
            group=group, by=request.user, at=timezone.now(), seen=form.seen(), **form.facts()
        ),
    )
    return f"{form.cleaned_data['leaver']}的{work.in_words()}已移交。" if work else ""


def _shown(group: StudyGroup, form: HandoverForm) -> OpenWork | None:
    """What passes over as things stand; ``None`` where the form says why nothing does."""
    form.is_valid()
    if not form.is_filled():
        return None
    facts, today = form.facts(), timezone.localdate()
    if refusal := rules.refuse_handover(group, today=today, **facts):
        if not form.errors:
            form.add_error(None, ValidationError(refusal.label, code=refusal.value))
        return None
    return rules.open_work(group, facts["leaver"], facts["successor"], today=today)
