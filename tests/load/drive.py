"""Starts the product as it is served, and asks it for pages over a few kept-alive connections."""

from __future__ import annotations

import contextlib
import http.client
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.servers import free_port

WORKERS, CONNECTIONS, SECONDS, ROUNDS = 2, 4, 3, 5


@dataclass(frozen=True)
class Figures:
    """Medians over the rounds: answers a second, and milliseconds at p50 and p99."""

    rate: float
    p50: float
    p99: float


@contextlib.contextmanager
def served(application: str, env: dict[str, str]) -> Iterator[int]:
    """A web server with two workers for that WSGI application; gives its port."""
    port = free_port()
    command = [
        str(Path(sys.executable).with_name("granian")),
        "--interface=wsgi",
        "--no-ws",
        f"--port={port}",
        f"--workers={WORKERS}",
        "--blocking-threads=2",
        "--log-level=warning",
        application,
    ]
    server = subprocess.Popen(command, env={**os.environ, **env})
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), _connected(port) as connection:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not come up")


def _connected(port: int) -> contextlib.closing[http.client.HTTPConnection]:
    return contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20))


def fetch(port: int, path: str, cookie: str) -> bytes:
    """One page; anything but 200 is an error."""
    with _connected(port) as connection:
        return _get(connection, path, cookie)


def _get(connection: http.client.HTTPConnection, path: str, cookie: str) -> bytes:
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return body


def _ask(port: int, path: str, cookie: str, until: float) -> list[float]:
    took = []
    with _connected(port) as connection:
        while (begun := time.perf_counter()) < until:
            _get(connection, path, cookie)
            took.append((time.perf_counter() - begun) * 1000)
    return took


def _round(port: int, path: str, cookie: str) -> list[float]:
    until = time.perf_counter() + SECONDS
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        asked = [pool.submit(_ask, port, path, cookie, until) for _ in range(CONNECTIONS)]
        return sorted(took for each in asked for took in each.result())


def compare(path: str, ports: tuple[int, int], cookie: str) -> tuple[Figures, Figures]:
    """The same path asked of two servers in turn, round by round, so that drift hits both."""
    rounds: tuple[list[list[float]], list[list[float]]] = ([], [])
    for _ in range(ROUNDS):
        for port, kept in zip(ports, rounds, strict=True):
            kept.append(_round(port, path, cookie))
    return _figures(rounds[0]), _figures(rounds[1])


def _figures(rounds: list[list[float]]) -> Figures:
    return Figures(
        rate=statistics.median(len(took) / SECONDS for took in rounds),
        p50=statistics.median(took[len(took) // 2] for took in rounds),
        p99=statistics.median(took[int(len(took) * 0.99)] for took in rounds),
    )
