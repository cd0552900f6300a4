"""A worker killed in the middle of a round: nobody's mail is lost, on either broker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
MAILS = 300
OWE = f"""
from accounts.notices.models import Channel, Delivery, Notice, NoticeKind
from accounts.people.models import User
from accounts.units.actions import add_unit
from accounts.units.models import UnitKind
unit = add_unit(name="县国土资源局", kind=UnitKind.DEPARTMENT)
for n in range({MAILS}):
    address = dict(full_name="某某", unit=unit, email=f"p{{n}}@example.org")
    person = User.objects.create_user(f"p{{n}}", **address)
    notice = dict(kind=NoticeKind.REMIND, text="请提交调研材料", path="/", key="k")
    notice = Notice.objects.create(recipient=person, **notice)
    Delivery.objects.create(notice=notice, channel=Channel.EMAIL)
"""
TICK = "from accounts.tasks import send_notices; send_notices.delay()"
LEFT = """
from accounts.notices.models import Delivery
print(dict(Delivery.objects.values_list("state").annotate(n=__import__("django").db.models.Count("pk"))))
"""
TEN_MINUTES_LATER = """
from datetime import timedelta
from django.utils import timezone
from accounts.notices.models import Delivery
Delivery.objects.exclude(claimed_at=None).update(claimed_at=timezone.now() - timedelta(minutes=11))
"""


class Sink:
    """A mail server that takes its time and remembers who was written to, under which id."""

    def __init__(self) -> None:
        self.letters: Counter[tuple[str, str]] = Counter()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        time.sleep(0.01)
        letter = message_from_bytes(envelope.content)
        self.letters[envelope.rcpt_tos[0], letter["Message-ID"]] += 1
        return "250 OK"


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    handler = Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield handler, controller.port
    controller.stop()


@pytest.fixture(params=["files", "redis"])
def environment(request, sink, tmp_path) -> dict[str, str]:
    """A small installation of its own; the broker is a folder or Redis."""
    _, port = sink
    chosen = {"REDIS_URL": os.environ["REDIS_URL"]} if request.param == "redis" else {}
    return chosen | {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path),
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "NOTICE_CHANNELS": "email",
    }


@pytest.fixture
def shell(environment) -> Callable[[str], str]:
    def run(code: str) -> str:
        command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", code]
        return subprocess.run(
            command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        ).stdout

    return run


@pytest.fixture
def worker(environment) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = (
            f"{sys.executable} -m celery --quiet --app deploy worker --pool threads --concurrency 2"
        )
        started.append(subprocess.Popen(command.split(), cwd=ROOT, env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def test_a_killed_worker_loses_no_mail(sink, environment, shell, worker) -> None:
    handler, _ = sink
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
    shell(OWE)

    first = worker()
    shell(TICK)
    wait_for(lambda: len(handler.letters) > MAILS // 3)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert len(handler.letters) < MAILS
    worker()
    shell(TICK)
    wait_for(lambda: len(handler.letters) >= MAILS - 1)
    shell(TEN_MINUTES_LATER + TICK)
    wait_for(lambda: shell(LEFT).strip() == f"{{'sent': {MAILS}}}")

    assert len(handler.letters) == MAILS
    # At most the one mail in hand went out twice, under the same Message-ID.
    assert sum(handler.letters.values()) <= MAILS + 1
