"""What the public board says of a session: prepared, reviewed by another, withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.board.actions.reviews import ask_for_review, locked_piece, review, withdraw
from agendas.board.models import BoardNotice
from agendas.board.rules import Opinion
from agendas.sessions.actions import allow, locked
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
    notice.session = session
    notice.title, notice.starts_at, notice.venue = session.title, session.starts_at, session.venue
    notice.text, notice.shows_time_and_place = text.strip(), shows_time_and_place
    notice.prepared_by, notice.reviewed_by, notice.reviewed_at = by, None, None
    notice.full_clean()
    notice.save()
    record("board.prepare", notice, by=by, at=at, fields=["text", "shows_time_and_place"])
    ask_for_review(notice, at=at)
    return notice


@transaction.atomic
def review_board(*, notice: BoardNotice, by: User, at: datetime, opinion: Opinion) -> BoardNotice:
    """Publish the wording, or return it: a second person has seen what it holds.

    Raises ``PermissionDenied`` for whoever does not run the session, ``ValidationError`` as
    ``review`` does.
    """
    allow(runs(by, notice.session))
    return review(locked_piece(notice), opinion, by=by, at=at)


@transaction.atomic
def withdraw_board(*, notice: BoardNotice, by: User, at: datetime) -> BoardNotice:
    """Take it off the board at once; the wording stays and may be reviewed again."""
    allow(runs(by, notice.session))
    return withdraw(locked_piece(notice), by=by, at=at)
