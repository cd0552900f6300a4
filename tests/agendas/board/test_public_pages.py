"""The public board: what was reviewed, and nothing else, for everybody."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from studygroups.forms.models import Stage
from tests.factories import (
    SessionFactory,
    TopicFactory,
    at,
    attend,
    board_notice_of,
    measure_of,
    publication_of,
)

pytestmark = pytest.mark.django_db


def _publish(session, secretary, reviewer=None, **facts):
    reviewed_at = timezone.now() if reviewer else None
    return board_notice_of(
        session, secretary, reviewed_by=reviewer, reviewed_at=reviewed_at, **facts
    )


@pytest.fixture
def held(group, secretary):
    return SessionFactory(
        group=group,
        created_by=secretary,
        stage=Stage.FOLLOWUP,
        title="破解土地要素瓶颈制约",
        starts_at=at("2017-03-31 14:30"),
        venue="局机关三楼会议室",
        announced_at=at("2017-03-20 09:00"),
    )


def test_a_stranger_reads_what_was_reviewed(held, secretary, leader):
    _publish(held, secretary, leader)

    listed = Client().get("/open/")
    entry = Client().get(f"/open/{held.pk}/")

    for page in (listed.content.decode(), entry.content.decode()):
        assert "破解土地要素瓶颈制约" in page
        assert "学习会研究了存量用地消化办法。" in page
        assert held.group.name in page
        assert "登录" in page
        assert "main-nav" not in page


def test_what_nobody_reviewed_is_not_there(held, secretary, leader, sign_in):
    _publish(held, secretary)

    for client in (Client(), sign_in(leader)):
        page = client.get("/open/").content.decode()
        assert "破解" not in page
        assert "目前没有公开内容。" in page
        assert client.get(f"/open/{held.pk}/").status_code == 404


def test_a_session_not_announced_is_not_there_either(held, secretary, leader):
    _publish(held, secretary, leader)
    type(held).objects.update(announced_at=None)

    assert "破解" not in Client().get("/open/").content.decode()
    assert Client().get(f"/open/{held.pk}/").status_code == 404


def test_a_session_without_a_notice_is_not_there(held):
    assert Client().get(f"/open/{held.pk}/").status_code == 404


@pytest.mark.parametrize("shown", [True, False])
def test_time_and_place_are_shown_only_where_that_was_allowed(held, secretary, leader, shown):
    _publish(held, secretary, leader, shows_time_and_place=shown)

    for path in ("/open/", f"/open/{held.pk}/"):
        page = Client().get(path).content.decode()
        assert ("2017年3月31日" in page) == shown
        assert ("局机关三楼会议室" in page) == shown


def test_what_the_session_says_after_the_review_does_not_get_out(held, secretary, leader):
    _publish(held, secretary, leader, shows_time_and_place=True)
    type(held).objects.update(
        title="未经审核的名称", venue="未经审核的地点", starts_at=at("2017-04-28 09:00")
    )

    for path in ("/open/", f"/open/{held.pk}/"):
        page = Client().get(path).content.decode()
        assert "未经审核" not in page
        assert "4月28日" not in page
        assert "破解土地要素瓶颈制约" in page
        assert "2017年3月31日" in page
        assert "局机关三楼会议室" in page


def test_nothing_else_of_the_session_gets_out(held, secretary, leader, member):
    TopicFactory(group=held.group, title="内部议题", session=held, state="chosen")
    measure_of(held, owner=member, due_on=at("2017-06-30 00:00").date(), title="内部措施")
    attend(held, member)
    _publish(held, secretary, leader)

    for path in ("/open/", f"/open/{held.pk}/"):
        page = Client().get(path).content.decode()
        for secret in ("内部", member.full_name, secretary.full_name, leader.full_name):
            assert secret not in page


def test_the_board_leads_no_further_without_signing_in(held, secretary, leader):
    _publish(held, secretary, leader)

    for path in ("/", "/approvals/", "/help/", f"/sessions/{held.pk}/"):
        assert Client().get(path)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_asks_the_same_whatever_is_on_it(
    count, group, secretary, leader, django_assert_num_queries
):
    for _ in range(count):
        session = SessionFactory(group=group, announced_at=timezone.now())
        _publish(session, secretary, leader)

    with django_assert_num_queries(2):
        response = Client().get("/open/")

    assert len(response.context["page"].object_list) == count


@pytest.mark.parametrize("count", [1, 3])
def test_an_entry_lists_the_reports_that_were_reviewed(
    held, secretary, leader, count, django_assert_num_queries
):
    _publish(held, secretary, leader)
    reviewed = {"reviewed_by": leader, "reviewed_at": timezone.now()}
    for _ in range(count):
        publication_of(held, secretary, link="https://example.cn/a?b=1&c=2", **reviewed)
    publication_of(held, secretary, title="未经审核的报道")

    with django_assert_num_queries(3):
        page = Client().get(f"/open/{held.pk}/").content.decode()

    assert page.count('href="https://example.cn/a?b=1&amp;c=2"') == count
    assert "未经审核" not in page
