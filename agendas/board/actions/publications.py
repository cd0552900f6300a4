"""What the media published: entered by the journalist or the secretary, reviewed for the board."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.files.actions import discard
from accounts.files.models import StoredFile
from accounts.people.models import User
from agendas.board import rules
from agendas.board.actions.reviews import ask_for_review, locked_piece, review, withdraw
from agendas.board.models import Publication
from agendas.board.rules import Opinion
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs


@transaction.atomic
def enter_publication(
    *,
    session: StudySession,
    by: User,
    at: datetime,
    outlet: str,
    title: str,
    published_on: date,
    link: str = "",
    scan: StoredFile | None = None,
) -> Publication:
    """Put one report on the session's list; the board shows it once a second person reviewed it.

    Raises ``PermissionDenied`` for whoever is neither a journalist on the list nor runs the
    session, ``ValidationError`` before the notice, for a day to come and for another link than
    http or https.
    """
    allow(rules.may_enter(by, session))
    session = locked(session)
    insist(rules.refuse_publication(session, published_on, at=at))
    publication = Publication(
        session=session,
        outlet=outlet.strip(),
        title=title.strip(),
        published_on=published_on,
        link=link.strip(),
        scan=scan,
        prepared_by=by,
    )
    publication.full_clean()
    publication.save()
    record("publication.enter", publication, by=by, at=at)
    ask_for_review(publication, at=at)
    return publication


@transaction.atomic
def review_publication(
    *, publication: Publication, by: User, at: datetime, opinion: Opinion
) -> Publication:
    """Let the public board list it, or return it.

    Raises ``PermissionDenied`` for whoever does not run the session, ``ValidationError`` as
    ``review`` does.
    """
    allow(runs(by, publication.session))
    return review(locked_piece(publication), opinion, by=by, at=at)


@transaction.atomic
def withdraw_publication(*, publication: Publication, by: User, at: datetime) -> Publication:
    """Take it off the public board; it stays on the session's list."""
    allow(runs(by, publication.session))
    return withdraw(locked_piece(publication), by=by, at=at)


@transaction.atomic
def remove_publication(*, publication: Publication, by: User, at: datetime) -> None:
    """Delete what was entered by mistake, and its scan, while the board does not show it."""
    allow(rules.may_remove(by, publication))
    publication = locked_piece(publication)
    insist(rules.refuse_removal(publication))
    record("publication.remove", publication, by=by, at=at)
    scan = publication.scan
    publication.delete()
    if scan:
        discard(scan, by=by, at=at)
