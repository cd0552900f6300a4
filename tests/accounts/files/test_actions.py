"""Storing a file: bytes under their hash, a row with its label, a line in the log."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import transaction

from accounts.audit.models import LogEntry
from accounts.files.actions import store
from accounts.files.models import StoredFile
from accounts.files.rules import MOST_BYTES
from tests.accounts.files import samples


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files_in(folder) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def bytes_of(stored: StoredFile) -> bytes:
    return Path(stored.content.path).read_bytes()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_file_is_kept_under_its_hash_with_its_chinese_name(secretary, folder):
    sha256 = hashlib.sha256(samples.DOCX).hexdigest()

    stored = store(upload("破解土地瓶颈 调研报告.docx", samples.DOCX), by=secretary)

    stored.refresh_from_db()
    assert (stored.name, stored.kind) == ("破解土地瓶颈 调研报告.docx", "docx")
    assert (stored.size, stored.sha256) == (len(samples.DOCX), sha256)
    assert stored.uploaded_by == secretary
    assert files_in(folder) == [f"{sha256}.docx"]
    assert bytes_of(stored) == samples.DOCX


def test_a_program_called_pdf_is_refused_and_leaves_nothing(secretary, folder):
    with pytest.raises(ValidationError) as refused:
        store(upload("通知.pdf", samples.EXE), by=secretary)

    assert refused.value.code == "file_type"
    assert not StoredFile.objects.exists()
    assert files_in(folder) == []


def test_an_empty_file_is_refused(secretary):
    with pytest.raises(ValidationError) as refused:
        store(upload("空.pdf", b""), by=secretary)

    assert refused.value.code == "file_empty"


def test_twenty_megabytes_are_taken_and_one_byte_more_is_not(secretary):
    text = b"a" * MOST_BYTES

    stored = store(upload("记录.txt", text), by=secretary)
    with pytest.raises(ValidationError) as refused:
        store(upload("记录.txt", text + b"a"), by=secretary)

    assert refused.value.code == "file_too_large"
    assert list(StoredFile.objects.all()) == [stored]


def test_a_large_file_that_came_by_way_of_the_disk_is_kept_whole(secretary):
    parked = TemporaryUploadedFile("签批单.pdf", "application/pdf", len(samples.PDF), None)
    parked.write(samples.PDF)
    parked.seek(0)

    stored = store(parked, by=secretary)

    assert bytes_of(stored) == samples.PDF
    parked.close()


def test_the_same_bytes_are_kept_once(secretary, leader, folder):
    first = store(upload("甲.pdf", samples.PDF), by=secretary)

    second = store(upload("乙.pdf", samples.PDF), by=leader)

    assert first.content.name == second.content.name
    assert StoredFile.objects.count() == 2
    assert len(files_in(folder)) == 1


def test_a_copy_half_written_by_a_crash_is_replaced(secretary, folder):
    stored = store(upload("甲.pdf", samples.PDF), by=secretary)
    (folder / stored.content.name).write_bytes(samples.PDF[:10])

    again = store(upload("甲.pdf", samples.PDF), by=secretary)

    assert bytes_of(again) == samples.PDF
    assert len(files_in(folder)) == 1


def test_a_transaction_given_up_leaves_no_row_and_its_bytes_serve_the_next(secretary, folder):
    with transaction.atomic():
        store(upload("甲.pdf", samples.PDF), by=secretary)
        transaction.set_rollback(True)

    assert not StoredFile.objects.exists()
    stored = store(upload("甲.pdf", samples.PDF), by=secretary)
    assert bytes_of(stored) == samples.PDF
    assert len(files_in(folder)) == 1


def test_the_log_says_that_a_file_came_and_not_its_name(secretary):
    stored = store(upload("绝不入日志.pdf", samples.PDF), by=secretary)

    entry = LogEntry.objects.get(kind="file.store")
    assert entry.object_key == f"accounts.storedfile:{stored.pk}"
    assert "绝不入日志" not in f"{entry.label}{entry.fields}{entry.object_key}"
