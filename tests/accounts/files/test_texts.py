"""The text of files: read once for the same bytes, in bounds, and never at the file's mercy."""

from __future__ import annotations

import io
import threading
from datetime import timedelta
from zipfile import ZIP_BZIP2

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from accounts.files import reading, texts
from accounts.files.actions import clear_discarded, discard, store
from accounts.files.models import DiscardedBytes, FileText, StoredFile, TextState
from accounts.files.reading import read_text
from accounts.files.unpacking import Unreadable
from tests.accounts.files import papers, samples

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DEEP = b"<a>" * 5000 + b"</a>" * 5000
LAUGHS = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a>&y;</a>'


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def keep(secretary):
    """Stores a file of the secretary's."""

    def keep(name: str, content: bytes) -> StoredFile:
        return store(SimpleUploadedFile(name, content), by=secretary)

    return keep


def why_not(kind: str, content: bytes) -> str:
    with pytest.raises(Unreadable) as unreadable:
        read_text(kind, io.BytesIO(content))
    return unreadable.value.reason


def test_paragraphs_and_the_cells_of_tables_are_read_in_their_order():
    content = papers.docx("调研报告", "闲置土地 1588 亩。", rows=[("乡镇", "亩"), ("南明", "120")])

    assert read_text("docx", io.BytesIO(content)) == (
        ["调研报告\n闲置土地 1588 亩。\n乡镇\t亩\n南明\t120"],
        False,
    )


def test_what_stands_in_a_box_is_read_once_and_what_was_struck_out_not_at_all():
    box = "<w:p><w:r><w:t>框内</w:t></w:r></w:p>"
    main = (
        f'<w:document xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><w:body><w:p><w:r><mc:AlternateContent><mc:Choice>{box}'
        f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        "<w:p><w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p></w:body></w:document>"
    )

    assert read_text("docx", io.BytesIO(papers.forged(main.encode())))[0] == ["框内"]


