"""What the frame of every page shows: how many notices the visitor has not read."""

from __future__ import annotations

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """``unread`` for whoever is signed in; it came with him when the page asked who he is."""
    return {"unread": getattr(request.user, "unread", 0)}
