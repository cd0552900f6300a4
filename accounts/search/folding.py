"""How words are compared: width and case do not matter, and two characters are what is looked up.

Chinese is written without spaces: every pair of neighbouring letters or digits is a token, so that
a word of two characters or more is found wherever it stands. The pairs only say where to look;
whether the word stands there is seen from the folded text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

MOST_WORDS = 8
_RUNS = re.compile(r"[^\W_]+")


class _Folds(dict[int, str]):
    """What each character is compared as; reckoned when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = unicodedata.normalize("NFKC", chr(code)).casefold()
        return self[code]


_FOLDS = _Folds()


def composed(text: str) -> str:
    """The text with letter and accent in one character, and without what no database keeps."""
    return unicodedata.normalize("NFC", text.replace("\x00", " "))


def fold(text: str) -> str:
    """A composed text as it is compared: half width, lower case.

    Character by character, so that a place in the folded text leads back to the original.
    """
    return text.translate(_FOLDS)


def origins(text: str) -> Sequence[int]:
    """For each character of the folded text the place it came from (``㎡`` is folded to two)."""
    if len(fold(text)) == len(text):
        return range(len(text))
    return [place for place, character in enumerate(text) for _ in _FOLDS[ord(character)]]


def words_in(asked: str) -> list[str]:
    """The words of a question, folded, each once; what goes beyond the first few is left out."""
    return list(dict.fromkeys(fold(composed(asked)).split()))[:MOST_WORDS]


def pairs(folded: str) -> Iterator[str]:
    """Every two neighbours among its letters and digits, each once."""
    runs = (match.group() for match in _RUNS.finditer(folded))
    found = (run[place : place + 2] for run in runs for place in range(len(run) - 1))
    return iter(dict.fromkeys(found))
