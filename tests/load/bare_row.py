"""Settings of the least Django can do to keep something: a view that inserts one row."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import re_path

from deploy.settings.embedded import *  # noqa: F403 - the same database, written in the same way

ROOT_URLCONF = __name__
MIDDLEWARE: list[str] = []


def insert(request: HttpRequest) -> HttpResponse:
    from accounts.audit.models import LogEntry  # noqa: PLC0415 - settings are read before models

    if request.method == "POST":
        LogEntry.objects.create(kind="bare", object_key="bare:1", label="bare")
    return HttpResponse("here")


urlpatterns = [re_path("", insert)]
