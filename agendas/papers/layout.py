"""How the lines of a paper's body are set: headings by their numbering, the rest as text."""

from __future__ import annotations

import re

# 一、 is set in 黑体, （一） in 楷体; everything else, 1. and （1） too, in 仿宋.
_LEVELS = (
    ("first", re.compile(r"[一二三四五六七八九十]+、")),
    ("second", re.compile(r"（[一二三四五六七八九十]+）")),
)


def paragraphs(body: str) -> list[tuple[str, str]]:
    """Each line that is not empty, with ``first``, ``second`` or ``text`` for how it is set."""
    lines = (line.strip() for line in body.splitlines())
    return [(_level(line), line) for line in lines if line]


def _level(line: str) -> str:
    return next((name for name, pattern in _LEVELS if pattern.match(line)), "text")
