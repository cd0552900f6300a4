"""A person whose hands are counted: the characters he types, the clicks he makes."""

from __future__ import annotations

from tests.journeys.conftest import Visitor


class Clerk:
    """Works in a visitor's window and counts what it costs him.

    A chosen option is two clicks, a date the digits of it; from field to field he goes with the
    Tab key, which is counted neither here nor in an office program. Once signed in he types no
    address: where he wants to go, he follows links.
    """

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page
        self.typed = self.clicks = 0

    def fill(self, within: str = "main", **words: str) -> None:
        for name, text in words.items():
            field = self.page.locator(f"{within} [name={name}]:visible").first
            kind = field.get_attribute("type") or field.evaluate("field => field.type")
            if kind == "select-one":
                self.clicks += 2
            elif kind in {"date", "datetime-local"}:
                self.typed += sum(map(str.isdigit, text))
            else:
                self.typed += len(text)
            self.visitor.fill(within, **{name: text})

    def pick(self, field: str, name: str) -> None:
        """Find a person by the beginning of his name and choose him."""
        words = name[:4]
        self.page.locator(f"main [name='{field}-q']").fill(words)
        found = self.page.locator("main .found label", has_text=name).first
        found.click()
        self.typed += len(words)
        self.clicks += 1

    def check(self, *labels: str) -> None:
        self.clicks += len(labels)
        self.visitor.check(*labels)

    def unfold(self, words: str) -> None:
        self.clicks += 1
        self.visitor.unfold(words)

    def follow(self, words: str, within: str = "main") -> None:
        """Follow the link and wait until its page stands."""
        self.clicks += 1
        with self.page.expect_navigation():
            self.visitor.follow(words, within)

    def press(self, words: str, within: str = "main") -> None:
        self.clicks += 1
        self.visitor.press(words, within)

    def tab(self, words: str) -> None:
        """To another part of the session."""
        self.follow(words, within="main nav.tabs")
