"""One machine, one command: SQLite, a broker made of files, and a secret kept beside the data."""

from django.core.management.utils import get_random_secret_key

from deploy.settings.base import *  # noqa: F403 - a settings module is the sum of its base
from deploy.settings.base import VAR, setting


def _kept_secret() -> str:
    """The installation's own secret, made at the first start and readable by its owner only."""
    path = VAR / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


DEBUG = False
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
SECRET_KEY = setting("SECRET_KEY") or _kept_secret()
for _folder in ("queue", "control"):
    (VAR / "broker" / _folder).mkdir(parents=True, exist_ok=True)
