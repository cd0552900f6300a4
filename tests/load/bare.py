"""The least Django can do: a view that returns bytes kept in memory, and no middleware."""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import re_path

settings.configure(
    SECRET_KEY="bare",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    LOGGING_CONFIG=None,
)
django.setup()
_BYTES = Path(os.environ["BARE_BYTES"]).read_bytes()


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_BYTES)


urlpatterns = [re_path("", bare)]
application = get_wsgi_application()
