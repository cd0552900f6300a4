"""A QR code of a short address (ISO/IEC 18004): bytes, level L, versions 1 to 5.

Up to version 5 a code of level L is one block, so nothing is interleaved; that holds 106 bytes.
Any of the eight masks can be read; one that is fixed makes the format bits a constant.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

# Codewords of data and of correction, by version.
_SIZES = {1: (19, 7), 2: (34, 10), 3: (55, 15), 4: (80, 20), 5: (108, 26)}
_FORMAT = 0b111011111000100  # level L, mask 0
_EXP = [1]
for _ in range(254):
    _EXP.append(_EXP[-1] << 1 ^ (0x11D if _EXP[-1] & 0x80 else 0))
_LOG = {value: power for power, value in enumerate(_EXP)}

Cells = dict[tuple[int, int], bool]


def modules(text: str) -> list[list[bool]]:
    """The dark (true) and light modules, row by row, without the quiet zone.

    Raises ``ValueError`` for a text of more than 106 bytes.
    """
    data = text.encode()
    version = next((v for v, (most, _) in _SIZES.items() if len(data) + 2 <= most), None)
    if version is None:
        raise ValueError("a text of more than 106 bytes")
    side = 17 + 4 * version
    cells = _fixed(side, version)
    bits = (
        word >> place & 1 == 1
        for word in _codewords(data, *_SIZES[version])
        for place in range(7, -1, -1)
    )
    for row, column in _way(side):
        if (row, column) not in cells:
            cells[row, column] = next(bits, False) ^ ((row + column) % 2 == 0)
    return [[cells[row, column] for column in range(side)] for row in range(side)]


def _codewords(data: bytes, most: int, correcting: int) -> list[int]:
    """Kind, length, bytes and padding, then what corrects them."""
    whole = 0b0100 << 8 | len(data)
    for byte in data:
        whole = whole << 8 | byte
    words = [*(whole << 4).to_bytes(len(data) + 2, "big")]
    words += ([0xEC, 0x11] * most)[: most - len(words)]
    divisor = [1]
    for power in range(correcting):
        shifted = [*divisor, 0]
        divisor = [
            high ^ low for high, low in zip(shifted, [0, *_times(divisor, power)], strict=True)
        ]
    rest = [*words, *[0] * correcting]
    for place in range(len(words)):
        if rest[place]:
            line = _times(divisor, _LOG[rest[place]])
            rest[place : place + len(line)] = [
                a ^ b for a, b in zip(rest[place : place + len(line)], line, strict=True)
            ]
    return words + rest[len(words) :]


def _times(line: list[int], power: int) -> list[int]:
    """Each value multiplied by that power of two, in the field of 256."""
    return [_EXP[(_LOG[value] + power) % 255] if value else 0 for value in line]


def _fixed(side: int, version: int) -> Cells:
    """Finders with their margins, timing lines, the alignment mark, the format bits."""
    cells: Cells = {}
    for top, left in ((0, 0), (0, side - 7), (side - 7, 0)):
        for row, column in product(range(-1, 8), repeat=2):
            ring = max(abs(row - 3), abs(column - 3))
            place = top + row, left + column
            if 0 <= place[0] < side and 0 <= place[1] < side:
                cells[place] = ring in {0, 1, 3}
    for step in range(8, side - 8):
        cells[6, step] = cells[step, 6] = step % 2 == 0
    if version > 1:
        for row, column in product(range(-2, 3), repeat=2):
            cells[side - 7 + row, side - 7 + column] = max(abs(row), abs(column)) != 1
    around = [
        *((place, 8) for place in (0, 1, 2, 3, 4, 5, 7, 8)),
        *((8, p) for p in (7, 5, 4, 3, 2, 1, 0)),
    ]
    apart = [*((8, side - 1 - place) for place in range(8)), *((side - 7 + p, 8) for p in range(7))]
    for bit, (one, other) in enumerate(zip(around, apart, strict=True)):
        cells[one] = cells[other] = _FORMAT >> bit & 1 == 1
    cells[side - 8, 8] = True
    return cells


def _way(side: int) -> Iterator[tuple[int, int]]:
    """Up and down in columns of two, from the right, passing over the timing line."""
    rights = [*range(side - 1, 6, -2), *range(5, 0, -2)]
    for turn, right in enumerate(rights):
        rows = range(side) if turn % 2 else range(side - 1, -1, -1)
        for row in rows:
            yield row, right
            yield row, right - 1


def outline(text: str) -> tuple[str, int]:
    """The dark modules as one SVG path, and the side of its box with the quiet zone."""
    rows = modules(text)
    path = "".join(
        f"M{column + 4} {row + 4}h1v1h-1z"
        for row, line in enumerate(rows)
        for column, is_dark in enumerate(line)
        if is_dark
    )
    return path, len(rows) + 8
