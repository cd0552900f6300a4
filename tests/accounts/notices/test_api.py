"""The inbox over the API."""

from __future__ import annotations

import pytest

from accounts.notices.actions import tell
from accounts.notices.models import Notice, NoticeKind

NOTICES = "/api/v1/notices/"


def inform(person, count: int = 1) -> None:
    for number in range(count):
        key = f"minutes:{number}"
        tell([person], kind=NoticeKind.INFORM, text=f"会议记录{number}", path="/", key=key)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_is_one_s_own_and_costs_the_same_for_one_and_three(
    api, member, leader, django_assert_num_queries, count
):
    inform(member, count)
    inform(leader)
    client = api(member)

    with django_assert_num_queries(2):
        answer = client.get(NOTICES)

    assert answer.json()["count"] == count
    assert set(answer.json()["results"][0]) == {"id", "kind", "text", "path", "due_at", "read_at"}


def test_marking_as_read_answers_the_notice(api, member):
    inform(member)
    notice = Notice.objects.get()

    answer = api(member).post(f"{NOTICES}{notice.pk}/read/")

    assert answer.status_code == 200
    assert answer.json()["read_at"] is not None
    assert not Notice.objects.unread().exists()


def test_the_notice_of_another_is_not_found(api, member, leader):
    inform(leader)
    notice = Notice.objects.get()

    answer = api(member).post(f"{NOTICES}{notice.pk}/read/")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert Notice.objects.unread().exists()


def test_a_stranger_is_turned_away(api, client, db):
    assert client.get(NOTICES).status_code == 401
