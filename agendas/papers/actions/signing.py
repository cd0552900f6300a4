"""Signing, numbering and sending the report of a session."""

from __future__ import annotations

from datetime import date, datetime
from typing import Unpack

from django.db import transaction
from django.db.models import Max

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import Role, User
from accounts.units.models import Unit
from agendas.drafts import actions as drafts
from agendas.papers import rules
from agendas.papers.actions.drafts import draft_report, submit_paper, withdraw_paper
from agendas.papers.models import Paper, PaperStatus
from agendas.sessions.actions import allow, insist, path_of
from agendas.sessions.rules import runs
from studygroups.years.actions import mark_stale


@transaction.atomic
def decide_paper(*, paper: Paper, by: User, at: datetime, **answer: Unpack[drafts.Answer]) -> Paper:
    """Sign the paper, which gives it its number, or return it with a reason.

    A signed paper may be returned as long as it is not sent, and keeps its number. Raises as
    ``drafts.answer`` does.
    """
    paper = drafts.answer(paper, rules.REPORT, by=by, at=at, **answer)
    if paper.is_approved() and paper.decision and paper.number is None:
        paper.year = paper.decision.on.year
        paper.number = _next_number(paper)
        paper.save(update_fields=["year", "number"])
    return paper


@transaction.atomic
def send_paper(*, paper: Paper, by: User, at: datetime, sent_on: date) -> Paper:
    """Note the day on which the signed paper went out, and tell the supervisors it went to.

    Raises ``ValidationError`` for a paper not signed, a day to come or before the signature.
    """
    allow(runs(by, paper.session))
    paper = drafts.locked_draft(paper)
    insist(rules.refuse_sending(paper, sent_on=sent_on, at=at))
    paper.status, paper.sent_on = PaperStatus.SENT, sent_on
    paper.save(update_fields=["status", "sent_on"])
    record("paper.send", paper, by=by, at=at, fields=["status", "sent_on"])
    session = paper.session
    mark_stale(session.group, session.year)
    supervising = paper.recipients.filter(supervisions__group=session.group)
    tell(
        User.objects.filter(roles__role=Role.SUPERVISOR, roles__unit__in=supervising),
        kind=NoticeKind.INFORM,
        text=f"{session.group.unit}报送会议专报：{paper}。",
        path=path_of(session, "papers"),
        key=f"paper-{paper.pk}-sent",
    )
    return paper


def _next_number(paper: Paper) -> int:
    """One more than the last number of its issuer, kind and year.

    The issuer's row is locked: papers signed at the same moment are numbered one after the other.
    """
    Unit.objects.select_for_update(no_key=True).get(pk=paper.issuer_id)
    papers = Paper.objects.filter(issuer=paper.issuer_id, kind=paper.kind, year=paper.year)
    return (papers.aggregate(last=Max("number"))["last"] or 0) + 1


REPORT = drafts.Acts(draft_report, submit_paper, withdraw_paper, decide_paper)
