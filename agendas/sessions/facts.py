"""What is decided on, as labels and texts: shown, kept with the decision, and compared later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

# Sentences are compared, for a paragraph is one line however long it is.
_ENDS = re.compile(r"(?<=[。！？；\n])")


class Fact(NamedTuple):
    label: str
    text: str
    # Who it is about and why he stays away: shown to whoever decides, never kept.
    is_personal: bool = False


Facts = Sequence[Fact]


@dataclass(frozen=True, slots=True)
class Change:
    """What of one fact is no longer there and what is new, in the order of the text."""

    label: str
    lines: list[tuple[str, str]]


def kept(facts: Facts) -> list[list[str]]:
    """What of them stays with the decision."""
    return [[fact.label, fact.text] for fact in facts if fact.text and not fact.is_personal]


def changes(before: Iterable[list[str]], now: Facts) -> list[Change]:
    """What changed since ``before`` was kept, fact by fact, those that are gone at the end."""
    old, new = dict(before), dict(kept(now))
    found = [Change(label, _lines(old.get(label, ""), new.get(label, ""))) for label in new | old]
    return [change for change in found if change.lines]


def _lines(old: str, new: str) -> list[tuple[str, str]]:
    """The sentences taken out (删) and put in (增)."""
    was, now = _sentences(old), _sentences(new)
    lines: list[tuple[str, str]] = []
    for tag, start, end, begin, stop in SequenceMatcher(None, was, now).get_opcodes():
        if tag != "equal":
            lines += [("删", line) for line in was[start:end]]
            lines += [("增", line) for line in now[begin:stop]]
    return lines


def _sentences(text: str) -> list[str]:
    return [line.strip() for line in _ENDS.split(text) if line.strip()]
