"""The course of a draft: when it is written, withdrawn and decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from agendas.drafts.models import Draft
from agendas.sessions.models import Outcome, StudySession
from agendas.sessions.rules import prepared_since, refuse_change
from studygroups.forms.models import Stage


@dataclass(frozen=True, slots=True)
class Course:
    """When drafts of one kind are written and decided, and the words in which that is refused.

    ``written_in`` are the stages in which it is written, and what was approved is returned to be
    rewritten; ``decided_in`` those in which what waits is withdrawn or decided, none meaning any
    until the session is closed. Nothing of it is signed on paper before ``since``.
    """

    written_in: tuple[Stage, ...]
    decided_in: tuple[Stage, ...]
    submitted: TextChoices
    approved: TextChoices
    not_submitted: TextChoices
    # Said to whoever approves it once more.
    twice: TextChoices
    since: Callable[[StudySession], date] = prepared_since

    def refuse_writing(self, session: StudySession, draft: Draft | None) -> TextChoices | None:
        """It stands still from the moment the leader is asked: he decides on what he has read."""
        if refusal := refuse_change(session, *self.written_in):
            return refusal
        if draft is None or draft.is_writable():
            return None
        return self.submitted if draft.is_submitted() else self.approved

    def refuse_withdrawing(self, draft: Draft) -> TextChoices | None:
        if refusal := refuse_change(draft.session, *self.decided_in):
            return refusal
        return None if draft.is_submitted() else self.not_submitted

    def refuse_deciding(self, draft: Draft, *, outcome: str) -> TextChoices | None:
        """What waits is approved or returned; what was approved can only be returned."""
        if not draft.is_approved():
            return self.refuse_withdrawing(draft)
        if outcome == Outcome.RETURNED:
            return refuse_change(draft.session, *self.written_in)
        return refuse_change(draft.session, *self.decided_in) or self.twice
