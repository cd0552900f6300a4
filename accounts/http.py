"""The few things every page shares: who asks, and how a refusal comes back to his form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.forms import BaseForm
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django_htmx.middleware import HtmxDetails

from accounts.files.models import StoredFile
from accounts.people.forms import PersonPicker, Sought
from accounts.people.models import User

if TYPE_CHECKING:
    from django.core.paginator import _SupportsPagination

Row = TypeVar("Row")


class MemberRequest(HttpRequest):
    """A request from somebody signed in; all pages are, unless opened on purpose."""

    user: User
    htmx: HtmxDetails


def attempt(form: BaseForm, act: Callable[[], Any]) -> Any:
    """What the action gave back, or ``None`` when the form was invalid or a rule refused.

    A refusal becomes an error of the form (at its field where the refusal names one), so that
    the page can be shown again with everything typed and the reason beside it.
    """
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return act()
    except ValidationError as refused:
        form.add_error(None, _on_this_form(form, refused))
        return None


def press(request: HttpRequest, act: Callable[[], object], *, done: str) -> None:
    """Run the action of a button that has nothing to type, and tell the visitor how it went."""
    try:
        with transaction.atomic():
            act()
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
    else:
        messages.success(request, done)


def with_undo(
    request: HttpRequest, words: str, *, path: str, fields: Mapping[str, object], panel: str = ""
) -> str:
    """What was done, and a button to take it back by posting the opposite to ``path``.

    ``fields`` are all that the opposite asks for. With a ``panel`` (its id) that part of the page
    alone is swapped, so that what is being typed elsewhere stays.
    """
    context = {"words": words, "path": path, "fields": fields, "panel": panel}
    return render_to_string("_undo.html", context, request)


def _on_this_form(form: BaseForm, refused: ValidationError) -> ValidationError:
    """The refusal, with reasons for fields the form does not have moved to its head."""
    if not hasattr(refused, "error_dict"):
        return refused
    placed: dict[str, list[ValidationError]] = {}
    for field, errors in refused.error_dict.items():
        placed.setdefault(field if field in form.fields else NON_FIELD_ERRORS, []).extend(errors)
    return ValidationError(placed)


def one_page(request: HttpRequest, rows: _SupportsPagination[Row], *, size: int = 30) -> Page[Row]:
    """The page of rows asked for by ``?page=``; the nearest one where that does not exist."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def send_file(stored: StoredFile) -> FileResponse:
    """The file as a download, under its label, which ends in what its content showed."""
    return FileResponse(stored.content.open("rb"), as_attachment=True, filename=stored.name)


def sought(request: HttpRequest) -> Sought:
    """What is typed into the page's pickers so far."""
    return Sought(request.POST if request.method == "POST" else request.GET, request.path)


def is_sent(request: HttpRequest) -> bool:
    """Posted to be acted on, and not only to look for somebody (查找)."""
    return request.method == "POST" and "find" not in request.POST


def found_alone(request: MemberRequest, form: BaseForm) -> HttpResponse | None:
    """The people one picker found, where a script asks for them while somebody types."""
    for bound in form:
        context = {"id": bound.auto_id}
        is_asked = request.htmx.target == f"{bound.auto_id}_found"
        if is_asked and isinstance(bound.field.widget, PersonPicker):
            found = bound.field.widget.get_context(bound.html_name, bound.value(), context)
            return render(request, "people/_found.html", found)
    return None
