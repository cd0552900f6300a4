"""Settings of the least Django can do to keep something: a view that inserts one row."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import re_path
from django.utils import timezone

from deploy.settings.embedded import *  # noqa: F403 - the same database, written in the same way

ROOT_URLCONF = __name__
MIDDLEWARE = []
INSTALLED_APPS = ["django.contrib.sessions"]


def insert(request: HttpRequest) -> HttpResponse:
    from django.contrib.sessions.models import Session  # noqa: PLC0415 - settings come first

    if request.method == "POST":
        row = {"session_data": "here", "expire_date": timezone.now()}
        Session.objects.create(session_key=uuid.uuid4().hex, **row)
    return HttpResponse("here")


urlpatterns = [re_path("", insert)]
