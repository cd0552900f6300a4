"""The page of a draft: what may be done about it there, and what its buttons do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.http import MemberRequest, attempt, press
from agendas.drafts.actions import Acts
from agendas.drafts.forms import DraftForm
from agendas.drafts.models import D, Draft
from agendas.drafts.rules import Course
from agendas.sessions.forms import PaperDecisionForm, start_again
from agendas.sessions.http import decision_form, posted_decision, session_or_404
from agendas.sessions.models import Outcome, StudySession


def deciding(
    request: MemberRequest, draft: Draft | None, course: Course, *, is_lead: bool
) -> dict[str, object]:
    """The form for whoever decides or enters it, and whether the visitor may withdraw it."""
    if draft is None or course.refuse_deciding(draft, outcome=Outcome.RETURNED):
        return {}
    form = decision_form(
        request, draft.session, concerned=[draft.submitted_by], revision=draft.revision
    )
    # Whoever decides returns it; withdrawing is for those who wait.
    waits = is_lead and (form is None or isinstance(form, PaperDecisionForm))
    may_withdraw = waits and course.refuse_withdrawing(draft) is None
    return {"decision_form": form, "may_withdraw": may_withdraw}


@dataclass(frozen=True, slots=True)
class DraftPage(Generic[D]):
    """The page of one kind of draft: how it is found and shown, and what its buttons do.

    ``show`` takes the form just refused as ``draft_form`` or ``decision_form``.
    """

    find: Callable[[MemberRequest, StudySession], D | None]
    show: Callable[..., HttpResponse]
    acts: Acts[D]

    def get(self, request: MemberRequest, session_id: int) -> D:
        """The draft, for those who may read it."""
        draft = self.find(request, session_or_404(request, session_id))
        if draft is None:
            raise Http404
        return draft

    def save(self, request: MemberRequest, session: StudySession, form: DraftForm) -> HttpResponse:
        """Save what was written; with the second button also ask the leader to decide."""
        is_last = "submit" in request.POST
        saved = attempt(form, lambda: self._save(request, session, form, is_last=is_last))
        if not saved:
            # His text stays in the form, and another's stands beside it where he was late.
            if theirs := self.find(request, session):
                form.start_from(theirs)
            return self.show(request, session, draft_form=form)
        messages.success(request, f"{saved.MATTER.label}已{'送审' if is_last else '保存'}。")
        return redirect(f"agendas:{saved.PART}", session_id=session.pk)

    def submit(self, request: MemberRequest, session_id: int, *, done: str) -> HttpResponse:
        return self._press(request, self.get(request, session_id), self.acts.submit, done=done)

    def withdraw(self, request: MemberRequest, session_id: int) -> HttpResponse:
        draft = self.get(request, session_id)
        done = f"{draft.MATTER.label}已撤回，可以修改。"
        return self._press(request, draft, self.acts.withdraw, done=done)

    def decide(self, request: MemberRequest, session_id: int) -> HttpResponse:
        """Approve or return it, or enter what was decided on paper."""
        draft = self.get(request, session_id)
        form = posted_decision(
            request, draft.session, concerned=[draft.submitted_by], revision=draft.revision
        )
        if not attempt(
            form,
            lambda: self.acts.decide(**_signed(request, draft), **form.answer(by=request.user)),
        ):
            start_again(form, revision=draft.revision)
            return self.show(request, draft.session, decision_form=form)
        messages.success(request, "审定结果已记录。")
        return redirect(f"agendas:{draft.PART}", session_id=session_id)

    def _save(
        self, request: MemberRequest, session: StudySession, form: DraftForm, *, is_last: bool
    ) -> D:
        now = timezone.now()
        draft = self.acts.save(session=session, by=request.user, at=now, **form.words())
        return self.acts.submit(**_signed(request, draft)) if is_last else draft

    def _press(
        self, request: MemberRequest, draft: D, act: Callable[..., D], *, done: str
    ) -> HttpResponse:
        press(request, lambda: act(**_signed(request, draft)), done=done)
        return redirect(f"agendas:{draft.PART}", session_id=draft.session.pk)


def _signed(request: MemberRequest, draft: Draft) -> dict[str, Any]:
    """What every action of a draft asks: the draft by its name, who acts, and when."""
    return {draft.name(): draft, "by": request.user, "at": timezone.now()}
