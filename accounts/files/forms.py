"""The fields every upload form uses, so that a refused file is told beside the field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from accounts.files.models import FileKind
from accounts.files.rules import kind_of_upload


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class UploadField(forms.FileField):
    """One file, looked at by the same rule as ``store``; the browser offers fitting files only."""

    def __init__(self, **options: Any) -> None:
        # An empty file is refused below, in the same words as everywhere.
        super().__init__(allow_empty_file=True, **options)
        self.widget.attrs["accept"] = ",".join(f".{kind}" for kind in FileKind)

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if upload:
            kind_of_upload(upload)
        return upload


class UploadsField(UploadField):
    """Any number of files, each looked at as ``UploadField`` looks at its one."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        if not data:
            super().clean(None, initial)
            return []
        return [UploadField.clean(self, upload, initial) for upload in data]
