"""Marks and signing in by code beside a bare view that inserts one row; names found by typing."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import sync_playwright

from agendas.presence.models import RoomCode
from agendas.presence.rules import code_at
from tests.load.drive import CONNECTIONS, served
from tests.machine import find_chromium

ROOT = Path(__file__).resolve().parents[2]
PEOPLE, SECONDS, ROUNDS, A_ROUND, BATCH = 6000, 2, 3, 1000, 100
LEAST_SHARE, MOST_P99, ARRIVING, NAMES, MOST_MS = 0.25, 300, 20, 1000, 50
TOKEN = "c" * 32
# How long each of these words takes to narrow the list, layout included.
TYPE = """(words) => words.map((word) => {
  const find = document.querySelector("#find");
  find.value = word;
  const begun = performance.now();
  find.dispatchEvent(new Event("input"));
  document.querySelector("#names").getBoundingClientRect();
  return performance.now() - begun;
})"""


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request, tmp_path) -> dict[str, str]:
    """A fresh one on each database."""
    chosen = os.environ["DATABASE_URL"] if request.param == "postgresql" else ""
    kept = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    settings = {"DATABASE_URL": chosen, "DJANGO_SETTINGS_MODULE": "deploy.settings.embedded"}
    env = kept | settings
    for command in (
        ["migrate", "-v0"], ["flush", "--noinput"], ["createcachetable"],
        ["collectstatic", "--noinput", "-v0"],
    ):  # fmt: skip
        _manage(env, *command)
    return env


def _manage(env: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *command],
        env=env,
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def laid_down(env: dict[str, str], people: int) -> dict[str, Any]:
    code = f"from tests.load.signing import main; main({people})"
    made: dict[str, Any] = json.loads(_manage(env, "shell", "-v0", "-c", code))
    return made


class Door:
    """People who come in one after the other, each with his own phone."""

    def __init__(self, port: int, meeting: dict[str, Any]) -> None:
        # The first rows are marked at the desk.
        self.keys = iter(meeting["keys"][::-1])
        self.room = RoomCode(session_id=meeting["session"], secret=meeting["secret"])

    def come(self, line: http.client.HTTPConnection) -> float:
        """One person signs in; the milliseconds it took him."""
        cookie = f"sessionid={next(self.keys)}; csrftoken={TOKEN}"
        path = f"/checkin/{code_at(self.room, timezone.now())}/"
        return ask(line, path, {"Cookie": cookie, "X-CSRFToken": TOKEN})


def ask(
    line: http.client.HTTPConnection, path: str, headers: dict[str, str], body: bytes = b""
) -> float:
    """Milliseconds; anything but 200, or a way on, is an error."""
    begun = time.perf_counter()
    line.request("POST", path, body=body, headers=headers)
    answer = line.getresponse()
    answer.read()
    assert answer.status in {200, 302}, f"{path} answered {answer.status}"
    return (time.perf_counter() - begun) * 1000


def rate(port: int, act: Callable[[http.client.HTTPConnection], object]) -> tuple[float, int]:
    """How many a second over a few kept-alive connections, and how many in all."""
    until = time.perf_counter() + SECONDS

    def work(_: int) -> int:
        line, done = http.client.HTTPConnection("127.0.0.1", port, timeout=20), 0
        while time.perf_counter() < until:
            act(line)
            done += 1
        line.close()
        return done

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        done = sum(pool.map(work, range(CONNECTIONS)))
    return done / SECONDS, done


def counted(env: dict[str, str]) -> list[int]:
    told = _manage(env, "shell", "-v0", "-c", "from tests.load.signing import counted; counted()")
    return [int(word) for word in told.split()]


class Desk:
    """The secretary's page, which sends what waited in it, a batch at a time."""

    def __init__(self, port: int, meeting: dict[str, Any]) -> None:
        self.port, self.meeting = port, meeting
        self.headers = {
            "Cookie": f"sessionid={meeting['secretary']}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/json",
        }

    def send(self, rows: list[int]) -> None:
        now = timezone.now().isoformat()
        says = {"said": "arrived", "seen": "expected", "marked_at": now}
        marks = [{"key": str(uuid.uuid4()), "attendance": row, **says} for row in rows]
        where = {"session": self.meeting["session"], "device": str(uuid.uuid4()), "sent_at": now}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        ask(line, "/api/v1/marks/", self.headers, json.dumps({**where, "marks": marks}).encode())
        line.close()

    def send_all(self, rows: list[int]) -> float:
        """How many marks a second, several batches at once."""
        batches = [rows[place : place + BATCH] for place in range(0, len(rows), BATCH)]
        begun = time.perf_counter()
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            list(pool.map(self.send, batches))
        return len(rows) / (time.perf_counter() - begun)


