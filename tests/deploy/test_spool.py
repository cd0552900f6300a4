"""Messages as files: whoever looks finds a whole one or none."""

from __future__ import annotations

from queue import Empty
from typing import Any

import pytest
from kombu.connection import Connection

from deploy.celery import app


class Looked:
    """A message during whose writing somebody looks into the queue."""

    def __init__(self, channel: Any) -> None:
        self.channel, self.found = channel, list[Any]()

    def __json__(self) -> dict[str, str]:
        try:
            self.found.append(self.channel._get("celery"))
        except Empty:
            self.found.append(None)
        return {"body": "到期提醒"}


@pytest.fixture
def channel(tmp_path):
    folders = {name: str(tmp_path) for name in ("data_folder_in", "data_folder_out")}
    options = {**folders, "control_folder": str(tmp_path / "control")}
    with Connection("spool://localhost", transport_options=options) as connection:
        yield connection.channel()


def test_a_message_being_written_is_not_there_yet(channel):
    message = Looked(channel)

    channel._put("celery", message)

    assert message.found == [None]
    assert channel._get("celery") == {"body": "到期提醒"}
    with pytest.raises(Empty):
        channel._get("celery")


def test_each_message_is_taken_once_from_its_own_queue(channel):
    for number in range(3):
        channel._put("celery", {"number": number})
    channel._put("other", {"number": 9})

    taken = sorted(channel._get("celery")["number"] for _ in range(3))

    assert taken == [0, 1, 2]
    with pytest.raises(Empty):
        channel._get("celery")


def test_the_application_speaks_it_where_there_is_no_redis():
    assert "spool" in str(app.connection_for_write(url="spool://localhost").transport_cls)
