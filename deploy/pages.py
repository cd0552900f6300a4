"""Where a visitor is led who is not signed in, or who opens an address that only takes forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect


class SignInFirst(LoginRequiredMiddleware):
    """Asks to sign in; who sent a form too late is told so and led back to where it stood.

    An address that forms are sent to mostly shows nothing, so it is nothing to come back to. The
    sign-in page has none of the parts a page exchanges, so htmx is sent there as a whole.
    """

    def handle_no_permission(  # type: ignore[override] # htmx is led on by a 200
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        by_htmx = bool(request.htmx)  # type: ignore[attr-defined] # django_htmx adds it
        is_form = request.method == "POST"
        if not (is_form or by_htmx):
            return super().handle_no_permission(request, view_func)
        # What a script sends by itself is told by the script.
        if is_form and (by_htmx or "text/html" in request.headers.get("Accept", "")):
            messages.warning(request, "登录已超时，刚才的操作没有提交。请登录后重新办理。")
        login = resolve_url(self.get_login_url(view_func))
        answer = redirect_to_login(_page_of(request), login)
        return HttpResponseClientRedirect(answer.url) if by_htmx else answer


class FormsOnly:
    """Puts words into the empty 405, for which a browser would show a page of its own.

    One comes there by the address bar or by going back, after a refused form was shown there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code != 405 or request.method != "GET" or answer.content:
            return answer
        page = render(request, "405.html", status=405)
        page["Allow"] = answer["Allow"]
        return page


def _page_of(request: HttpRequest) -> str:
    """The path of the page the request came from, the desk for one from elsewhere."""
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return "/"
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
