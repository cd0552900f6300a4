"""A real chromium, and people who sign in with it, at a desk or on a phone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.db import connections
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Response,
    ViewportSize,
    sync_playwright,
)

from tests.machine import find_chromium

PASSWORD = "Journey-2017"
DESK: ViewportSize = {"width": 1360, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
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
        browser = tools.chromium.launch(executable_path=find_chromium(), args=QUIET)
        yield browser
        browser.close()
        # Under that loop this thread has lines to the database of its own, which nobody finds to
        # close once the loop is gone; PostgreSQL does not drop a database that has any.
        connections.close_all()


def _ends_a_press(answer: Response) -> bool:
    """What the server says in the end, after its redirects, to a form that was sent."""
    is_redirect = 300 <= answer.status < 400
    return answer.request.resource_type in {"document", "xhr"} and not is_redirect


class Visitor:
    """Somebody at a browser: goes to pages, fills fields by name, presses buttons."""

    def __init__(self, window: BrowserContext, site: str) -> None:
        self.page, self.site = window.new_page(), site
        self.page.set_default_timeout(15_000)
        self.complaints: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: dialog.accept())

    def _listen(self, message: ConsoleMessage) -> None:
        # A refused form answers 422, which the browser notes as an error of its own.
        if message.type == "error" and "422" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def sign_in(self, name: str, password: str) -> None:
        self.go("/accounts/login/")
        self.fill(login=name, password=password)
        self.press("登录")
        self.page.wait_for_url(f"{self.site}/")

    def go(self, path: str) -> int:
        """To that page; its status."""
        answer = self.page.goto(f"{self.site}{path}")
        return answer.status if answer else 0

    def fill(self, within: str = "main", **words: str) -> None:
        """By the names of the fields, the first visible one of each, ``within`` a part."""
        for name, text in words.items():
            field = self.page.locator(f"{within} [name={name}]:visible").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=text)
            else:
                field.fill(text)

    def check(self, *labels: str) -> None:
        for label in labels:
            self.page.get_by_label(label).first.check()

    def unfold(self, words: str) -> None:
        self.page.locator("summary:visible", has_text=words).first.click()

    def follow(self, words: str, within: str = "main") -> None:
        self.page.locator(within).get_by_role("link", name=words).first.click()

    def press(self, words: str, within: str = "main") -> None:
        """Press the first such button and wait for what the page says then."""
        button = self.page.locator(within).get_by_role("button", name=words).first
        with self.page.expect_response(_ends_a_press):
            button.click()
        self.page.locator(".htmx-request").first.wait_for(state="detached")
        self.page.wait_for_load_state()

    def reads(self, words: str) -> bool:
        self.page.locator("main").get_by_text(words).first.wait_for()
        return True

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        root = self.page.locator("html")
        pixels: int = root.evaluate("root => root.scrollWidth - root.clientWidth")
        return pixels


@pytest.fixture
def visit(chromium, live_server) -> Iterator[Callable[..., Visitor]]:
    """A new browser window for a person (or for nobody), closed and found without complaints."""
    opened: list[Visitor] = []

    def enter(
        name: str = "", password: str = PASSWORD, *, size: ViewportSize = DESK, **options
    ) -> Visitor:
        window = chromium.new_context(
            viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", **options
        )
        visitor = Visitor(window, live_server.url)
        opened.append(visitor)
        if name:
            visitor.sign_in(name, password)
        return visitor

    yield enter
    for visitor in opened:
        visitor.page.context.close()
    assert [words for visitor in opened for words in visitor.complaints] == []


@pytest.fixture
def clock():
    """Sets the day on which the story stands; the clock runs on from there."""
    running: list[time_machine.travel] = []

    def stand_at(moment: datetime) -> None:
        for travel in running:
            travel.stop()
        running[:] = [time_machine.travel(moment, tick=True)]
        running[0].start()

    yield stand_at
    for travel in running:
        travel.stop()
