"""The frame of a session's part pages: a form swaps its panel, a link goes to another page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.minutes.models import Minutes
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from tests.journeys.conftest import PASSWORD, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(visit, secretary, session) -> Visitor:
    """The secretary before the minutes of a meeting, at a window lower than the page."""
    begun = timezone.now() - timedelta(hours=1)
    StudySession.objects.update(stage=Stage.MEETING, starts_at=begun, announced_at=begun)
    secretary.set_password(PASSWORD)
    secretary.save()
    visitor: Visitor = visit("secretary", size={"width": 1360, "height": 500})
    visitor.go(f"/sessions/{session.pk}/minutes/")
    # Lost as soon as the browser loads another page.
    visitor.page.evaluate("document.body.dataset.stays = 'here'")
    return visitor


def stays(desk: Visitor) -> bool:
    return desk.page.locator("body[data-stays=here]").count() == 1


def test_after_a_refusal_the_page_can_be_loaded_again(desk, session):
    desk.fill(record="会议围绕用地指标紧缺展开讨论。")
    desk.press("保存并送审")
    kept, errors = desk.page.locator("[name=record]").input_value(), desk.page.locator(".errorlist")

    assert stays(desk)
    assert errors.first.inner_text()
    assert kept == "会议围绕用地指标紧缺展开讨论。"
    assert desk.page.url == f"{desk.site}/sessions/{session.pk}/minutes/"
    assert desk.page.reload().status == 200
    assert not Minutes.objects.filter(state="submitted").exists()


def test_saving_keeps_the_place_on_the_page_and_renews_rail_and_messages(desk):
    rail = desk.page.locator("#rail")
    assert "会议记录未整理" in rail.inner_text()

    desk.fill(record="会议围绕用地指标紧缺展开讨论。", summary="会议议定先存量后增量。")
    desk.page.get_by_role("button", name="保存").first.scroll_into_view_if_needed()
    place = desk.page.evaluate("window.scrollY")
    desk.press("保存")

    assert stays(desk)
    assert desk.reads("会议记录已保存。")
    assert "会议记录未送审" in rail.inner_text()
    assert desk.page.evaluate("window.scrollY") == place > 0


def test_a_link_in_the_panel_and_a_way_back_are_whole_pages(desk, session):
    desk.go(f"/sessions/{session.pk}/")
    desk.page.evaluate("document.body.dataset.stays = 'here'")

    desk.follow("修改", within="#panel")

    assert desk.page.url == f"{desk.site}/sessions/{session.pk}/edit/"
    assert not stays(desk)
    desk.page.go_back()
    assert desk.page.url == f"{desk.site}/sessions/{session.pk}/"
    assert desk.reads("基本情况")


def test_a_link_beside_a_form_and_a_new_head_show_their_whole_page(desk, session):
    desk.go(f"/sessions/{session.pk}/people/invite/")
    desk.follow("返回", within="#panel")
    assert desk.reads("三开放")
    assert desk.page.url == f"{desk.site}/sessions/{session.pk}/people/"

    desk.go(f"/sessions/{session.pk}/edit/")
    desk.fill(venue="县委党校礼堂")
    desk.press("保存")

    assert "县委党校礼堂" in desk.page.locator("main .head").first.inner_text()
    assert desk.page.url == f"{desk.site}/sessions/{session.pk}/"
