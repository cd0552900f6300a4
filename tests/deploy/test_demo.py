"""``make demo`` as a new user meets it: one command, a page to sign in to, Ctrl-C and silence."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180  # seconds, on a busy machine


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def demo(port, tmp_path) -> Iterator[subprocess.Popen[str]]:
    """The command, in an environment that holds no setting but where the data go."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = subprocess.Popen(
        ["make", "demo", f"PORT={port}"],
        cwd=ROOT, env=environment | {"VAR_DIR": str(tmp_path / "var")},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    guard = threading.Timer(PATIENCE, os.killpg, (command.pid, signal.SIGTERM))
    guard.start()
    yield command
    guard.cancel()
    for process in processes_with(str(tmp_path)):
        os.kill(process, signal.SIGKILL)
    command.communicate()


def processes_with(folder: str) -> list[int]:
    """The processes whose environment names that folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            environment = path.read_bytes()
        except OSError:  # gone meanwhile, or not ours
            continue
        if f"VAR_DIR={folder}".encode() in environment:
            found.append(int(path.parent.name))
    return found


def read_until(command: subprocess.Popen[str], text: str) -> str:
    """What the command printed up to the line with ``text``, or all of it when that never came."""
    assert command.stdout
    lines = []
    for line in command.stdout:
        lines.append(line)
        if text in line:
            break
    return "".join(lines)


def sign_in(port: int, name: str, password: str) -> str:
    """The page a person lands on after signing in, as text."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    address = f"http://localhost:{port}/accounts/login/"
    page = browser.open(address).read().decode()
    (token,) = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    form = {"csrfmiddlewaretoken": token, "login": name, "password": password}
    return str(browser.open(address, urlencode(form).encode()).read(), "utf-8")


def test_one_command_serves_the_story_and_stops_without_a_trace(demo, port, tmp_path) -> None:
    said = read_until(demo, "auditor")
    assert f"http://localhost:{port}/" in said, said

    desk = sign_in(port, "secretary", "xinchang-2017")
    assert "工作台" in desk
    assert 'name="password"' not in desk

    os.killpg(demo.pid, signal.SIGINT)
    demo.communicate(timeout=60)
    deadline = time.monotonic() + 5
    while processes_with(str(tmp_path)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert processes_with(str(tmp_path)) == []


def test_a_port_in_use_is_told_with_the_way_out(port) -> None:
    command = [sys.executable, "-m", "deploy.scripts.demo", "127.0.0.1", str(port)]
    with socket.create_server(("127.0.0.1", port)):
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert answer.returncode == 1
    assert f"make demo PORT={port + 1}" in answer.stderr
