"""Whether a wording may get out, and who reviews it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from accounts.files.models import StoredFile, TextState
from accounts.files.texts import text_of
from accounts.people.models import User
from agendas.attendance.rules import AnswerRefusal
from agendas.board.models import Reviewable, Subject
from agendas.sessions.models import Outcome
from agendas.sessions.rules import SessionRefusal, runs
from studygroups.groups.models import LEADS, Membership
from studygroups.groups.rules import deciders

_MARKS = re.compile(r"绝密|机密|秘密\s*★")


class ReviewRefusal(TextChoices):
    SAME_PERSON = "same_person", "须由准备人以外的另一人审核。"
    PUBLISHED = "published", "该内容已公开。"
    NOT_PUBLISHED = "not_published", "该内容尚未公开。"
    NOT_CONFIRMED = "not_confirmed", "审核通过前，请逐项确认保密审查和宣传审核。"
    NEEDS_REASON = "needs_reason", "退回须写明理由。"
    MARKED = "marked", "文件中有“绝密”“机密”或“秘密★”字样，不能发布。请核对并更换文件。"
    UNREAD = "unread", "文件的文字还在读取，请几分钟后再审核。"
    GONE = "gone", "该内容已删除，请刷新页面。"
    STILL_OUT = "still_out", "已公开的内容撤回后才能删除。"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a reviewer says of the wording he read, by default the one at hand."""

    outcome: str
    is_secrecy_checked: bool = False
    is_publicity_checked: bool = False
    reason: str = ""
    revision: int | None = None

    def is_approval(self) -> bool:
        return self.outcome == Outcome.APPROVED


def reviewers(piece: Reviewable, *, on: date) -> list[User]:
    """Who may review it: anybody who runs the session and did not prepare it.

    What goes to the media is the leader's to decide, so he reviews it, or whoever decides in his
    place; never who prepared it.
    """
    group = piece.session.group
    if piece.subject == Subject.MATERIAL:
        return deciders(group, on=on, concerned=[piece.prepared_by])
    seats = Membership.objects.current(on).filter(group=group, role__in=LEADS)
    others = seats.exclude(person=piece.prepared_by_id).select_related("person")
    return [seat.person for seat in others.in_order()]


def may_review(person: User, piece: Reviewable, *, on: date) -> bool:
    """Those who run the session, and who decides there for another who is away (代理)."""
    return runs(person, piece.session) or person in reviewers(piece, on=on)


def refuse_review(
    piece: Reviewable, opinion: Opinion, *, by: User
) -> ReviewRefusal | SessionRefusal | AnswerRefusal | None:
    """A second person reviews the wording he read, of a session whose notice is out."""
    if piece.prepared_by == by:
        return ReviewRefusal.SAME_PERSON
    if opinion.revision not in (None, piece.revision):
        return SessionRefusal.STALE
    if piece.is_published():
        return ReviewRefusal.PUBLISHED
    if opinion.is_approval():
        return _refuse_release(piece, opinion)
    return None if opinion.reason.strip() else ReviewRefusal.NEEDS_REASON


def _refuse_release(piece: Reviewable, opinion: Opinion) -> ReviewRefusal | AnswerRefusal | None:
    """It gets out once the notice is, with both confirmations, and with no marked file."""
    if piece.session.announced_at is None:
        return AnswerRefusal.NOT_ANNOUNCED
    if not (opinion.is_secrecy_checked and opinion.is_publicity_checked):
        return ReviewRefusal.NOT_CONFIRMED
    return _refuse_file(piece.released_file())


def _refuse_file(file: StoredFile | None) -> ReviewRefusal | None:
    """A file whose text is marked never gets out, nor one whose text is still to be read.

    Of one that has no text to read only the reviewer can tell.
    """
    found = text_of(file) if file else None
    if found is None:
        return None
    if found.state in (TextState.WAITING, TextState.CLAIMED):
        return ReviewRefusal.UNREAD
    return ReviewRefusal.MARKED if is_marked(found.text) else None


def is_marked(text: str) -> bool:
    """Whether it shows a mark of secrecy."""
    return _MARKS.search(text) is not None


def refuse_withdrawal(piece: Reviewable) -> ReviewRefusal | None:
    return None if piece.is_published() else ReviewRefusal.NOT_PUBLISHED


def refuse_removal(piece: Reviewable) -> ReviewRefusal | None:
    return ReviewRefusal.STILL_OUT if piece.is_published() else None
