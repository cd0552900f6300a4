"""Long texts in pieces that a page can show at once."""

from __future__ import annotations

from accounts.files.models import FileText
from agendas.research.models import Research

# Chinese characters; with the frame around them well below what a page may weigh.
_LONGEST = 12_000

Piece = tuple[int, str]


def screens_of(paper: Research, text: FileText | None) -> list[list[Piece]]:
    """The words of a paper, each piece with its number, gathered to screens.

    The numbers are the pages of its file where that has some. Without a text of its file the
    paper's own is shown.
    """
    pages = text.pages() if text else []
    if text is None or not text.has_pages:
        pages = _cut("\n".join(pages) or paper.text)
    screens: list[list[Piece]] = []
    room = 0
    for number, page in enumerate(pages, start=1):
        if len(page) > room:
            screens.append([])
            room = _LONGEST
        screens[-1].append((number, page))
        room -= len(page)
    return screens


def screen_with(screens: list[list[Piece]], number: int) -> int:
    """The index of the screen on which that piece stands; the first for one that is not there."""
    for index, screen in enumerate(screens):
        if any(number == each for each, _ in screen):
            return index
    return 0


def _cut(text: str) -> list[str]:
    """At the ends of lines, as far as there are any."""
    pieces = []
    while len(text) > _LONGEST:
        end = text.rfind("\n", _LONGEST // 2, _LONGEST) + 1 or _LONGEST
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text] if text else pieces
