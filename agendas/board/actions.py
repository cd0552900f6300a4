"""What the public board says of a session: prepared, reviewed by another, withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.board import rules
from agendas.board.models import BoardNotice
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs


@transaction.atomic
def prepare_board(
    *, session: StudySession, by: User, at: datetime, text: str, shows_time_and_place: bool
) -> BoardNotice:
    """Write what the public may read; a new wording is off the board until it is reviewed.

    Title, time and place are copied, so that nothing gets out that nobody reviewed.
    At any stage: the result of a session may be published after it is closed.
    """
    allow(runs(by, session))
    session = locked(session)
    notice = BoardNotice.objects.filter(session=session).first()
    if notice is None:
        notice = BoardNotice(session=session)
    else:
        notice.revision += 1
    notice.title, notice.starts_at, notice.venue = session.title, session.starts_at, session.venue
    notice.text, notice.shows_time_and_place = text.strip(), shows_time_and_place
    notice.prepared_by, notice.reviewed_by, notice.reviewed_at = by, None, None
    notice.full_clean()
    notice.save()
    record("board.prepare", notice, by=by, at=at, fields=["text", "shows_time_and_place"])
    return notice


@transaction.atomic
def review_board(
    *, notice: BoardNotice, by: User, at: datetime, revision: int | None = None
) -> BoardNotice:
    """Publish the wording: a second person has seen that it holds nothing it must not.

    ``revision`` is the one he read, by default that of the ``notice`` given. Raises
    ``ValidationError`` for whoever prepared it, for a wording changed since (``stale``), and
    before the session is announced.
    """
    allow(runs(by, notice.session))
    read = notice.revision if revision is None else revision
    notice = _locked(notice)
    insist(rules.refuse_review(notice, by=by, revision=read))
    notice.reviewed_by, notice.reviewed_at = by, at
    notice.full_clean()
    notice.save(update_fields=["reviewed_by", "reviewed_at"])
    record("board.review", notice, by=by, at=at, fields=["reviewed_at"])
    return notice


@transaction.atomic
def withdraw_board(*, notice: BoardNotice, by: User, at: datetime) -> BoardNotice:
    """Take it off the board at once; the wording stays and may be reviewed again."""
    allow(runs(by, notice.session))
    notice = _locked(notice)
    insist(rules.refuse_withdrawal(notice))
    notice.reviewed_by = notice.reviewed_at = None
    notice.save(update_fields=["reviewed_by", "reviewed_at"])
    record("board.withdraw", notice, by=by, at=at, fields=["reviewed_at"])
    return notice


def _locked(notice: BoardNotice) -> BoardNotice:
    """The wording as it stands now, nobody else changing it until this is done."""
    session = locked(notice.session)
    fresh = BoardNotice.objects.select_related("prepared_by").get(pk=notice.pk)
    fresh.session = session
    return fresh
