"""Marking what a paper found."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.files.texts import text_of
from accounts.people.models import User
from accounts.search.actions import index
from agendas.research import rules
from agendas.research.actions.papers import locked_paper
from agendas.research.models import Finding, Research
from agendas.research.rules import ResearchRefusal
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.rules import refuse_change


@transaction.atomic
def mark_finding(
    *,
    paper: Research,
    by: User,
    at: datetime,
    kind: str,
    text: str,
    page: int | None = None,
) -> Finding:
    """Mark one thing the paper found, 实际情况, 症结 or 方案, and the page it stands on.

    Without a page, the one on which these very words stand.

    Raises ``PermissionDenied`` unless ``by`` is an author or runs the session,
    ``ValidationError`` once there are three or the session is closed, or for a page not there.
    """
    allow(rules.may_mark(by, paper))
    insist(refuse_change(locked(paper.session), *rules.UNTIL_CLOSED))
    # Counting and adding are one step: the paper's row is locked.
    paper = locked_paper(paper)
    if paper.findings.count() >= rules.MOST_FINDINGS:
        insist(ResearchRefusal.FULL)
    words = text_of(paper.file) if paper.file else None
    insist(rules.refuse_page(words, page))
    page = page or rules.page_of(text, words)
    finding = Finding(paper=paper, kind=kind, text=text.strip(), page=page, created_by=by)
    finding.full_clean()
    finding.save()
    record("research.mark_finding", finding, by=by, at=at)
    index(paper)
    return finding


@transaction.atomic
def remove_finding(*, finding: Finding, by: User, at: datetime) -> Research:
    """Take a marked finding off its paper. Raises as ``mark_finding`` does."""
    paper = finding.paper
    allow(rules.may_mark(by, paper))
    insist(refuse_change(locked(paper.session), *rules.UNTIL_CLOSED))
    record("research.remove_finding", finding, by=by, at=at)
    finding.delete()
    index(paper)
    return paper
