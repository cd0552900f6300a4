"""For the tests: nothing outlives a run, and a mistake in a template is an error."""

import atexit
import shutil
import tempfile
from pathlib import Path

from deploy.settings.base import *  # noqa: F403 - a settings module is the sum of its base
from deploy.settings.base import DATABASES, REST_FRAMEWORK

DEBUG = False
SECRET_KEY = "only-for-the-tests"  # noqa: S105 - guards nothing
SITE_URL = "http://testserver"

TEST_FOLDER = Path(tempfile.mkdtemp(prefix="sanju-tests-"))
atexit.register(shutil.rmtree, TEST_FOLDER, ignore_errors=True)
MEDIA_ROOT = TEST_FOLDER / "files"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
NOTICE_CHANNELS = ["email"]
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
CELERY_TASK_ALWAYS_EAGER = True
REST_FRAMEWORK = {**REST_FRAMEWORK, "TEST_REQUEST_DEFAULT_FORMAT": "json"}
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, so that threads of one test see one database.
    DATABASES["default"]["TEST"] = {"NAME": str(TEST_FOLDER / "test.sqlite3")}
