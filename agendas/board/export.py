"""The public board as static pages that stand by themselves, for a government portal."""

from __future__ import annotations

import re
from collections import defaultdict
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string

from agendas.board.models import BoardNotice, Publication

_ENTRY = re.compile(r"session-\d+\.html")
# Archives of the same pages are the same to the byte: no clock in them.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def pages() -> dict[str, str]:
    """What there is to write, by file name: an index, one page per session, the stylesheet."""
    reports = defaultdict(list)
    for report in Publication.objects.published():
        reports[report.session_id].append(report)
    notices = list(BoardNotice.objects.published())
    written = {
        name_of(notice): render_to_string(
            "board/export/entry.html", {"notice": notice, "reports": reports[notice.session_id]}
        )
        for notice in notices
    }
    index = [(name_of(notice), notice) for notice in notices]
    return {
        "index.html": render_to_string("board/export/index.html", {"entries": index}),
        "board.css": render_to_string("board/export/board.css"),
        **written,
    }


def name_of(notice: BoardNotice) -> str:
    """The same for the same session, whatever it is called."""
    return f"session-{notice.session_id}.html"


def write_pages(folder: Path) -> int:
    """Write the pages into the folder and say how many entries there are.

    Entries no longer on the board go; nothing else in the folder is touched. Each file is
    replaced at once, so that a portal never serves half a page.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for name, text in made.items():
        fresh = folder / f"{name}.new"
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(folder / name)
    for old in folder.iterdir():
        if _ENTRY.fullmatch(old.name) and old.name not in made:
            old.unlink()
    return sum(1 for name in made if _ENTRY.fullmatch(name))


def archive() -> BytesIO:
    """The same pages in one archive, at its start."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as zipped:
        for name, text in pages().items():
            entry = ZipInfo(name, _NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            zipped.writestr(entry, text)
    packed.seek(0)
    return packed
