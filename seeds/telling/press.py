"""What gets out of a session: the public board, material for the media, what they made of it."""

from __future__ import annotations

from agendas.board import actions as board
from agendas.board.rules import Opinion
from agendas.sessions.models import Outcome, StudySession
from seeds.telling.teller import Teller

_FIT = Opinion(Outcome.APPROVED, is_secrecy_checked=True, is_publicity_checked=True)


def put_on_board(teller: Teller, session: StudySession) -> None:
    at = teller.moment("board")
    notice = teller.act(
        board.prepare_board,
        at=at,
        session=session,
        by=teller.secretary,
        text=teller.plot.board,
        shows_time_and_place=True,
    )
    teller.act(board.review_board, at=at, notice=notice, by=teller.deputy, opinion=_FIT)


def supply(teller: Teller, session: StudySession) -> None:
    """The media get what the leader has reviewed; what they publish, the board lists."""
    for piece in teller.plot.supplied:
        material = teller.act(
            board.prepare_material,
            at=teller.moment("material"),
            session=session,
            by=teller.secretary,
            title=piece.title,
            text=piece.text,
        )
        if piece.released:
            teller.act(
                board.review_material,
                at=teller.moment("release"),
                material=material,
                by=teller.leader,
                opinion=_FIT,
            )
    for report in teller.plot.published:
        publication = teller.act(
            board.enter_publication,
            at=teller.moment("published"),
            session=session,
            by=teller.secretary,
            outlet=report.outlet,
            title=report.title,
            published_on=report.published_on,
        )
        teller.act(
            board.review_publication,
            at=teller.moment("list published"),
            publication=publication,
            by=teller.deputy,
            opinion=_FIT,
        )
