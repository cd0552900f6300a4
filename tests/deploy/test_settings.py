"""Settings as a new process reads them, from no other environment than the test's."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "a-key-for-this-test",
    "ALLOWED_HOSTS": "study.example",
    "DATABASE_URL": "postgres://study@localhost/study",
    "REDIS_URL": "redis://localhost/0",
    "SITE_URL": "https://study.example/",
    "EMAIL_URL": "smtp://localhost",
}


def read(module: str, expression: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Import a settings module in a new process and print one expression over it."""
    code = f"import deploy.settings.{module} as settings; print(({expression}))"
    kept = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE")}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_production_names_everything_that_is_missing(tmp_path) -> None:
    answer = read("production", "settings.DEBUG", VAR_DIR=str(tmp_path))

    assert answer.returncode != 0
    assert f"生产环境缺少设置：{'、'.join(PRODUCTION)}" in answer.stderr


@pytest.mark.parametrize("name", PRODUCTION)
def test_production_refuses_to_start_without_one_of_them(name, tmp_path) -> None:
    answer = read("production", "settings.DEBUG", VAR_DIR=str(tmp_path), **PRODUCTION | {name: ""})

    assert answer.returncode != 0
    assert answer.stderr.strip().endswith(f"生产环境缺少设置：{name}")


def test_production_with_everything_is_closed_and_encrypted(tmp_path) -> None:
    shown = "settings.DEBUG, settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE"
    answer = read("production", shown, VAR_DIR=str(tmp_path), **PRODUCTION)

    assert answer.stdout.strip() == "(False, True, True)"


def test_a_slash_after_the_site_address_does_no_harm(tmp_path) -> None:
    answer = read(
        "production", "settings.CSRF_TRUSTED_ORIGINS", VAR_DIR=str(tmp_path), **PRODUCTION
    )

    assert answer.stdout.strip() == "['https://study.example']"


def test_the_demo_keeps_one_secret_that_only_its_owner_reads(tmp_path) -> None:
    folder = tmp_path / "var"

    first = read("embedded", "settings.SECRET_KEY", VAR_DIR=str(folder)).stdout.strip()
    second = read("embedded", "settings.SECRET_KEY", VAR_DIR=str(folder)).stdout.strip()

    assert len(first) >= 50
    assert first == second
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(("minutes", "seconds"), [("", "3600"), ("15", "900")])
def test_the_minutes_one_may_be_idle_come_from_the_environment(minutes, seconds, tmp_path) -> None:
    answer = read(
        "embedded", "settings.SESSION_COOKIE_AGE", VAR_DIR=str(tmp_path), IDLE_MINUTES=minutes
    )

    assert answer.stdout.strip() == seconds


def test_a_secret_from_the_environment_is_not_written_down(tmp_path) -> None:
    answer = read("embedded", "settings.SECRET_KEY", VAR_DIR=str(tmp_path), SECRET_KEY="given")

    assert answer.stdout.strip() == "given"
    assert not (tmp_path / "secret-key").exists()


def test_a_power_cut_loses_nothing_that_was_saved(tmp_path) -> None:
    options = "settings.DATABASES['default']['OPTIONS']"

    answer = read("embedded", options, VAR_DIR=str(tmp_path))

    assert "synchronous=FULL" in answer.stdout
    assert "'transaction_mode': 'IMMEDIATE'" in answer.stdout


def test_redis_on_a_socket_serves_cache_and_broker(tmp_path) -> None:
    shown = "settings.CACHES['default']['LOCATION'], settings.CELERY_BROKER_URL"

    answer = read("embedded", shown, VAR_DIR=str(tmp_path), REDIS_URL="unix:///run/redis.sock")

    assert answer.stdout.strip() == "('unix:///run/redis.sock', 'redis+socket:///run/redis.sock')"


def test_a_body_larger_than_anything_we_take_is_refused_unread(client):
    answer = client.post("/accounts/login/", headers={"content-length": str(46 * 1024 * 1024)})

    assert answer.status_code == 413
