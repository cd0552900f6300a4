"""Papers are found by what their files say, whenever those are read, and by nothing else."""

from __future__ import annotations

import threading
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from accounts.files.actions import store
from accounts.files.models import FileText, StoredFile, TextState
from accounts.files.texts import read_due
from accounts.search.models import Entry, kind_of
from agendas.pages.search import rebuild_all
from agendas.research import actions
from agendas.research.models import Research
from tests.accounts.files import papers, samples
from tests.factories import paper_of

pytestmark = pytest.mark.django_db

MIGRATION = "papers_are_found_by_what_their_files_say"


@pytest.fixture
def keep(member):
    """Stores a file of the member's."""

    def keep(name: str, content: bytes) -> StoredFile:
        return store(SimpleUploadedFile(name, content), by=member)

    return keep


@pytest.fixture
def hand_in(session, member):
    """The member hands in that file, or hands it in again."""

    def hand_in(file: StoredFile | None, paper: Research | None = None, author=member) -> Research:
        content: dict[str, Any] = {"title": "调研", "text": "" if file else "正文", "file": file}
        return actions.hand_in(
            session=session, authors=[author], by=author, at=timezone.now(), paper=paper, **content
        )

    return hand_in


def found(word: str) -> list[int]:
    return sorted(Entry.objects.search([word]).values_list("key", flat=True))


def read(**facts) -> None:
    """The texts that wait have been read."""
    usual = {"state": TextState.READ, "text": "占补平衡\f先存量", "has_pages": True}
    FileText.objects.waiting().update(**(usual | facts))


def is_right() -> bool:
    """Whether the index says of papers what a rebuild makes it say."""
    rows = Entry.objects.filter(kind=kind_of(Research)).order_by("key")
    before = list(rows.values())
    rebuild_all()
    return before == list(rows.values())


def test_what_a_word_file_says_is_found_as_soon_as_it_is_handed_in(duty, keep, hand_in):
    paper = hand_in(keep("调研.docx", papers.docx("闲置土地 1588 亩。")))

    assert found("闲置土地") == [paper.pk]
    assert not paper.awaits_text
    assert is_right()


def test_what_a_pdf_says_is_found_once_the_sweeps_came_by(duty, keep, hand_in):
    paper = hand_in(keep("调研.pdf", papers.pdf("占补平衡", "先存量后增量")))
    assert (found("存量后增"), actions.index_texts()) == ([], 0)

    read_due(at=timezone.now())

    assert (actions.index_texts(), actions.index_texts()) == (1, 0)
    assert found("存量后增") == found("占补平衡") == [paper.pk]
    assert is_right()


def test_a_crash_before_it_is_written_loses_nothing(duty, pdf, keep, hand_in):
    paper = hand_in(keep("调研.pdf", pdf.read()))
    read()

    with transaction.atomic():
        actions.index_texts()
        # As if the process had died before the last word of its transaction.
        transaction.set_rollback(True)

    assert found("占补平衡") == []
    assert actions.index_texts() == 1
    assert found("占补平衡") == [paper.pk]


def test_papers_with_the_same_bytes_are_all_found(
    session, leader, duty, leaders_duty, pdf, keep, hand_in
):
    stored = keep("调研.pdf", pdf.read())
    both = [hand_in(stored).pk, hand_in(stored, author=leader).pk]
    read()

    assert actions.index_texts() == 2
    assert found("占补平衡") == both


@pytest.mark.parametrize("name", ["锁.pdf", "旧.doc"])
def test_a_file_that_cannot_be_read_is_waited_for_no_longer(duty, pdf, keep, hand_in, name):
    paper = hand_in(keep(name, pdf.read() if name == "锁.pdf" else samples.WPS))
    read(state=TextState.FAILED, trouble="encrypted", text="", has_pages=False)

    actions.index_texts()

    paper.refresh_from_db()
    assert (paper.awaits_text, actions.index_texts()) == (False, 0)


def test_the_words_of_a_former_file_are_forgotten(duty, pdf, keep, hand_in):
    paper = hand_in(keep("调研.pdf", pdf.read()))
    read()
    actions.index_texts()

    hand_in(keep("新.docx", papers.docx("净地出让")), paper)

    assert (found("占补平衡"), found("净地出让")) == ([], [paper.pk])


def test_a_paper_changed_before_its_file_was_read_still_waits_for_it(duty, pdf, keep, hand_in):
    paper = hand_in(keep("调研.pdf", pdf.read()))
    hand_in(None, paper)
    read()

    assert actions.index_texts() == 1
    assert found("占补平衡") == found("正文") == [paper.pk]


def test_papers_from_before_are_found_without_a_rebuild(duty, leaders_duty, pdf, keep):
    with_file, without = paper_of(duty, file=keep("调研.pdf", pdf.read())), paper_of(leaders_duty)
    actions.want_texts()
    read()
    key = next(key for key in MigrationLoader(connection).graph.nodes if key[1].endswith(MIGRATION))

    import_module(f"agendas.migrations.{key[1]}").await_texts(apps, None)

    assert actions.index_texts() == 1
    assert found("占补平衡") == [with_file.pk]
    without.refresh_from_db()
    assert not without.awaits_text


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_sweeps_and_a_finding_at_the_same_moment_leave_the_index_right(
    member, duty, pdf, keep, hand_in
):
    paper = hand_in(keep("调研.pdf", pdf.read()))
    read()
    gate, indexed = threading.Barrier(4), []

    def mark():
        gate.wait()
        words: dict[str, Any] = {"kind": "fact", "text": "净地不足"}
        actions.mark_finding(paper=paper, by=member, at=timezone.now(), **words)
        connection.close()

    def sweep():
        gate.wait()
        indexed.append(actions.index_texts())
        connection.close()

    threads = [threading.Thread(target=act) for act in (sweep, mark, sweep, sweep)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(indexed) == 1
    assert found("占补平衡") == found("净地不足") == [paper.pk]
    assert is_right()
