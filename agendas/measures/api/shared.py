"""What the collections of this room share: one yardstick for all lights, and files."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from accounts.files.actions import store
from accounts.files.models import StoredFile
from accounts.files.rules import checked_kind
from accounts.people.models import User
from agendas.measures.rules import Yardstick


class Lit:
    """A collection whose rows carry a light, all measured by one yardstick."""

    @cached_property
    def yardstick(self) -> Yardstick:
        return Yardstick.of(timezone.localdate())


class CheckedFileField(serializers.FileField):
    """A file looked at by the same rule as on the pages; refused as a fault of the form."""

    def to_internal_value(self, data: Any) -> Any:
        upload = super().to_internal_value(data)
        checked_kind(upload, size=upload.size)
        return upload


def stored(upload: Any, *, by: User) -> StoredFile | None:
    return store(upload, by=by) if upload else None
