"""Leaves out the tests that need a program this machine lacks, and says which."""

from __future__ import annotations

import os
import shutil
from collections import Counter

import pytest
from django.conf import settings
from django.db import connection

from tests import servers

# Set in continuous integration, where every program is installed and nothing may be passed over.
NO_SKIPS = bool(os.environ.get("NO_SKIPS"))

COUNTS: pytest.StashKey[Counter[str]] = pytest.StashKey()


def find_chromium() -> str | None:
    """The browser's program, where the distribution put it."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def missing() -> dict[str, str]:
    """What tests with a marker lack on this machine or in this run, by marker."""
    found = {}
    if connection.vendor != "postgresql":
        installed = servers.find_postgresql()
        found["postgresql"] = (
            "PostgreSQL, a run apart" if installed else servers.WORDS["postgresql"]
        )
    if not os.environ.get("REDIS_URL"):
        found["redis"] = (
            "Redis, which `make test` starts" if servers.find_redis() else servers.WORDS["redis"]
        )
    if not find_chromium():
        found["browser"] = "chromium (apt-get install chromium fonts-noto-cjk)"
    return found


def pytest_configure(config: pytest.Config) -> None:
    config.stash[COUNTS] = Counter()
    lacking = {name: what for name, what in missing().items() if name != "postgresql"}
    if NO_SKIPS and lacking:
        raise pytest.UsageError(
            f"here everything must run; not found: {'; '.join(lacking.values())}"
        )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    lacking = missing()
    kept: list[pytest.Item] = []
    dropped: list[pytest.Item] = []
    for item in items:
        marker = next(filter(item.get_closest_marker, lacking), None)
        (dropped if marker else kept).append(item)
        if marker:
            config.stash[COUNTS][marker] += 1
    config.hook.pytest_deselected(items=dropped)
    # The longest first, so that no worker still has one to do when the others are through.
    items[:] = sorted(kept, key=lambda item: item.get_closest_marker("browser") is None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    return _no_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    return _no_skip((yield))


def _no_skip(report):
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"skipped: {report.longrepr}"
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    # A worker of xdist tells its counts to the process that prints.
    if hasattr(session.config, "workeroutput"):
        counts = session.config.stash[COUNTS]
        session.config.workeroutput["left_out"] = dict(counts)


def pytest_unconfigure() -> None:
    # A worker of xdist ends without the farewell that empties the folder elsewhere.
    shutil.rmtree(settings.TEST_FOLDER, ignore_errors=True)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    # Every worker collects the same tests, so one worker's counts are everybody's.
    counts: Counter[str] = Counter(getattr(node, "workeroutput", {}).get("left_out", {}))
    node.config.stash[COUNTS] = counts


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    lacking = missing()
    for marker, count in sorted(config.stash[COUNTS].items()):
        terminalreporter.write_line(
            f"left out: {count} marked {marker}, without {lacking[marker]}", yellow=True
        )
