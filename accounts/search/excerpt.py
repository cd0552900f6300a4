"""The piece of a text around what was found in it, cut so that the hits can be marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accounts.search.folding import fold, origins

_BEFORE, _LENGTH = 30, 120

# Parts of a text in their order, each with whether it was asked for.
Pieces = list[tuple[str, bool]]


def excerpt(text: str, words: Sequence[str]) -> Pieces:
    """Some hundred characters from shortly before the first of the folded words."""
    plain = fold(text)
    places = [place for word in words if (place := plain.find(word)) >= 0]
    first = origins(text)[min(places)] if places else 0
    start = max(0, first - _BEFORE)
    end = start + _LENGTH
    cut = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
    return marked(cut, words)


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
