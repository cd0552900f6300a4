"""Whether a wording may go on the public board."""

from __future__ import annotations

from django.db.models import TextChoices

from accounts.people.models import User
from agendas.attendance.rules import AnswerRefusal
from agendas.board.models import BoardNotice
from agendas.sessions.rules import SessionRefusal


class BoardRefusal(TextChoices):
    SAME_PERSON = "same_person", "须由准备人以外的另一人审核。"
    PUBLISHED = "published", "该内容已公开。"
    NOT_PUBLISHED = "not_published", "该内容尚未公开。"


def refuse_review(
    notice: BoardNotice, *, by: User, revision: int
) -> BoardRefusal | SessionRefusal | AnswerRefusal | None:
    """A second person reviews the wording he read, of a session whose notice is out."""
    if notice.prepared_by == by:
        return BoardRefusal.SAME_PERSON
    if notice.revision != revision:
        return SessionRefusal.STALE
    if notice.is_published():
        return BoardRefusal.PUBLISHED
    if notice.session.announced_at is None:
        return AnswerRefusal.NOT_ANNOUNCED
    return None


def refuse_withdrawal(notice: BoardNotice) -> BoardRefusal | None:
    return None if notice.is_published() else BoardRefusal.NOT_PUBLISHED
