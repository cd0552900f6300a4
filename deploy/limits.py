"""Bodies larger than anything this product takes are refused before they are read."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Two files of 20 MB and the words around them; a form says more kindly what is too large below.
MOST_BYTES = 45 * 1024 * 1024


class BodyLimit:
    """Answers 413 from the length a request announces; one that announces none has no body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdigit() and int(announced) > MOST_BYTES:
            return HttpResponse(
                "上传的内容超过 45 MB，请分几次上传。",
                status=413,
                content_type="text/plain; charset=utf-8",
            )
        return self.get_response(request)
