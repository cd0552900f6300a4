"""Preparing what gets out, reviewing it, taking it back."""

from agendas.board.actions.material import (
    prepare_material,
    remove_material,
    review_material,
    withdraw_material,
)
from agendas.board.actions.publications import (
    enter_publication,
    remove_publication,
    review_publication,
    withdraw_publication,
)
from agendas.board.actions.wording import prepare_board, review_board, withdraw_board

__all__ = [
    "enter_publication",
    "prepare_board",
    "prepare_material",
    "remove_material",
    "remove_publication",
    "review_board",
    "review_material",
    "review_publication",
    "withdraw_board",
    "withdraw_material",
    "withdraw_publication",
]
