"""What the reviews of all pieces share: asking for one, putting it on file, taking back."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from agendas.board import rules
from agendas.board.models import Review, Reviewable, Subject, Verdict
from agendas.board.rules import Opinion, ReviewRefusal
from agendas.sessions.actions import insist, locked, path_of, refuse
from agendas.sessions.facts import kept
from agendas.sessions.models import Decision

P = TypeVar("P", bound=Reviewable)
# Where it stands for who prepared it; journalists have a page of their own.
_PAGES = {Subject.PUBLICATION: "press"}


def locked_piece(piece: P) -> P:
    """The piece as it stands now, nobody else changing it until this is done.

    Raises ``ValidationError`` for one that was deleted meanwhile.
    """
    session = locked(piece.session)
    rows = type(piece)._base_manager.select_related("prepared_by")  # noqa: SLF001 - the documented way to the rows of any model
    fresh: P | None = rows.filter(pk=piece.pk).first()
    if fresh is None:
        refuse(ReviewRefusal.GONE)
    fresh.session = session
    return fresh


def ask_for_review(piece: Reviewable, *, at: datetime) -> None:
    """Tell those who may review it that it waits; nobody where the session is entered late."""
    if piece.session.is_backfilled:
        return
    tell(
        rules.reviewers(piece, on=timezone.localdate(at)),
        kind=NoticeKind.DECIDE,
        text=f"请作保密和宣传审核：《{piece.session}》{piece.subject.label}。",
        path=path_of(piece.session, "prepare_board"),
        key=f"review-{piece.subject}-{piece.pk}-{piece.revision}",
    )


def review(
    piece: P, opinion: Opinion, *, by: User, at: datetime, decision: Decision | None = None
) -> P:
    """Put the review of the locked piece on file; approved, it is out.

    Raises ``ValidationError`` for whoever prepared it, for a wording changed since (``stale``),
    before the notice is out, without both confirmations, for a file that is marked or not read
    yet, and for a return without a reason.
    """
    insist(rules.refuse_review(piece, opinion, by=by))
    verdict = Verdict.APPROVED if opinion.is_approval() else Verdict.RETURNED
    reviewed = (by, at) if opinion.is_approval() else (None, None)
    piece.reviewed_by, piece.reviewed_at = reviewed
    done = _keep(piece, verdict, by=by, at=at, opinion=opinion, decision=decision)
    record(f"{piece.subject}.review", piece, by=by, at=at, fields=["reviewed_at"])
    if verdict == Verdict.RETURNED:
        tell(
            [piece.prepared_by],
            kind=NoticeKind.INFORM,
            text=f"审核退回修改：《{piece.session}》{piece.subject.label}。",
            path=path_of(piece.session, _PAGES.get(piece.subject, "prepare_board")),
            key=f"review-{done.pk}",
        )
    return piece


def withdraw(piece: P, *, by: User, at: datetime) -> P:
    """Take the locked piece back at once; the wording stays and may be reviewed again."""
    insist(rules.refuse_withdrawal(piece))
    piece.reviewed_by = piece.reviewed_at = None
    _keep(piece, Verdict.WITHDRAWN, by=by, at=at)
    record(f"{piece.subject}.withdraw", piece, by=by, at=at, fields=["reviewed_at"])
    return piece


def _keep(
    piece: Reviewable,
    verdict: Verdict,
    *,
    by: User,
    at: datetime,
    opinion: Opinion | None = None,
    decision: Decision | None = None,
) -> Review:
    done = Review(
        session=piece.session,
        subject=piece.subject,
        about=str(piece),
        revision=piece.revision,
        verdict=verdict,
        is_secrecy_checked=opinion.is_secrecy_checked if opinion else False,
        is_publicity_checked=opinion.is_publicity_checked if opinion else False,
        reason=opinion.reason.strip() if opinion else "",
        facts=kept(piece.facts()),
        by=by,
        at=at,
        decision=decision,
    )
    done.full_clean()
    done.save()
    piece.last_review = done
    piece.full_clean()
    piece.save(update_fields=["reviewed_by", "reviewed_at", "last_review"])
    return done
