"""Files in the API: looked at by the same rule as on the pages."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.files.actions import store
from accounts.files.models import StoredFile
from accounts.files.rules import kind_of_upload
from accounts.people.models import User


class CheckedFileField(serializers.FileField):
    """A file refused as a fault of the form when its content is of no kind we keep."""

    def to_internal_value(self, data: Any) -> Any:
        upload = super().to_internal_value(data)
        kind_of_upload(upload)
        return upload


def stored(upload: Any, *, by: User) -> StoredFile | None:
    """The checked file, kept; ``None`` where none was sent."""
    return store(upload, by=by) if upload else None
