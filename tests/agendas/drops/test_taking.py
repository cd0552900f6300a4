"""What is taken of an upload, and what is named with its reason instead."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.files.models import StoredFile
from agendas.drops import rules
from agendas.drops.models import Drop, DroppedFile
from tests.accounts.files import papers, samples
from tests.agendas.drops import archives
from tests.agendas.drops.batches import file, hand_in, standing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (SimpleUploadedFile("李四.docx", b""), "file_empty"),
        (SimpleUploadedFile("李四.docx", samples.EXE), "file_type"),
        (
            SimpleUploadedFile("李四.docx", samples.compound("EncryptedPackage")),
            "file_encrypted",
        ),
        (archives.zipped({"内.zip": samples.ZIP}), "drop_nested"),
        (archives.zipped({"../../李四.docx": b"x"}), "drop_path"),
        (archives.zipped({"/etc/李四.docx": b"x"}), "drop_path"),
        (archives.zipped({"C:\\李四.docx": b"x"}), "drop_path"),
        (archives.zipped({"李四.txt": b""}), "file_empty"),
        (archives.zipped({"李四.exe": samples.EXE}), "file_type"),
        (archives.zipped({"李四.txt": bytes(50 << 20)}), "drop_bomb"),
        (archives.zipped({"李四.txt": bytes(99 << 20)}), "drop_bomb"),
        (archives.locked({"李四.txt": b"x"}), "drop_locked"),
        (SimpleUploadedFile("李四.zip", samples.ZIP[:-9]), "file_type"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_with_its_reason_and_not_kept(
    secretary, duties, drop_files, upload, code
):
    upload.seek(0)
    drop = drop_files(upload, file("张三.docx"))

    assert [trouble for _, _, trouble in standing(drop)] == [code, ""]
    assert StoredFile.objects.count() == 1
    assert len(hand_in(drop, secretary).papers) == 1


def test_a_pdf_without_words_is_handed_in_all_the_same(secretary, duties, drop_files):
    drop = drop_files(SimpleUploadedFile("李四.pdf", papers.pdf("")))

    assert hand_in(drop, secretary).papers[0].file.kind == "pdf"


@pytest.mark.parametrize("pack", [archives.zipped, archives.in_gbk])
def test_an_archive_is_opened_and_its_chinese_names_read(duties, drop_files, pack):
    upload = pack(
        {"调研/张三丰.docx": papers.docx("甲"), "调研/国土局-李四.docx": papers.docx("乙")}
    )

    assert [(name, author) for name, author, _ in standing(drop_files(upload))] == [
        ("张三丰.docx", "张三丰"),
        ("国土局-李四.docx", "李四"),
    ]


def test_what_systems_leave_lying_about_is_passed_over(duties, drop_files):
    litter = {"__MACOSX/._李四.docx": b"x", "Thumbs.db": b"x", "~$李四.docx": b"x"}

    drop = drop_files(
        archives.zipped(litter | {"李四.docx": papers.docx("甲")}), file("~$张三.docx")
    )

    assert [name for name, _, _ in standing(drop)] == ["李四.docx"]


def test_a_later_upload_joins_the_batch_that_waits(duties, drop_files):
    assert drop_files(file("张三.docx")) == drop_files(file("李四.docx"))
    assert DroppedFile.objects.count() == 2


@pytest.mark.parametrize(
    ("uploads", "code"),
    [
        ([], "drop_no_file"),
        ([file("~$张三.docx")], "drop_no_file"),
        ([archives.zipped({f"{n}.txt": b"x" for n in range(41)})], "drop_many"),
        (
            [archives.zipped({f"{n}.txt": bytes(1) * 999 for n in range(40)}), file("甲")],
            "drop_many",
        ),
    ],
)
def test_too_many_or_none_are_refused_as_a_whole(duties, drop_files, uploads, code):
    with pytest.raises(ValidationError) as refused:
        drop_files(*uploads)

    assert refused.value.code == code
    assert not Drop.objects.exists()
    assert not StoredFile.objects.exists()


def test_together_they_may_not_be_too_large(duties, drop_files, monkeypatch):
    monkeypatch.setattr(rules, "MOST_TOGETHER", 10)

    with pytest.raises(ValidationError) as refused:
        drop_files(file("张三.docx"))

    assert refused.value.code == "drop_together"
    assert not Drop.objects.exists()
