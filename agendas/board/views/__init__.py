"""Pages of what gets out: a session's wording for the public board, and the board itself."""

from agendas.board.views.public import board, board_entry
from agendas.board.views.wording import prepare_board, review_board, withdraw_board

__all__ = ["board", "board_entry", "prepare_board", "review_board", "withdraw_board"]
