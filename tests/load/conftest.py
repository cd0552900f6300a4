"""Installations of their own on each database, for what is measured in another process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request, tmp_path) -> dict[str, str]:
    """A fresh one on each database."""
    chosen = {"DATABASE_URL": os.environ["DATABASE_URL"]} if request.param == "postgresql" else {}
    kept = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    return kept | chosen | {"DJANGO_SETTINGS_MODULE": "deploy.settings.embedded"}


@pytest.fixture
def manage() -> Callable[..., str]:
    """Runs a command of that installation and gives back what it printed."""

    def run(env: dict[str, str], *command: str) -> str:
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *command],
            env=env,
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    return run