def test_marks_keep_up_with_a_bare_view_that_inserts_a_row(request, installation):
    meeting = laid_down(installation, PEOPLE)
    bare = installation | {"DJANGO_SETTINGS_MODULE": "tests.load.bare_row"}
    ours, theirs, by_phone = [], [], []
    application, came = "deploy.wsgi:application", 0

    with served(application, installation) as port, served(application, bare) as bare_port:
        door, desk = Door(port, meeting), Desk(port, meeting)
        for place in range(ROUNDS):
            theirs.append(rate(bare_port, lambda line: ask(line, "/", {}))[0])
            ours.append(desk.send_all(meeting["rows"][place * A_ROUND : (place + 1) * A_ROUND]))
            figure, done = rate(port, door.come)
            by_phone.append(figure)
            came += done

    share = statistics.median(ours) / statistics.median(theirs)
    print(
        f"\n{request.node.callspec.id}: marks {statistics.median(ours):.0f}/s, bare rows "
        f"{statistics.median(theirs):.0f}/s, share {share:.2f}; by phone, one request each, "
        f"{statistics.median(by_phone):.0f}/s"
    )
    whole = A_ROUND * ROUNDS + came
    assert counted(installation) == [whole, whole, came]
    assert share >= LEAST_SHARE


def test_twenty_a_second_wait_for_nobody(request, installation):
    meeting = laid_down(installation, ARRIVING * 6)
    with served("deploy.wsgi:application", installation) as port:
        door = Door(port, meeting)
        lines = [http.client.HTTPConnection("127.0.0.1", port, timeout=20) for _ in range(8)]
        door.come(lines[0])
        begun, places = time.perf_counter(), itertools.count()

        def work(line: http.client.HTTPConnection) -> Iterator[float]:
            while (place := next(places)) < ARRIVING * 5:
                time.sleep(max(0.0, begun + place / ARRIVING - time.perf_counter()))
                yield door.come(line)

        with ThreadPoolExecutor(len(lines)) as pool:
            took = sorted(
                ms for each in pool.map(lambda line: list(work(line)), lines) for ms in each
            )
        for line in lines:
            line.close()

    p99 = took[int(len(took) * 0.99)]
    print(f"\n{request.node.callspec.id}: {len(took)} at {ARRIVING}/s, p99 {p99:.0f} ms")
    assert counted(installation) == [ARRIVING * 5 + 1] * 3
    assert p99 < MOST_P99


@pytest.mark.parametrize("installation", ["sqlite"], indirect=True)
def test_a_thousand_names_follow_what_is_typed(installation):
    meeting = laid_down(installation, NAMES)
    with served("deploy.wsgi:application", installation) as port, sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        site = f"http://localhost:{port}"
        page.context.add_cookies(
            [{"name": "sessionid", "value": meeting["secretary"], "url": site}]
        )
        page.goto(f"{site}/sessions/{meeting['session']}/people/room/")
        page.locator("#room[data-ready]").wait_for(timeout=60_000)
        took = page.evaluate(TYPE, ["w", "wf", "wfm", "王", "wang", "", "z", "zqs", "没有", ""])
        browser.close()

    print(f"\n{NAMES} names: worst {max(took):.1f} ms, median {statistics.median(took):.1f} ms")
    assert len(took) == 10
    assert max(took) < MOST_MS
