"""What a monitor asks: is the process alive, and does the installation do its work?"""

from __future__ import annotations

import os
from datetime import timedelta

from celery import current_app
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from accounts.notices.models import Delivery, DeliveryState, Letter

# Sweeps run twice a minute, release what a killed worker held after ten, and give a refused mail
# a later due time: a delivery this late means that worker, clock or mail server stands still.
LATE = timedelta(minutes=15)
BROKER_PATIENCE = 2  # seconds


@login_not_required
@require_safe
@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked, so a slow database restarts nothing."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
@never_cache
def readyz(_request: HttpRequest) -> HttpResponse:
    """200 when database, broker and delivery of notices work, else 503.

    For alarms. A load balancer asks ``healthz``: pages are served while mail stands still.
    """
    database, broker = _database_works(), _broker_works()
    age = _oldest_unsent_age() if database else None
    ready = database and broker and (age is None or age < LATE)
    body = {
        "status": "ok" if ready else "failing",
        "database": database,
        "broker": broker,
        "oldest_unsent_seconds": None if age is None else round(age.total_seconds()),
    }
    return JsonResponse(body, status=200 if ready else 503)


def _database_works() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _broker_works() -> bool:
    folder = current_app.conf.broker_transport_options.get("data_folder_in")
    if folder:  # the broker made of files has no server to ask
        return os.access(folder, os.W_OK)
    with current_app.connection_for_write(connect_timeout=BROKER_PATIENCE) as broker:
        try:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=BROKER_PATIENCE)
        except OperationalError:
            return False
    return True


def _oldest_unsent_age() -> timedelta | None:
    now = timezone.now()
    moments = [
        rows.filter(state__in=(DeliveryState.WAITING, DeliveryState.CLAIMED), due_at__lte=now)
        .order_by("due_at")
        .values_list("due_at", flat=True)
        .first()
        for rows in (Delivery.objects, Letter.objects)
    ]
    owed = [moment for moment in moments if moment]
    return now - min(owed) if owed else None
