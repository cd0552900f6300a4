"""Kinds are told by content; what is broken, cut short or two things at once is none."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError

from accounts.files.compound import stream_names
from accounts.files.models import FileKind
from accounts.files.rules import MOST_BYTES, checked_kind, detect, label_for
from tests.accounts.files import samples


def kind_of(content: bytes) -> FileKind | None:
    return detect(io.BytesIO(content))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (samples.PDF, "pdf"),
        (samples.DOCX, "docx"),
        (samples.XLSX, "xlsx"),
        (samples.PPTX, "pptx"),
        (samples.PNG, "png"),
        (samples.JPG, "jpg"),
        (samples.OFD, "ofd"),
        (samples.WPS, "wps"),
        (samples.ZIP, "zip"),
        (samples.TEXT.encode(), "txt"),
        (samples.TEXT.encode("utf-8-sig"), "txt"),
        (samples.TEXT.encode("gb18030"), "txt"),
    ],
)
def test_every_kind_is_told_by_its_content(content, kind):
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(samples.EXE, id="program"),
        pytest.param(samples.DOCM, id="document with macros"),
        pytest.param(samples.SHEET, id="old Excel sheet"),
        pytest.param(b"\x7fELF\x02\x01\x01\0", id="Linux program"),
        pytest.param(b"GIF89a\x01\0\x01\0\0\0\0;", id="picture of another kind"),
        pytest.param(samples.TEXT.encode("utf-16"), id="text in UTF-16"),
        pytest.param(b"plain\x07bell", id="text with control characters"),
        pytest.param(b"\xff\xff\xff", id="neither UTF-8 nor GB 18030"),
    ],
)
def test_other_kinds_are_refused(content):
    assert kind_of(content) is None


@pytest.mark.parametrize("name", ["PDF", "DOCX", "PNG", "JPG", "OFD", "ZIP", "WPS"])
def test_a_file_cut_short_is_refused(name):
    whole = getattr(samples, name)

    assert kind_of(whole[: len(whole) * 2 // 3]) is None


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(samples.PDF + samples.ZIP, id="archive behind a PDF"),
        pytest.param(samples.PNG + samples.ZIP, id="archive behind a picture"),
        pytest.param(samples.JPG + samples.ZIP, id="archive behind a photo"),
        pytest.param(samples.EXE + samples.ZIP, id="archive behind a program"),
        pytest.param(b"PK\x03\x04" + bytes(40) + samples.ZIP, id="archive behind a false start"),
        pytest.param(samples.PDF + samples.EXE, id="program behind a PDF"),
    ],
)
def test_two_files_in_one_are_refused(content):
    assert kind_of(content) is None


def test_a_photo_with_data_of_the_phone_behind_it_is_taken():
    assert kind_of(samples.JPG + b"SEFH" + bytes(60) + b"SEFT") == FileKind.JPG


def test_a_broken_archive_is_refused():
    damaged = bytearray(samples.DOCX)
    damaged[0:30] = b"PK\x03\x04" + b"\xff" * 26

    assert kind_of(bytes(damaged)) is None


def test_an_archive_without_entries_is_refused():
    assert kind_of(samples.zipped({})) is None


@pytest.mark.parametrize("is_counted", [True, False])
def test_an_archive_of_too_many_entries_is_refused_whatever_it_says_of_their_number(is_counted):
    crowded = bytearray(samples.zipped({f"{number}.txt": b"" for number in range(10_001)}))
    if not is_counted:
        crowded[-14:-10] = b"\1\0\1\0"

    with pytest.raises(ValidationError) as refused:
        kind_of(bytes(crowded))

    assert refused.value.code == "file_too_many"


def test_an_archive_of_ten_thousand_entries_is_taken():
    assert kind_of(samples.zipped({f"{number}.txt": b"" for number in range(10_000)})) == "zip"


def test_a_compound_file_whose_directory_runs_in_a_circle_is_read_once():
    circle = bytearray(samples.WPS)
    circle[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")

    assert "WordDocument" in stream_names(io.BytesIO(bytes(circle)))


def test_the_file_stands_at_its_start_afterwards():
    file = io.BytesIO(samples.OFD)

    detect(file)

    assert file.tell() == 0


@pytest.mark.parametrize(
    ("content", "size", "code"),
    [
        (b"", 0, "file_empty"),
        (samples.PDF, MOST_BYTES + 1, "file_too_large"),
        (samples.EXE, len(samples.EXE), "file_type"),
    ],
)
def test_a_refusal_has_its_code(content, size, code):
    with pytest.raises(ValidationError) as refused:
        checked_kind(io.BytesIO(content), size=size)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "kind", "label"),
    [
        ("签批单.pdf", "pdf", "签批单.pdf"),
        ("调研报告.DOCX", "docx", "调研报告.docx"),
        ("照片.jpeg", "jpg", "照片.jpeg"),
        ("旧文件.doc", "wps", "旧文件.doc"),
        ("病毒.exe", "pdf", "病毒.exe.pdf"),
        ("../../etc/passwd", "txt", "_.._etc_passwd.txt"),
        ("a\r\nb\0.txt", "txt", "ab.txt"),
        ("fdp.\u202etxt", "txt", "fdp.txt"),
        ("", "zip", "文件.zip"),
        (".pdf", "pdf", "文件.pdf"),
        ("长" * 300 + ".pdf", "pdf", "长" * 110 + ".pdf"),
    ],
)
def test_a_label_keeps_the_name_and_tells_the_truth(name, kind, label):
    assert label_for(name, kind) == label


def test_a_document_sealed_with_a_password_is_named_as_such():
    with pytest.raises(ValidationError) as refused:
        kind_of(samples.compound("EncryptionInfo", "EncryptedPackage"))

    assert refused.value.code == "file_encrypted"
