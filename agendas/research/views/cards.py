"""What one visitor sees of a paper and may do to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm

from accounts.http import MemberRequest
from accounts.people.models import User
from agendas.research import rules
from agendas.research.forms import FindingForm, RemarkForm
from agendas.research.models import Duty, Finding, FindingKind, Research, ResearchState
from agendas.sessions.models import StudySession
from agendas.sessions.rules import refuse_change
from studygroups.forms.models import Stage
from studygroups.groups.models import LEADS, GroupRole, Membership
from studygroups.groups.rules import entitled


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was refused, and the key of the paper or duty it is about."""

    form: BaseForm
    about: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One paper on the page, with what this visitor may do to it."""

    paper: Research
    findings: list[tuple[str, list[Finding]]]
    may_edit: bool
    may_return: bool
    may_ask_more: bool
    may_mark: bool
    has_room: bool
    finding_form: FindingForm
    remark_form: RemarkForm


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks at which session, after which refusal, and the group's seats, read once."""

    request: MemberRequest
    session: StudySession
    seats: list[Membership]
    refused: Refused | None

    @property
    def user(self) -> User:
        return self.request.user

    @property
    def seat(self) -> Membership | None:
        return next((seat for seat in self.seats if seat.person_id == self.user.pk), None)

    @property
    def runs(self) -> bool:
        return self.seat is not None and self.seat.role in LEADS

    @property
    def is_secretary(self) -> bool:
        return self.seat is not None and self.seat.role == GroupRole.SECRETARY

    def is_in(self, *stages: Stage) -> bool:
        return refuse_change(self.session, *stages) is None

    def form_of(self, kind: type[BaseForm], about: int | None) -> Any:
        """The refused form, if it is of that kind and about that row."""
        if self.refused and isinstance(self.refused.form, kind) and self.refused.about == about:
            return self.refused.form
        return None

    def is_opened(self, name: str, duty: Duty) -> bool:
        """Whether the form about that member was opened by its link."""
        return self.request.GET.get(name) == str(duty.pk)


def card_of(visit: Visit, paper: Research) -> Card:
    """The paper with its findings grouped, what the visitor may do to it, and the forms for it."""
    is_own = rules.wrote(visit.user, paper)
    findings = list(paper.findings.all())
    may_remark = visit.runs and visit.is_in(*rules.UNTIL_HELD)
    # Several forms of a kind stand on the page, so their fields need ids of their own.
    ids = f"id_{paper.pk}_%s"
    return Card(
        paper=paper,
        findings=[
            (label, [finding for finding in findings if finding.kind == kind])
            for kind, label in FindingKind.choices
        ],
        may_edit=(is_own or visit.is_secretary)
        and rules.refuse_hand_in(visit.session, paper) is None,
        may_return=may_remark and _may_return(visit, paper),
        may_ask_more=may_remark
        and not is_own
        and rules.refuse_remark(paper, to=ResearchState.MORE_ASKED) is None,
        may_mark=(is_own or visit.runs) and visit.is_in(*rules.UNTIL_CLOSED),
        has_room=len(findings) < rules.MOST_FINDINGS,
        finding_form=visit.form_of(FindingForm, paper.pk) or FindingForm(auto_id=ids),
        remark_form=visit.form_of(RemarkForm, paper.pk) or RemarkForm(auto_id=ids),
    )


def _may_return(visit: Visit, paper: Research) -> bool:
    if visit.is_secretary or rules.refuse_remark(paper, to=ResearchState.RETURNED):
        return False
    return visit.user in entitled(visit.seats, {duty.person_id for duty in paper.duties.all()})
