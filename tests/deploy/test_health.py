"""What a monitor is told, at once and without signing in."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from celery import current_app
from django.db import OperationalError, connection
from django.utils import timezone

from accounts.notices.models import Channel, Delivery, DeliveryState, Notice, NoticeKind


@pytest.fixture
def notice(guest) -> Notice:
    return Notice.objects.create(
        recipient=guest, kind=NoticeKind.REMIND, text="请提交调研材料", path="/", key="k"
    )


def owe(notice: Notice, *, due: timedelta, state: DeliveryState = DeliveryState.WAITING) -> None:
    Delivery.objects.create(
        notice=notice, channel=Channel.EMAIL, state=state, due_at=timezone.now() + due
    )


def test_a_living_process_says_so_without_the_database(client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_an_installation_that_owes_nothing_is_ready(client) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok", "database": True, "broker": True, "oldest_unsent_seconds": None,
    }  # fmt: skip


def test_a_notice_a_little_late_is_counted_and_forgiven(client, notice) -> None:
    owe(notice, due=-timedelta(minutes=10))

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["oldest_unsent_seconds"] == pytest.approx(600, abs=5)


@pytest.mark.parametrize("state", [DeliveryState.WAITING, DeliveryState.CLAIMED])
def test_a_notice_that_nobody_sends_is_an_alarm(client, notice, state) -> None:
    owe(notice, due=-timedelta(minutes=16), state=state)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["status"]) == (503, "failing")


@pytest.mark.parametrize(
    ("due", "state"),
    [
        (timedelta(hours=1), DeliveryState.WAITING),
        (-timedelta(days=1), DeliveryState.SENT),
        (-timedelta(days=1), DeliveryState.FAILED),
    ],
)
def test_what_is_not_yet_due_or_done_with_is_not_counted(client, notice, due, state) -> None:
    owe(notice, due=due, state=state)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["oldest_unsent_seconds"]) == (200, None)


@pytest.mark.django_db
def test_a_database_that_refuses_is_an_alarm_without_details(client) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("password of study wrong")

    with connection.execute_wrapper(refuse):
        answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["database"]) == (503, False)
    assert "password" not in answer.text


@pytest.mark.django_db
def test_a_broker_folder_that_is_gone_is_an_alarm(client, monkeypatch, tmp_path) -> None:
    options = {"data_folder_in": str(tmp_path / "gone")}
    monkeypatch.setitem(current_app.conf, "broker_transport_options", options)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["broker"]) == (503, False)


@pytest.mark.django_db
def test_a_broker_that_does_not_answer_is_an_alarm(client, monkeypatch, tmp_path) -> None:
    monkeypatch.setitem(current_app.conf, "broker_write_url", f"redis+socket://{tmp_path}/gone")

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["broker"]) == (503, False)


@pytest.mark.redis
@pytest.mark.django_db
def test_a_redis_that_answers_is_ready(client, monkeypatch) -> None:
    url = os.environ["REDIS_URL"].replace("unix://", "redis+socket://", 1)
    monkeypatch.setitem(current_app.conf, "broker_write_url", url)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["broker"]) == (200, True)
