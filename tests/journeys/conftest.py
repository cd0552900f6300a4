"""A real chromium, and people who sign in with it, at a desk or on a phone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from accounts.people.models import User

PASSWORD = "Journey-2017"
DESK, PHONE = {"width": 1360, "height": 900}, {"width": 390, "height": 844}
# A browser that asks nothing of anybody but the page's own server.
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright keeps an event loop running in this thread, which Django would take for ours.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield browser
        browser.close()


class Visitor:
    """Somebody at a browser: goes to pages, fills fields by their labels, presses buttons."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.complaints: list[str] = []
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())

    def _listen(self, message) -> None:
        # A refused form answers 422, which the browser notes as an error of its own.
        if message.type == "error" and "422" not in message.text:
            self.complaints.append(message.text)

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        self.go("/accounts/login/")
        self.page.fill("input[name=login]", name)
        self.page.fill("input[name=password]", password)
        self.page.locator("main button").click()
        self.page.wait_for_url(f"{self.site}/")

    def go(self, path: str) -> None:
        self.page.goto(f"{self.site}{path}")

    def fill(self, **words: str) -> None:
        """Into the form on the page, by the names of its fields; the first that is visible."""
        for name, text in words.items():
            field = self.page.locator(f"main [name={name}]:visible").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=text)
            else:
                field.fill(text)

    def check(self, *labels: str) -> None:
        for label in labels:
            self.page.get_by_label(label, exact=False).first.check()

    def unfold(self, words: str) -> None:
        self.page.locator("summary:visible", has_text=words).first.click()

    def press(self, words: str) -> None:
        """Press the button and wait for what the page says then."""
        button = self.page.locator("main").get_by_role("button", name=words).first
        button.click()
        self.page.wait_for_load_state("networkidle")

    def reads(self, words: str) -> bool:
        self.page.locator("main").get_by_text(words).first.wait_for()
        return True


@pytest.fixture
def visit(chromium, live_server) -> Iterator[Callable[..., Visitor]]:
    """A new browser window for a person (or for nobody), closed and found without complaints."""
    opened: list[Visitor] = []

    def enter(person: User | None = None, *, size: dict[str, int] = DESK) -> Visitor:
        page = chromium.new_page(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai")
        page.set_default_timeout(15_000)
        visitor = Visitor(page, live_server.url)
        opened.append(visitor)
        if person:
            visitor.sign_in(person.username)
        return visitor

    yield enter
    for visitor in opened:
        visitor.page.close()
    assert [words for visitor in opened for words in visitor.complaints] == []
