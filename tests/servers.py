"""Runs a command beside private servers: ``tests/servers.py --need postgresql -- pytest``."""

from __future__ import annotations

import argparse
import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PATIENCE = 30  # seconds for a server to answer
WORDS = {
    "postgresql": "PostgreSQL (initdb; apt-get install postgresql)",
    "redis": "Redis (redis-server; apt-get install redis-server)",
}


def find_postgresql() -> Path | None:
    """The folder of PostgreSQL's programs; Debian keeps them outside PATH."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    return newest and newest.parent


def find_redis() -> Path | None:
    found = shutil.which("redis-server")
    return Path(found) if found else None


def free_port() -> int:
    """A port of this machine that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def postgresql(programs: Path, folder: Path) -> Iterator[dict[str, str]]:
    """A server on a socket in ``folder``, without fsync: its data live as long as the command."""
    user = None
    if os.geteuid() == 0:  # PostgreSQL refuses to be run by root
        user = next(name for name in ("postgres", "nobody") if name in _users())
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), "--pgdata", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, cwd=folder, user=user, stdout=subprocess.DEVNULL)

    run("initdb", "--username=sanju", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-N")
    options = f"-F -k {folder} -h '' -c max_connections=200"
    run("pg_ctl", "start", "--wait", "--log", str(folder / "log"), "--options", options)
    try:
        yield {"DATABASE_URL": f"postgres://sanju@/postgres?host={folder}"}
    finally:
        run("pg_ctl", "stop", "--mode=immediate")


def _users() -> set[str]:
    return {entry.pw_name for entry in pwd.getpwall()}


@contextlib.contextmanager
def redis(program: Path, folder: Path) -> Iterator[dict[str, str]]:
    """A server on a socket in ``folder`` that writes nothing to disk."""
    door = folder / "redis.sock"
    quiet = ["--port", "0", "--save", "", "--dir", str(folder), "--logfile", str(folder / "log")]
    server = subprocess.Popen([str(program), "--unixsocket", str(door), *quiet])
    try:
        deadline = time.monotonic() + PATIENCE
        while not door.exists():
            if server.poll() is not None or time.monotonic() > deadline:
                sys.exit("redis-server did not start")
            time.sleep(0.02)
        yield {"REDIS_URL": f"unix://{door}"}
    finally:
        server.terminate()
        server.wait()


SERVERS = {"postgresql": (find_postgresql, postgresql), "redis": (find_redis, redis)}


def main() -> int:
    """Return the command's exit code, or EX_UNAVAILABLE when a needed server is not installed."""
    split = sys.argv.index("--")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--need", action="append", choices=SERVERS, default=[])
    parser.add_argument("--try", action="append", choices=SERVERS, default=[], dest="wish")
    asked = parser.parse_args(sys.argv[1:split])
    # Ctrl-C reaches the command by itself; a plain kill must stop the servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    environment = dict(os.environ)
    with contextlib.ExitStack() as running:
        for name in asked.need + asked.wish:
            find, start = SERVERS[name]
            if program := find():
                folder = running.enter_context(tempfile.TemporaryDirectory("", "sanju-", "/tmp"))
                environment |= running.enter_context(start(program, Path(folder)))
            elif name in asked.need:
                sys.stderr.write(f"left out: {' '.join(sys.argv[split + 1 :])}\n")
                sys.stderr.write(f"  needs {WORDS[name]}\n")
                return os.EX_UNAVAILABLE
        return subprocess.run(sys.argv[split + 1 :], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
