"""The list and a session's page, signed in, beside a bare view returning the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.load.drive import CONNECTIONS, WORKERS, compare, fetch, served

ROOT = Path(__file__).resolve().parents[2]
SESSIONS = 1000

# Prints the cookie of a signed-in county supervisor and the key of one session he sees.
_SIGN_IN = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from agendas.sessions.models import StudySession
from studygroups.groups.models import Membership
seat = Membership.objects.filter(role="secretary", group__sessions__isnull=False).first()
store = SessionStore()
store[SESSION_KEY] = str(seat.person.pk)
store[BACKEND_SESSION_KEY] = "accounts.signin.backends.NameOrPhoneBackend"
store[HASH_SESSION_KEY] = seat.person.get_session_auth_hash()
store.save()
print(store.session_key, StudySession.objects.filter(group=seat.group).first().pk)
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory) -> dict[str, str]:
    """A fresh installation with a thousand sessions stored."""
    env = {
        "DJANGO_SETTINGS_MODULE": "deploy.settings.embedded",
        "VAR_DIR": str(tmp_path_factory.mktemp("var")),
        "PYTHONPATH": str(ROOT),
    }
    for command in (
        ["migrate", "-v0"],
        ["createcachetable"],
        ["collectstatic", "--noinput", "-v0"],
        ["seed_county", "--groups", "20", "--sessions", str(SESSIONS), "--seed", "1"],
    ):
        _manage(env, *command)
    return env


def _manage(env: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *command],
        env={**os.environ, **env},
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def test_list_and_session_page_beside_a_bare_view(installation, tmp_path):
    key, session_id = _manage(installation, "shell", "-v0", "-c", _SIGN_IN).split()[-2:]
    cookie = f"sessionid={key}"
    print(f"\n{SESSIONS} sessions stored, {WORKERS} workers, {CONNECTIONS} connections")

    with served("deploy.wsgi:application", installation) as port:
        for name, path in (("list", "/sessions/"), ("session page", f"/sessions/{session_id}/")):
            page = fetch(port, path, cookie)
            kept = tmp_path / "bytes"
            kept.write_bytes(page)
            bare = {"PYTHONPATH": str(ROOT), "BARE_BYTES": str(kept)}
            with served("tests.load.bare:application", bare) as bare_port:
                assert fetch(bare_port, path, cookie) == page
                ours, theirs = compare(path, (port, bare_port), cookie)
            assert ours.rate > 0
            print(
                f"{name} ({len(page) // 1024} kB): {ours.rate:.0f}/s, p50 {ours.p50:.0f} ms, "
                f"p99 {ours.p99:.0f} ms; bare view {theirs.rate:.0f}/s, p50 {theirs.p50:.1f} ms; "
                f"{theirs.rate / ours.rate:.0f} times the bare view's time"
            )
