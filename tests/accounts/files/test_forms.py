"""The upload field says beside itself why a file is not taken."""

from __future__ import annotations

import io

import pytest
from django import forms
from django.core.files.uploadedfile import (
    InMemoryUploadedFile,
    SimpleUploadedFile,
    UploadedFile,
)
from django.utils.datastructures import MultiValueDict

from accounts.files.actions import store
from accounts.files.forms import UploadField
from tests.accounts.files import samples


class OneFile(forms.Form):
    file = UploadField(label="扫描件")
    more = UploadField(label="附件", required=False)


def submitted(content: bytes) -> OneFile:
    files = MultiValueDict[str, UploadedFile]({"file": [SimpleUploadedFile("签批单.pdf", content)]})
    return OneFile({}, files)


def test_a_good_file_passes_and_the_other_may_be_left_out():
    form = submitted(samples.PDF)

    assert form.is_valid()
    assert form.cleaned_data["file"].read() == samples.PDF
    assert form.cleaned_data["more"] is None


@pytest.mark.parametrize(("content", "code"), [(samples.EXE, "file_type"), (b"", "file_empty")])
def test_a_refused_file_is_told_beside_its_field(content, code):
    form = submitted(content)

    assert not form.is_valid()
    assert form.errors.as_data()["file"][0].code == code


class Watched(io.BytesIO):
    """Counts how often its kind is looked at: that begins with the first eight bytes."""

    looks = 0

    def read(self, size: int | None = -1) -> bytes:
        self.looks += size == 8
        return super().read(size)


def test_the_kind_is_looked_at_once_by_form_and_store(secretary, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    watched = Watched(samples.DOCX)
    upload = InMemoryUploadedFile(watched, "file", "报告.docx", "", len(samples.DOCX), None)
    form = OneFile({}, MultiValueDict[str, UploadedFile]({"file": [upload]}))

    assert form.is_valid()
    stored = store(form.cleaned_data["file"], by=secretary)

    assert (stored.kind, watched.looks) == ("docx", 1)


def test_the_browser_is_told_which_files_fit():
    assert ".docx" in OneFile()["file"].as_widget()
