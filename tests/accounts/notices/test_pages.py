"""The inbox: one's own, opened by a button, read once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.notices.actions import tell
from accounts.notices.models import Notice, NoticeKind
from tests.factories import at

INBOX = "/inbox/"


@pytest.fixture
def inform(db):
    def some(person, count: int = 1, text: str = "请审定选题") -> list[Notice]:
        for number in range(count):
            tell(
                [person],
                kind=NoticeKind.DECIDE,
                text=f"{text}{number}",
                path="/help/",
                key=f"{text}:{number}",
                due_at=at("2017-03-24 18:00"),
            )
        return list(Notice.objects.filter(recipient=person))

    return some


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_costs_the_same_for_one_notice_and_three(
    sign_in, member, inform, django_assert_num_queries, count
):
    inform(member, count)
    client = sign_in(member)

    with django_assert_num_queries(4):
        answer = client.get(INBOX)

    assert answer.content.decode().count("请审定选题") == count
    assert "2017年3月24日（周五）" in answer.content.decode()


def test_nobody_sees_the_notices_of_another(sign_in, member, leader, inform):
    (notice,) = inform(leader)
    client = sign_in(member)

    assert "请审定选题" not in client.get(INBOX).content.decode()
    assert client.post(reverse("accounts:open_notice", args=[notice.pk])).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_opening_a_notice_marks_it_read_and_leads_to_its_page(sign_in, member, inform):
    (notice,) = inform(member)

    answer = sign_in(member).post(reverse("accounts:open_notice", args=[notice.pk]))

    assert (answer.status_code, answer["Location"]) == (302, "/help/")
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_looking_alone_marks_nothing(sign_in, member, inform):
    (notice,) = inform(member)
    client = sign_in(member)

    assert client.get(reverse("accounts:open_notice", args=[notice.pk])).status_code == 405
    client.get(INBOX)

    assert Notice.objects.unread().count() == 1


def test_all_are_marked_at_once_and_the_number_is_told(sign_in, member, inform):
    inform(member, 3)
    client = sign_in(member)

    answer = client.post(reverse("accounts:mark_all_read"), follow=True)

    assert "已将 3 条通知标为已读。" in answer.content.decode()
    assert "没有未读通知。" in client.get(INBOX, {"unread": "1"}).content.decode()
    assert "请审定选题0" in client.get(INBOX).content.decode()


def test_an_empty_inbox_says_what_belongs_there(sign_in, member):
    assert "还没有通知" in sign_in(member).get(INBOX).content.decode()


def test_the_inbox_is_closed_to_strangers(client, db):
    answer = client.get(INBOX)

    assert answer["Location"] == "/accounts/login/?next=/inbox/"


def test_marking_all_by_mistake_is_taken_back_for_those_alone(sign_in, member, inform, take_back):
    first, *_ = inform(member, 3)
    client = sign_in(member)
    client.post(reverse("accounts:open_notice", args=[first.pk]))

    page = client.post(reverse("accounts:mark_all_read"), follow=True)
    page = take_back(client, page)

    assert "已将 2 条通知恢复为未读。" in page.content.decode()
    assert set(Notice.objects.exclude(read_at=None)) == {first}


@pytest.mark.parametrize("moment", ["", "x", "9999-12-31T23:59:59-12:00"])
def test_a_moment_at_which_nothing_was_marked_takes_nothing_back(sign_in, member, inform, moment):
    inform(member)
    client = sign_in(member)
    client.post(reverse("accounts:mark_all_read"))

    page = client.post(reverse("accounts:mark_unread"), {"read_at": moment}, follow=True)

    assert "已将 0 条通知恢复为未读。" in page.content.decode()
    assert not Notice.objects.unread().exists()


def test_nobody_takes_back_what_another_read(sign_in, member, leader, inform):
    (notice,) = inform(leader)
    sign_in(leader).post(reverse("accounts:mark_all_read"))
    notice.refresh_from_db()

    moment = {"read_at": notice.read_at.isoformat()}
    sign_in(member).post(reverse("accounts:mark_unread"), moment)

    assert not Notice.objects.unread().exists()
