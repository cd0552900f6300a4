"""Takes the pictures of README and help from a running demo.

python -m tests.journeys.pictures ADDRESS
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.journeys.conftest import DESK, PHONE, QUIET, Visitor
from tests.machine import find_chromium

Pictures = tuple[tuple[str, str, ViewportSize, str, tuple[str, ...]], ...]

PASSWORD = "xinchang-2017"  # as the demo says when it starts
ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy" / "pictures"
HELP = ROOT / "agendas" / "static" / "help"
# Small enough to be read in the column of text that the pictures of the help stand in.
SMALL: ViewportSize = {"width": 1120, "height": 520}
# File, who looks, at what window, and which links he follows from which page.
PICTURES: Pictures = (
    ("desk.png", "leader", DESK, "/", ()),
    ("approvals-phone.png", "leader", PHONE, "/approvals/", ()),
    ("session.png", "secretary", DESK, "/sessions/", ("提高土地利用效率学习会", "未完成调研")),
    ("measures.png", "secretary", DESK, "/sessions/?year=2017", ("破解土地要素", "措施")),
)
# One for each stage, of the page on which most of its work is done.
STAGES: Pictures = (
    ("topic.jpg", "secretary", SMALL, "/sessions/?year=2017", ("破解土地要素", "议题")),
    ("research.jpg", "secretary", SMALL, "/sessions/", ("提高土地利用效率学习会", "未完成调研")),
    ("meeting.jpg", "secretary", SMALL, "/sessions/?year=2017", ("破解土地要素", "参会")),
    ("conversion.jpg", "secretary", SMALL, "/sessions/?year=2017", ("破解土地要素", "措施")),
    ("followup.jpg", "secretary", SMALL, "/measures/", ("节约集约用地",)),
)


def take(browser: Browser, site: str, folder: Path, pictures: Pictures) -> None:
    """Each picture with a browser of its own, what the window shows and no more."""
    folder.mkdir(exist_ok=True)
    for name, person, size, path, links in pictures:
        window = browser.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai")
        visitor = Visitor(window, site)
        visitor.sign_in(person, PASSWORD)
        visitor.go(path)
        for words in links:
            visitor.follow(words)
            visitor.page.wait_for_load_state()
        if size == SMALL:
            # The head of a session is the same on every page: begin with what is not.
            tabs = visitor.page.locator("main .tabs")
            tabs.evaluate_all("found => found.forEach(one => one.scrollIntoView())")
        # A page of the help and its picture are to come in one breath: JPEG is half of PNG.
        quality = 55 if name.endswith("jpg") else None
        visitor.page.screenshot(path=folder / name, quality=quality)
        window.close()


def main(site: str) -> None:
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=find_chromium(), args=QUIET)
        take(browser, site.rstrip("/"), FOLDER, PICTURES)
        take(browser, site.rstrip("/"), HELP, STAGES)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
