"""Starts web, worker and clock from the Procfile, and says where the demo is once it answers."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

PROCFILE = Path(__file__).resolve().parents[1] / "Procfile"
PATIENCE = 60  # seconds until the web server must have answered
WORDS = """
三聚三开放演示已启动：{address}　（按 Ctrl-C 停止，数据保存在 var/）

演示账号，密码均为 xinchang-2017：
  secretary   县国土资源局学习秘书
  leader      县国土资源局组长
  member      县国土资源局成员
  traffic     县交通局学习秘书
  supervisor  县委宣传部学习督导
  admin       系统管理员
  security    安全保密管理员
  auditor     安全审计员
"""


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _print(text: bytes) -> None:
    """Print straight away; a terminal that was closed meanwhile is no reason to fail."""
    with contextlib.suppress(OSError):
        os.write(sys.stdout.fileno(), text)


def _announce(address: str, servers: subprocess.Popen[bytes]) -> None:
    """Wait until the site answers, then say so; give up when the servers are gone."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and servers.poll() is None:
        try:
            urllib.request.urlopen(f"{address}healthz", timeout=2).close()  # noqa: S310 - our own
        except urllib.error.HTTPError:
            return  # the web server's own log says what is wrong
        except OSError:
            time.sleep(0.2)
        else:
            _print(WORDS.format(address=address).encode())
            return


def main(host: str, port: int) -> int:
    """Run until told to stop: 0 then, otherwise the code of whichever server gave up."""
    if not _is_free(host, port):
        sys.exit(f"{host}:{port} 已被占用或不可用，请换一个端口，例如：make demo PORT={port + 1}")
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104 - compared only
    address = f"http://{shown}:{port}/"
    os.environ.update(HOST=host, PORT=str(port))
    os.environ.setdefault("SITE_URL", address)
    os.environ.setdefault("ALLOWED_HOSTS", f"localhost,127.0.0.1,[::1],{host}")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    os.environ["PYTHONUNBUFFERED"] = "1"
    # Closing the window must stop the servers as Ctrl-C does. honcho knows no such signal and
    # stumbles when its terminal is gone, so it gets neither.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    command = ["honcho", "--procfile", str(PROCFILE), "--app-root", ".", "start"]
    servers = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # noqa: S603 - our own .venv
    told: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        told.append(number)
        servers.terminate()

    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    threading.Thread(target=_announce, args=(address, servers), daemon=True).start()
    for line in servers.stdout or ():
        _print(line)
    code = servers.wait()
    return 0 if told else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
