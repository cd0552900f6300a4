"""Signing, numbering and sending the report of a session."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import Role, User
from accounts.units.models import Unit
from agendas.papers import rules
from agendas.papers.actions.drafts import locked_paper
from agendas.papers.models import Paper, PaperStatus
from agendas.sessions.actions import allow, decide, insist, path_of
from agendas.sessions.models import Matter
from agendas.sessions.rules import Sheet, met_on, refuse_unseen, runs
from studygroups.years.actions import mark_stale


@transaction.atomic
def decide_paper(
    *,
    paper: Paper,
    by: User,
    at: datetime,
    outcome: str,
    reason: str = "",
    sheet: Sheet | None = None,
    revision: int | None = None,
) -> Paper:
    """Sign the paper, which gives it its number, or return it with a reason.

    A signed paper may be returned as long as it is not sent, and keeps its number. Raises as
    ``decide`` does, when there is nothing to decide, and with code ``stale`` when it is not the
    ``revision`` that was read. Who submitted it never signs it.
    """
    paper = locked_paper(paper)
    insist(rules.refuse_deciding(paper, outcome=outcome))
    insist(refuse_unseen(revision, now=paper.revision))
    paper.decision = decide(
        session=paper.session,
        matter=Matter.REPORT,
        about=paper.title,
        outcome=outcome,
        by=by,
        at=at,
        reason=reason,
        concerned=[paper.submitted_by],
        sheet=sheet,
        since=met_on(paper.session),
        facts=paper.facts(),
    )
    signed = paper.decision.is_approved()
    paper.status = PaperStatus.APPROVED if signed else PaperStatus.DRAFT
    if signed and paper.number is None:
        paper.year = paper.decision.on.year
        paper.number = _next_number(paper)
    paper.save(update_fields=["status", "decision", "year", "number"])
    if paper.submitted_by and paper.submitted_by != by:
        tell(
            [paper.submitted_by],
            kind=NoticeKind.INFORM,
            text=f"《{paper.session}》的会议专报：{paper.decision.get_outcome_display()}。",
            path=path_of(paper.session, "papers"),
            key=f"decision-{paper.decision.pk}-told",
        )
    return paper


@transaction.atomic
def send_paper(*, paper: Paper, by: User, at: datetime, sent_on: date) -> Paper:
    """Note the day on which the signed paper went out, and tell the supervisors it went to.

    Raises ``ValidationError`` for a paper not signed, a day to come or before the signature.
    """
    allow(runs(by, paper.session))
    paper = locked_paper(paper)
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
