"""A session ends when nobody used it for a while, and not before."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning(settings, time_machine):
    settings.SESSION_COOKIE_AGE = 60 * 60
    time_machine.move_to("2017-03-20 08:30+08:00", tick=False)
    return time_machine


def is_in(client: Client) -> bool:
    return client.get("/inbox/").status_code == 200


def writes(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert is_in(client)
    return sum("UPDATE" in query["sql"] for query in asked.captured_queries)


def test_an_hour_without_a_request_ends_it(client, cadre, enter, morning):
    enter(client, "zhangsan")

    morning.shift(60 * 60 + 1)

    assert not is_in(client)


def test_who_works_all_day_stays_in(client, cadre, enter, morning):
    enter(client, "zhangsan")

    for _ in range(12):
        morning.shift(50 * 60)
        assert is_in(client)

    morning.shift(60 * 60 + 1)
    assert not is_in(client)


def test_it_is_renewed_once_in_five_minutes(client, cadre, enter, morning):
    enter(client, "zhangsan")
    fresh = writes(client)
    morning.shift(4 * 60)
    young = writes(client)
    morning.shift(2 * 60)
    due = writes(client)

    assert (fresh, young, due, writes(client)) == (0, 0, 1, 0)
