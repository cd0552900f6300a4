"""Whose paper a file is, told by the names in its file name."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePath
from unicodedata import category, normalize

# Stands where a name was found, so that a shorter one is not found in the same place.
_TAKEN = "\0"
_SHORTEST = 2
_JOINS = "和与及同"
_BETWEEN_NAMES = re.compile(r"[\s、，,和与及.+&_()（）0-9-]*")


def names_in(file_name: str, names: Collection[str]) -> list[str]:
    """Those of the names that stand in the file's name, the longest looked for first.

    Spaces do not count (``张　三``). Where some names stand apart from other words and one only
    happens inside of them (高明 in 提高明确), that one is not meant.
    """
    text = _plain(PurePath(file_name).stem)
    found: dict[str, list[tuple[int, int]]] = {}
    for name in sorted(set(names), key=lambda name: -len(_plain(name))):
        wanted = _plain(name)
        if len(wanted) < _SHORTEST:
            continue
        while (at := text.find(wanted)) >= 0:
            found.setdefault(name, []).append((at, at + len(wanted)))
            text = text[:at] + _TAKEN * len(wanted) + text[at + len(wanted) :]
    apart = [name for name in found if any(_stands_apart(text, *place) for place in found[name])]
    return apart or list(found)


def proposed_title(file_name: str, names: Collection[str]) -> str:
    """The file's name without its extension; one made of names alone says what it is."""
    stem = PurePath(file_name).stem.strip()
    rest = _plain(stem)
    for name in names:
        rest = rest.replace(_plain(name), "")
    if names and _BETWEEN_NAMES.fullmatch(rest):
        stem = f"{stem}调研材料"
    return stem[:100]


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def _stands_apart(text: str, start: int, end: int) -> bool:
    """No other word touches it, at one side at least."""
    return not all(
        side and category(side) == "Lo" and side not in _JOINS
        for side in (text[start - 1 : start], text[end : end + 1])
    )
