"""Searching 200 000 texts with rights, beside the bare index and beside reading every text."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_TIMES_THE_INDEX, LEAST_TIMES_FASTER = 5, 5


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request, tmp_path) -> dict[str, str]:
    """A fresh one on each database."""
    chosen = {"DATABASE_URL": os.environ["DATABASE_URL"]} if request.param == "postgresql" else {}
    kept = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    return kept | chosen | {"DJANGO_SETTINGS_MODULE": "deploy.settings.embedded"}


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


def test_a_search_costs_little_more_than_the_index_and_far_less_than_reading(request, installation):
    _manage(installation, "migrate", "-v0")
    told = _manage(
        installation, "shell", "-v0", "-c", "from tests.load.searching import main; main()"
    )

    for line in told.splitlines():
        name, hits, seen, *took = line.split()
        ours, index, reading = map(float, took)
        print(
            f"{request.node.callspec.id}, {name} sees {seen} of {hits} hits: {ours:.1f} ms, "
            f"index alone {index:.1f} ms ({ours / index:.1f} times), "
            f"LIKE {reading:.0f} ms ({reading / ours:.0f} times ours)"
        )
        assert ours <= MOST_TIMES_THE_INDEX * index
        assert reading >= LEAST_TIMES_FASTER * ours
