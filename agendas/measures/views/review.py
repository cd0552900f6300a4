"""The forms of whoever decides on a measure, or enters what another signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.http import MemberRequest
from accounts.people.models import User
from agendas.measures import rules
from agendas.measures.forms import PaperStopForm, StopForm
from agendas.measures.models import Change, Measure
from agendas.measures.rules import Asked
from agendas.sessions.forms import DecisionForm, PaperDecisionForm
from agendas.sessions.rules import records_for_others, signers


@dataclass(frozen=True, slots=True)
class Review:
    """Whether the visitor decides on this measure himself, or enters what another signed."""

    measure: Measure
    asked: Asked | None
    deciders: list[User]
    is_decider: bool
    is_recorder: bool

    @classmethod
    def of(
        cls,
        request: MemberRequest,
        measure: Measure,
        asked: Asked | None,
        *,
        is_recorder: bool | None = None,
    ) -> Review:
        """``is_recorder`` is handed over by a page that knows the visitor's seat already."""
        deciders = rules.reviewers(measure, on=timezone.localdate(), asked=asked)
        if is_recorder is None:
            is_recorder = records_for_others(request.user, measure.session)
        involved = rules.is_doer(request.user, measure)
        is_decider = request.user in deciders
        return cls(measure, asked, deciders, is_decider, is_recorder and not involved)

    def decision_form(self, *posted: Any) -> DecisionForm | None:
        """For what was asked; each kind of request has its own ids on the page."""
        shown = self.asked.pk if self.asked else None
        own: dict[str, Any] = {"revision": shown}
        if isinstance(self.asked, Change):
            own["auto_id"] = "change-%s"
        if self.is_decider:
            return DecisionForm(*posted, **own)
        if self.is_recorder:
            return PaperDecisionForm(*posted, **own, **self._signers())
        return None

    def stop_form(self, *posted: Any) -> StopForm | None:
        if self.is_decider:
            return StopForm(*posted)
        return PaperStopForm(*posted, **self._signers()) if self.is_recorder else None

    def _signers(self) -> dict[str, Any]:
        involved = rules.involved(self.measure, self.asked)
        signers_then = signers(self.measure.session, concerned=involved)
        return {"signers": signers_then, "deciders": self.deciders}
