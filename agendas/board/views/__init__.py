"""Pages of what gets out: the board's wording, material for the media, the board itself."""

from agendas.board.views.material import (
    material,
    material_file,
    prepare_material,
    remove_material,
    review_material,
    withdraw_material,
)
from agendas.board.views.press import (
    press,
    publication_scan,
    remove_publication,
    review_publication,
    withdraw_publication,
)
from agendas.board.views.public import board, board_entry, export_board
from agendas.board.views.wording import prepare_board, review_board, withdraw_board

__all__ = [
    "board",
    "board_entry",
    "export_board",
    "material",
    "material_file",
    "prepare_board",
    "prepare_material",
    "press",
    "publication_scan",
    "remove_material",
    "remove_publication",
    "review_board",
    "review_material",
    "review_publication",
    "withdraw_board",
    "withdraw_material",
    "withdraw_publication",
]
