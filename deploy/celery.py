"""The Celery application: a clock and a pair of hands; what is owed stands in the database."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

# Where there is no Redis.
TRANSPORT_ALIASES["spool"] = "deploy.spool:Transport"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deploy.settings.embedded")
app = Celery("sanju")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
