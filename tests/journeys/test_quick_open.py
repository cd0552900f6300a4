"""From any page to what one looks for, by keyboard alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from accounts.search.actions import index
from agendas.sessions.models import StudySession
from tests.factories import SessionFactory
from tests.journeys.conftest import PASSWORD, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sessions(group) -> list[StudySession]:
    """Two that hold the word, the one to be held later first."""
    made: list[StudySession] = [
        SessionFactory(group=group, title=title) for title in ("盘活存量用地", "破解用地瓶颈")
    ]
    for session in made:
        index(session)
    return made[::-1]


@pytest.fixture
def reader(visit, secretary) -> Visitor:
    secretary.set_password(PASSWORD)
    secretary.save()
    found: Visitor = visit(secretary.username)
    return found


@pytest.mark.parametrize("key", ["Control+k", "/"])
def test_keys_lead_from_any_page_to_a_session(reader, sessions, key):
    page, box = reader.page, reader.page.get_by_role("combobox", name="搜索")
    reader.go("/problems/")

    page.keyboard.press(key)
    page.keyboard.type("用地")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/sessions/{sessions[1].pk}/")


def test_it_closes_at_esc_fits_a_phone_and_axe_finds_nothing(reader, sessions):
    page, box = reader.page, reader.page.get_by_role("combobox", name="搜索")
    page.set_viewport_size(PHONE)
    reader.go("/problems/")

    box.fill("用地")
    expect(page.get_by_role("option")).to_have_count(2)
    page.keyboard.press("ArrowUp")
    expect(box).to_have_attribute("aria-activedescendant", "quick-2")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert (found, reader.overflow()) == ([], 0)
    page.keyboard.press("Escape")

    expect(page.get_by_role("option")).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    assert box.input_value() == "用地"


def test_a_slash_typed_into_a_form_is_a_slash_and_enter_alone_searches(reader, sessions):
    page = reader.page
    reader.go("/sessions/new/")

    page.locator("main [name=title]").press_sequentially("a/b")
    assert page.locator("main [name=title]").input_value() == "a/b"
    page.keyboard.press("Control+k")
    page.keyboard.type("没有")
    expect(page.locator("#quick-said")).to_have_text("没有找到")
    page.keyboard.press("Enter")

    page.wait_for_url("**/search/?q=*")
    assert reader.reads("没有找到")