def test_a_pdf_is_read_page_by_page():
    assert read_text("pdf", io.BytesIO(papers.pdf("第一页", "第二页")))[0] == ["第一页", "第二页"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_is_read_in_whichever_encoding_it_came(encoding):
    assert read_text("txt", io.BytesIO(samples.TEXT.encode(encoding)))[0] == [samples.TEXT.strip()]


def test_what_no_database_keeps_is_left_out():
    assert read_text("txt", io.BytesIO(b"a\x0c\x01b"))[0] == ["a\nb"]


@pytest.mark.parametrize(
    ("kind", "content", "reason"),
    [
        pytest.param("pdf", papers.pdf("密", password="x"), "encrypted", id="locked pdf"),
        pytest.param("pdf", papers.pdf("", ""), "no_text", id="scan"),
        pytest.param("pdf", samples.PDF, "broken", id="pdf without pages"),
        pytest.param("pdf", papers.pdf("半")[:400], "broken", id="pdf cut short"),
        pytest.param("docx", samples.DOCX, "broken", id="docx without words"),
        pytest.param("docx", b"PK\x03\x04" + bytes(40), "broken", id="no archive"),
        pytest.param("docx", papers.forged(b"<w:document"), "broken", id="broken xml"),
        pytest.param("docx", papers.forged(DEEP), "broken", id="deep xml"),
        pytest.param("docx", papers.forged(LAUGHS), "no_text", id="entities"),
        pytest.param("docx", papers.forged(b"<a/>", method=ZIP_BZIP2), "broken", id="bzip2"),
        pytest.param("docx", papers.forged(bytes(17 << 20)), "too_large", id="bomb"),
        pytest.param("docx", papers.forged(bytes(17 << 20), lie=9), "broken", id="bomb that lies"),
        pytest.param("txt", b" \n", "no_text", id="blank"),
    ],
)
def test_a_file_that_is_not_read_says_why(kind, content, reason):
    assert why_not(kind, content) == reason


def test_more_than_the_longest_report_is_cut():
    pages, is_cut = read_text("txt", io.BytesIO("长".encode() * (reading.MOST_CHARACTERS + 9)))

    assert (len(pages[0]), is_cut) == (reading.MOST_CHARACTERS, True)


def test_a_small_word_file_is_read_at_once_and_the_same_bytes_never_again(keep):
    content = papers.docx("闲置土地 1588 亩。")

    first = texts.want_text(keep("甲.docx", content))
    second = texts.want_text(keep("乙.docx", content))

    assert first == second == FileText.objects.get()
    row = FileText.objects.get()
    assert (row.state, row.text, row.has_pages) == (TextState.READ, "闲置土地 1588 亩。", False)


def test_a_pdf_waits_and_is_read_by_the_sweep_with_its_pages(keep):
    texts.want_text(keep("甲.pdf", papers.pdf("第一页", "第二页")))
    assert FileText.objects.get().state == TextState.WAITING

    assert texts.read_due(at=timezone.now()) == 1

    row = FileText.objects.get()
    assert (row.state, row.pages(), row.has_pages) == (TextState.READ, ["第一页", "第二页"], True)
    assert texts.read_due(at=timezone.now()) == 0


@pytest.mark.parametrize(
    ("name", "content", "trouble"),
    [
        ("锁.pdf", papers.pdf("密", password="x"), "encrypted"),
        ("扫描.pdf", papers.pdf(""), "no_text"),
        ("坏.pdf", samples.PDF, "broken"),
    ],
)
def test_the_sweep_writes_down_why_there_is_no_text(keep, name, content, trouble):
    texts.want_text(keep(name, content))

    texts.read_due(at=timezone.now())

    row = FileText.objects.get()
    assert (row.state, row.trouble, row.text) == (TextState.FAILED, trouble, "")


def test_other_kinds_are_not_read(keep):
    assert texts.want_text(keep("图.png", samples.PNG)) is None
    assert not FileText.objects.exists()


def test_a_reader_that_was_killed_leaves_its_row_to_be_read_three_times_and_no_more(keep):
    texts.want_text(keep("甲.pdf", papers.pdf("第一页")))
    long_ago = timezone.now() - timedelta(hours=1)
    FileText.objects.update(state=TextState.CLAIMED, claimed_at=long_ago, attempts=2)

    assert texts.read_due(at=timezone.now()) == 1

    FileText.objects.update(state=TextState.CLAIMED, claimed_at=long_ago, attempts=3)
    assert texts.read_due(at=timezone.now()) == 0
    row = FileText.objects.get()
    assert (row.state, row.trouble) == (TextState.FAILED, "broken")


def test_a_file_whose_bytes_are_gone_is_broken_and_the_others_are_read(keep, folder):
    lost = keep("甲.pdf", papers.pdf("甲"))
    texts.want_text(lost)
    texts.want_text(keep("乙.pdf", papers.pdf("乙")))
    (folder / lost.content.name).unlink()

    assert texts.read_due(at=timezone.now()) == 2

    assert [row.trouble for row in FileText.objects.all()] == ["broken", ""]


def test_bytes_given_up_go_after_a_while_with_their_text(keep, secretary, folder):
    stored, now = keep("甲.docx", papers.docx("甲")), timezone.now()
    texts.want_text(stored)

    discard(stored, by=secretary, at=now)

    assert not StoredFile.objects.exists()
    assert clear_discarded(at=now) == 0
    assert clear_discarded(at=now + timedelta(hours=1)) == 1
    assert not [path for path in folder.rglob("*") if path.is_file()]
    assert not FileText.objects.exists()
    assert not DiscardedBytes.objects.exists()


def test_bytes_that_another_row_speaks_of_stay(keep, secretary, folder):
    stored, now = keep("甲.docx", papers.docx("甲")), timezone.now()
    discard(stored, by=secretary, at=now)
    StoredFile.objects.create(
        name="乙.docx",
        kind="docx",
        size=1,
        sha256="x",
        content=stored.content,
        uploaded_by=secretary,
    )

    assert clear_discarded(at=now + timedelta(hours=1)) == 0

    assert [path for path in folder.rglob("*") if path.is_file()]
    assert not DiscardedBytes.objects.exists()


def test_storing_the_same_file_again_takes_it_from_the_sweep(keep, secretary):
    content, now = papers.docx("甲"), timezone.now()
    discard(keep("甲.docx", content), by=secretary, at=now)

    again = keep("甲.docx", content)

    assert clear_discarded(at=now + timedelta(hours=1)) == 0
    with again.content.open("rb") as kept:
        assert kept.read() == content


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_four_sweeps_at_the_same_moment_read_each_text_once(keep):
    for page in "甲乙丙":
        texts.want_text(keep(f"{page}.pdf", papers.pdf(page)))
    gate, read = threading.Barrier(4), []

    def sweep():
        gate.wait()
        read.append(texts.read_due(at=timezone.now()))
        connection.close()

    threads = [threading.Thread(target=sweep) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(read) == 3
    assert set(FileText.objects.values_list("attempts", flat=True)) == {1}
