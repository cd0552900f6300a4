"""Handing in a paper, returning it, asking for more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.files.models import StoredFile
from accounts.files.texts import want_text
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from accounts.search.actions import index
from agendas.proxies.actions import enter_for
from agendas.proxies.models import ProxyKind
from agendas.proxies.rules import Given
from agendas.research import rules
from agendas.research.models import Duty, DutyQuerySet, Excuse, Finding, Research, ResearchState
from agendas.research.rules import ResearchRefusal
from agendas.sessions.actions import allow, insist, locked, path_of
from agendas.sessions.models import StudySession
from agendas.sessions.rules import refuse_blank, refuse_change
from studygroups.groups.rules import deciders
from studygroups.years.actions import mark_stale


@transaction.atomic
def hand_in(
    *,
    session: StudySession,
    authors: list[User],
    by: User,
    at: datetime,
    paper: Research | None = None,
    given: Given | None = None,
    **content: Any,
) -> Research:
    """Hand in a paper for all its authors; with ``paper`` that one again, changed.

    ``content`` takes ``title``, ``text`` and ``file`` (a ``StoredFile``); without a new file the
    old one stays. Every author but ``by`` is told; handed in by the secretary for others it is
    marked 代交, with what was ``given``. Raises ``PermissionDenied`` for others' papers,
    ``ValidationError`` when it is empty, an author owes nothing or has another paper, the meeting
    is over for this one, or as ``enter_for`` does.
    """
    allow(rules.may_hand_in(by, session, authors=authors, paper=paper))
    # The session's lock makes looking for another paper and handing in this one a single step.
    session = locked(session)
    paper = locked_paper(paper) if paper else None
    insist(rules.refuse_hand_in(session, paper))
    duties = Duty.objects.filter(session=session, person__in=authors)
    insist(rules.refuse_authors(authors, duties, paper))
    before = [duty.person for duty in paper.duties.all()] if paper else []
    paper = _filled(paper or Research(session=session), at=at, **content)
    _renew_text(paper, content.get("file"))
    paper.full_clean()
    paper.save()
    others = Duty.objects.filter(paper=paper).exclude(person__in=authors)
    others.update(paper=None, proxy=None)
    duties.update(paper=paper, proxy=None)
    duties.filter(excuse=Excuse.ASKED).update(excuse=Excuse.NONE)
    record("research.hand_in", paper, by=by, at=at, fields=content)
    index(paper)
    mark_stale(session.group, session.year)
    if by in authors:
        told = f"{by}与您联名提交了《{session}》的调研材料：{paper}。"
        _inform(set(authors) - {by}, paper, "handed-in", at=at, text=told)
    else:
        _hand_in_for(authors, paper, duties, by=by, at=at, given=given)
    left_out = f"您不再是《{session}》调研材料“{paper}”的作者。"
    _inform(set(before) - set(authors), paper, "left-out", at=at, text=left_out)
    return paper


def _renew_text(paper: Research, file: StoredFile | None) -> None:
    """Have the new file read; what is not read yet is indexed later, see ``index_texts``."""
    if file:
        text = want_text(file)
        paper.awaits_text = text is not None and text.is_to_come()
        # Where the findings stood in the former file says nothing of this one.
        Finding.objects.filter(paper=paper.pk).update(page=None)


def _hand_in_for(
    authors: list[User],
    paper: Research,
    duties: DutyQuerySet,
    *,
    by: User,
    at: datetime,
    given: Given | None,
) -> None:
    entered = enter_for(
        people=authors,
        session=paper.session,
        kind=ProxyKind.RESEARCH,
        by=by,
        at=at,
        words=f"{by}为您代交了《{paper.session}》的调研材料：{paper}",
        given=given,
    )
    for person, proxy in entered.items():
        duties.filter(person=person).update(proxy=proxy)


def _filled(
    paper: Research, *, at: datetime, title: str, text: str = "", file: Any = None
) -> Research:
    """The paper with what was handed in; a remark made on the former version is done with."""
    paper.title, paper.text = title.strip(), text.strip()
    paper.file = file or paper.file
    if not paper.text and paper.file is None:
        insist(ResearchRefusal.EMPTY)
    paper.state, paper.handed_in_at = ResearchState.HANDED_IN, at
    paper.remark, paper.remarked_by = "", None
    return paper


@transaction.atomic
def return_paper(*, paper: Research, by: User, at: datetime, reason: str) -> Research:
    """Return a paper to its authors; the leader's word, on his own paper a deputy's.

    Raises ``PermissionDenied`` for anybody else, ``ValidationError`` without a reason, after the
    meeting, or when it is not handed in.
    """
    authors = [duty.person for duty in paper.duties.all()]
    allow(by in deciders(paper.session.group, on=timezone.localdate(at), concerned=authors))
    insist(refuse_blank(reason, ResearchRefusal.RETURN_REASON))
    return _remark(paper, reason, by=by, at=at, to=ResearchState.RETURNED)


@transaction.atomic
def ask_for_more(*, paper: Research, by: User, at: datetime, remark: str) -> Research:
    """Ask the authors to add to their paper (请补充); until then they still owe it.

    Raises as ``return_paper`` does; those who run the session may, but not on their own paper.
    """
    allow(rules.may_ask_more(by, paper))
    insist(refuse_blank(remark, ResearchRefusal.MORE_REASON))
    return _remark(paper, remark, by=by, at=at, to=ResearchState.MORE_ASKED)


def _remark(paper: Research, remark: str, *, by: User, at: datetime, to: ResearchState) -> Research:
    session = locked(paper.session)
    insist(refuse_change(session, *rules.UNTIL_HELD))
    paper = locked_paper(paper)
    insist(rules.refuse_remark(paper, to=to))
    paper.state, paper.remark, paper.remarked_by = to, remark.strip(), by
    paper.full_clean()
    paper.save()
    record(f"research.{to}", paper, by=by, at=at, fields=["state"])
    mark_stale(session.group, session.year)
    authors = [duty.person for duty in paper.duties.all()]
    words = f"《{session}》的调研材料“{paper}”{to.label}：{paper.remark}"
    _inform(authors, paper, to.value, at=at, text=words)
    return paper


def _inform(
    people: Iterable[User], paper: Research, event: str, *, at: datetime, text: str
) -> None:
    tell(
        people,
        kind=NoticeKind.INFORM,
        text=text,
        path=path_of(paper.session, "research"),
        key=f"research-paper-{paper.pk}-{event}-{at:%Y%m%d%H%M%S%f}",
    )


def locked_paper(paper: Research) -> Research:
    """The paper as it stands now, nobody else changing it until this is done."""
    papers = Research.objects.select_for_update(of=("self",)).select_related("session", "file")
    return papers.prefetch_related("duties__person").get(pk=paper.pk)
