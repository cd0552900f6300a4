"""What the frame of every page shows: how many notices the visitor has not read."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.notices.models import Notice


def shell(request: HttpRequest) -> dict[str, object]:
    """``unread`` for whoever is signed in; asked of the database only where a page shows it."""
    if not request.user.is_authenticated:
        return {}
    notices = Notice.objects.visible_to(request.user).unread()
    # The page asks twice, the database is asked once.
    return {"unread": SimpleLazyObject(notices.count)}
