"""Whether something may get out, and who may prepare, review and enter it."""

from agendas.board.rules.press import PressRefusal, may_enter, may_remove, refuse_publication
from agendas.board.rules.public import may_export
from agendas.board.rules.reviews import (
    Opinion,
    ReviewRefusal,
    is_marked,
    may_review,
    refuse_removal,
    refuse_review,
    refuse_withdrawal,
    reviewers,
)

__all__ = [
    "Opinion",
    "PressRefusal",
    "ReviewRefusal",
    "is_marked",
    "may_enter",
    "may_export",
    "may_remove",
    "may_review",
    "refuse_publication",
    "refuse_removal",
    "refuse_review",
    "refuse_withdrawal",
    "reviewers",
]
