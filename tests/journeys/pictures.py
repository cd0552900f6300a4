"""Takes the README's pictures of a running demo: python -m tests.journeys.pictures ADDRESS."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.journeys.conftest import DESK, PHONE, QUIET, Visitor
from tests.machine import find_chromium

PASSWORD = "xinchang-2017"  # as the demo says when it starts
FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "pictures"
# File, who looks, at what window, and which links he follows from which page.
PICTURES = (
    ("desk.png", "leader", DESK, "/", ()),
    ("approvals-phone.png", "leader", PHONE, "/approvals/", ()),
    ("session.png", "secretary", DESK, "/sessions/", ("提高土地利用效率学习会", "未交调研材料")),
    ("measures.png", "secretary", DESK, "/sessions/?year=2017", ("破解土地要素", "措施")),
)


def take(browser: Browser, site: str) -> None:
    """Each picture with a browser of its own, what the window shows and no more."""
    FOLDER.mkdir(exist_ok=True)
    for name, person, size, path, links in PICTURES:
        window = browser.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai")
        visitor = Visitor(window, site)
        visitor.sign_in(person, PASSWORD)
        visitor.go(path)
        for words in links:
            visitor.follow(words)
            visitor.page.wait_for_load_state()
        visitor.page.screenshot(path=FOLDER / name)
        window.close()


def main(site: str) -> None:
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=find_chromium(), args=QUIET)
        take(browser, site.rstrip("/"))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
