"""Texts of a draft, on which several people may work at the same time."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from agendas.drafts.models import Draft
from agendas.sessions.forms import start_again
from agendas.sessions.rules import SessionRefusal


class Prose(forms.CharField):
    """A long text. A line break counts as one character, as it does in the browser."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"class": "tall"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class DraftForm(forms.Form):
    """The texts of a draft, and the revision from which the writer started."""

    texts: tuple[str, ...]
    # Set once another has saved in the meantime: each text's name and its lines.
    theirs: list[tuple[str, list[tuple[str, bool]]]] | None = None

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @classmethod
    def of(cls, draft: Draft | None, **options: Any) -> Self:
        """The form filled with what is saved now; empty at revision 0 before the first save."""
        words = {name: getattr(draft, name) for name in cls.texts} if draft else {}
        revision = draft.revision if draft else 0
        return cls(initial={"revision": revision, **words}, **options)

    def words(self) -> dict[str, Any]:
        """What the action that saves it wants to know."""
        return self.cleaned_data

    def start_from(self, theirs: Any) -> None:
        """Let the texts refused as stale be saved next on top of another's, set beside them."""
        if not self.has_error(NON_FIELD_ERRORS, SessionRefusal.STALE):
            return
        start_again(self, revision=theirs.revision)
        self.theirs = [
            (
                str(self.fields[name].label),
                lines_of(getattr(theirs, name), beside=self.cleaned_data[name]),
            )
            for name in self.texts
        ]


def lines_of(text: str, *, beside: str) -> list[tuple[str, bool]]:
    """The text line by line, each with whether it is missing from the text beside it."""
    known = set(beside.splitlines())
    return [(line, line not in known) for line in text.splitlines()]
