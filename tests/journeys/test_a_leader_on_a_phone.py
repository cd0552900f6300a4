"""Five minutes on a phone: ten matters of all kinds, few taps."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Locator

from agendas.attendance.actions import answer
from agendas.sessions.models import Decision, Outcome
from tests.agendas.pages.pile import Pile
from tests.factories import attend, seat
from tests.journeys.conftest import PASSWORD, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass
class Thumb:
    """Taps, and counts the taps."""

    phone: Visitor
    taps: int = 0

    def tap(self, spot: Locator) -> None:
        spot.tap()
        self.taps += 1

    def decide(self, spot: Locator) -> None:
        """A tap that sends something; the next page is there when it returns."""
        with self.phone.page.expect_navigation():
            self.tap(spot)
        assert self.phone.overflow() == 0


@pytest.fixture
def thumb(group, leader, secretary, member, visit) -> Thumb:
    """The leader at his phone, ten matters before him."""
    pile = Pile(group, secretary, member)
    for _ in range(4):
        row = attend(pile.meeting, seat(group))
        now = {"by": secretary, "at": timezone.now()}
        answer(attendance=row, **now, coming=False, leave_category="duty")
    leader.set_password(PASSWORD)
    leader.save()
    phone = visit("leader", size=PHONE, has_touch=True)
    phone.go("/approvals/")
    return Thumb(phone)


def test_ten_matters_are_cleared_in_eight_taps(thumb):
    page, cards = thumb.phone.page, thumb.phone.page.locator("article")
    assert thumb.phone.reads("待我审批（10）")

    thumb.decide(cards.nth(0).get_by_role("button", name="同意"))
    thumb.tap(cards.nth(0).locator("summary", has_text="退回"))
    thumb.decide(cards.nth(0).get_by_role("button", name="请按要求提交调研材料。"))
    thumb.tap(cards.nth(0).get_by_role("checkbox"))
    thumb.tap(cards.nth(5).get_by_role("checkbox"))
    thumb.decide(page.get_by_role("button", name="同意所选"))
    thumb.tap(page.get_by_role("link", name="全选"))
    thumb.decide(page.get_by_role("button", name="同意所选"))

    assert thumb.phone.reads("没有待您审批的事项")
    assert thumb.taps == 8
    returned = Decision.objects.get(outcome=Outcome.RETURNED)
    assert (Decision.objects.count(), returned.matter) == (10, "excuse")
    assert returned.reason == "请按要求提交调研材料。"


def test_all_are_returned_with_one_phrase_in_three_taps(thumb):
    page = thumb.phone.page

    thumb.tap(page.get_by_role("link", name="全选"))
    thumb.tap(page.locator("#several summary"))
    thumb.decide(page.locator("#several").get_by_role("button", name="请修改后再报。"))

    assert thumb.phone.reads("没有待您审批的事项")
    assert (Decision.objects.count(), thumb.taps) == (10, 3)
