"""The piece of a text around what was found in it, cut so that the hits can be marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accounts.search.folding import fold, origins
from accounts.search.models import PAGE

_BEFORE, _LENGTH = 30, 120

# Parts of a text in their order, each with whether it was asked for.
Pieces = list[tuple[str, bool]]


def first_hit(text: str, words: Sequence[str]) -> int:
    """The place of the first of the folded words; -1 where none stands there."""
    plain = fold(text)
    place = min((place for word in words if (place := plain.find(word)) >= 0), default=-1)
    # Nothing is folded to less than one character: the place lies no further on in the original.
    return place if place < 0 else origins(text[: place + 1])[place]


def page_at(text: str, place: int) -> int:
    """The page on which the place lies; 0 for one before the first page, or nowhere."""
    return text.count(PAGE, 0, place + 1)


def excerpt(text: str, words: Sequence[str], place: int | None = None) -> Pieces:
    """Some hundred characters from shortly before the place, that of the first hit if not given.

    They stand on one page.
    """
    place = max(0, first_hit(text, words) if place is None else place)
    page, next_page = text.rfind(PAGE, 0, place + 1) + 1, text.find(PAGE, place + 1)
    start = max(page, place - _BEFORE)
    end = min(start + _LENGTH, next_page if next_page > 0 else len(text))
    before, after = text[:start].strip(), text[end:].strip()
    return marked(("…" if before else "") + text[start:end] + ("…" if after else ""), words)


def marked(text: str, words: Sequence[str]) -> Pieces:
    """The whole text in pieces."""
    plain, places = fold(text), origins(text)
    longest_first = sorted(words, key=len, reverse=True)
    pieces: Pieces = []
    here = 0
    for hit in re.finditer("|".join(map(re.escape, longest_first)) or "$", plain):
        if hit.start() == hit.end():
            break
        start, end = places[hit.start()], places[hit.end() - 1] + 1
        if start < here:
            continue
        pieces += [(text[here:start], False), (text[start:end], True)]
        here = end
    return [piece for piece in [*pieces, (text[here:], False)] if piece[0]]
