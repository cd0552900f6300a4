"""The API's own page, in a browser that lets pass only what our content policy allows."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import DESK, PASSWORD, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_page_shows_the_collections_and_tries_one_out(visit, member, session, size):
    member.set_password(PASSWORD)
    member.save()
    reader = visit("member", size=size)

    reader.go("/api/v1/docs/")
    sessions = reader.page.locator("#operations-sessions-sessions_list")
    reader.page.locator(".opblock").first.wait_for()
    # What lies far below is drawn once somebody comes near it.
    for _ in range(200):
        if sessions.count():
            break
        reader.page.mouse.wheel(0, 600)
    sessions.locator(".opblock-summary").click()
    sessions.get_by_role("button", name="Try it out").click()
    sessions.get_by_role("button", name="Execute").click()

    assert session.title in sessions.locator(".live-responses-table").inner_text()
    assert reader.overflow() == 0
