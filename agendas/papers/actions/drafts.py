"""Drafting the report of a session, submitting it, or saying why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from accounts.search.actions import index
from accounts.units.models import Unit
from agendas.drafts import actions as drafts
from agendas.papers import rules
from agendas.papers.firstdraft import first_draft
from agendas.papers.models import Paper, PaperKind, PaperStatus
from agendas.papers.rules import PaperRefusal
from agendas.sessions.actions import allow, insist, locked, path_of
from agendas.sessions.models import StudySession
from agendas.sessions.rules import refuse_blank, refuse_unseen, runs
from studygroups.groups.rules import deciders
from studygroups.years.actions import mark_stale


@transaction.atomic
def draft_report(
    *,
    session: StudySession,
    by: User,
    at: datetime,
    title: str,
    body: str,
    recipients: Iterable[Unit],
    revision: int = 0,
) -> Paper:
    """Write the session's report, or write it anew on top of the ``revision`` that was read.

    A session without a report is at revision 0; one that was not applicable becomes a draft
    again. Raises ``ValidationError`` with code ``stale`` when somebody saved since, with another
    outside conversion and once it is submitted; ``PermissionDenied`` for whoever does not run the
    session.
    """
    allow(runs(by, session))
    paper = _report_of(locked(session), at=at)
    insist(rules.REPORT.refuse_writing(paper.session, paper))
    insist(refuse_unseen(revision, now=paper.revision))
    paper.revision += 1
    paper.title, paper.body = title, body
    paper.status, paper.reason = PaperStatus.DRAFT, ""
    paper.full_clean()
    paper.save()
    paper.recipients.set(recipients)
    record("paper.draft", paper, by=by, at=at, fields=["title", "body", "recipients"])
    index(paper)
    return paper


@transaction.atomic
def start_report(*, session: StudySession, by: User, at: datetime, revision: int = 0) -> Paper:
    """Put down the first draft computed from the session, in place of what stood there.

    Whom it goes to stays as chosen before, at first the supervising units. Raises as
    ``draft_report`` does.
    """
    words = first_draft(session)
    before = Paper.objects.filter(session=session, kind=PaperKind.REPORT).first()
    chosen = list(before.recipients.all()) if before else []
    supervising = Unit.objects.filter(supervisions__group=session.group)
    return draft_report(
        session=session,
        by=by,
        at=at,
        title=words.title,
        body=words.body,
        recipients=chosen or list(supervising),
        revision=revision,
    )


@transaction.atomic
def mark_not_applicable(*, session: StudySession, by: User, at: datetime, reason: str) -> Paper:
    """Say why this session sends no report, and let the leader know.

    Raises ``ValidationError`` without a reason, and as ``draft_report`` does.
    """
    allow(runs(by, session))
    paper = _report_of(locked(session), at=at)
    insist(rules.REPORT.refuse_writing(paper.session, paper))
    insist(refuse_blank(reason, PaperRefusal.NEEDS_REASON))
    paper.status, paper.reason = PaperStatus.NOT_APPLICABLE, reason.strip()
    paper.revision += 1
    paper.full_clean()
    paper.save()
    record("paper.not_applicable", paper, by=by, at=at, fields=["status", "reason"])
    index(paper)
    session = paper.session
    mark_stale(session.group, session.year)
    tell(
        set(deciders(session.group, on=timezone.localdate(at))) - {by},
        kind=NoticeKind.INFORM,
        text=f"《{session}》的会议专报列为不适用：{paper.reason}",
        path=path_of(session, "papers"),
        key=f"paper-{paper.pk}-not-applicable-{at:%Y%m%d%H%M%S}",
    )
    return paper


@transaction.atomic
def submit_paper(*, paper: Paper, by: User, at: datetime) -> Paper:
    """Ask the leader to sign. Raises ``ValidationError`` without title, body or recipient."""
    allow(runs(by, paper.session))
    paper = drafts.locked_draft(paper)
    insist(rules.refuse_submitting(paper))
    return drafts.submit(paper, by=by, at=at)


@transaction.atomic
def withdraw_paper(*, paper: Paper, by: User, at: datetime) -> Paper:
    """Take a submitted paper back to put something right before it is signed."""
    return drafts.withdraw(paper, rules.REPORT, by=by, at=at)


def _report_of(session: StudySession, *, at: datetime) -> Paper:
    """The session's report, a new one where there is none; call with the session locked."""
    paper = Paper.objects.filter(session=session, kind=PaperKind.REPORT).first() or Paper(
        issuer=session.group.unit, year=session.year, revision=0, created_at=at
    )
    paper.session = session
    return paper
