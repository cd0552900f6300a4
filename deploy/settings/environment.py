"""What all settings are made from: the environment, the folders, the time zone."""

from pathlib import Path

import environ

env = environ.Env()


def setting(name: str, default: str = "") -> str:
    """A setting from the environment; one that is there but empty counts as not there."""
    return env.str(name, default="") or default


ROOT = Path(__file__).resolve().parents[2]
VAR = Path(setting("VAR_DIR", str(ROOT / "var")))

SITE_URL = setting("SITE_URL", "http://localhost:8000").rstrip("/")
REDIS_URL = setting("REDIS_URL")
TIME_ZONE = "Asia/Shanghai"
