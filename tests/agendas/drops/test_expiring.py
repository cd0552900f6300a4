"""What was dropped and never handed in is deleted by the clock, and nothing else is."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone

from accounts.audit.models import LogEntry
from accounts.files.actions import clear_discarded, store
from accounts.files.models import StoredFile
from accounts.notices.models import Notice
from agendas.drops import actions
from agendas.drops.models import KEPT_FOR, Drop, DroppedFile
from agendas.research.models import Research
from tests.accounts.files import papers
from tests.factories import owe, seat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def duty(session):
    return owe(session, seat(session.group, full_name="张三"))


@pytest.fixture
def drop_files(session, secretary, duty):
    def drop_files(*contents: bytes) -> Drop:
        uploads = [SimpleUploadedFile("张三.docx", content) for content in contents]
        now = timezone.now()
        return actions.drop_files(session=session, by=secretary, at=now, uploads=uploads)

    return drop_files


def late(**more: float):
    return timezone.now() + KEPT_FOR + timedelta(**more)


def test_after_thirty_days_a_batch_goes_with_its_bytes_and_whoever_uploaded_it_is_told(
    secretary, drop_files, folder
):
    drop_files(papers.docx("甲"))
    assert actions.expire_drops(at=late(minutes=-1)) == 0

    assert actions.expire_drops(at=late(minutes=1)) == 1

    assert not Drop.objects.exists()
    assert not StoredFile.objects.exists()
    assert Notice.objects.get().recipient == secretary
    assert LogEntry.objects.get(kind="research.expire_drop").by is None
    clear_discarded(at=late(hours=1))
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_added_later_keeps_the_whole_batch(drop_files):
    drop = drop_files(papers.docx("甲"), b"")
    Drop.objects.update(created_at=timezone.now() - KEPT_FOR)
    StoredFile.objects.update(uploaded_at=timezone.now() - KEPT_FOR)

    assert drop_files(papers.docx("乙")) == drop
    assert actions.expire_drops(at=timezone.now()) == 0
    assert DroppedFile.objects.count() == 3


def test_a_batch_of_nothing_but_reasons_goes_too(drop_files):
    drop_files(b"")

    assert actions.expire_drops(at=late(minutes=1)) == 1
    assert not DroppedFile.objects.exists()


def test_bytes_that_somebody_handed_in_stay(session, secretary, duty, drop_files):
    content = papers.docx("甲")
    drop_files(content)
    kept = store(SimpleUploadedFile("甲.docx", content), by=secretary)

    actions.expire_drops(at=late(minutes=1))
    clear_discarded(at=late(hours=1))

    with kept.content.open("rb") as file:
        assert file.read() == content


def test_a_crash_in_between_loses_nothing_and_a_second_run_finds_nothing_more(drop_files):
    drop_files(papers.docx("甲"))

    with transaction.atomic():
        actions.expire_drops(at=late(minutes=1))
        # As if the process had died before the last word of its transaction.
        transaction.set_rollback(True)

    assert StoredFile.objects.filter(pk__in=DroppedFile.objects.values("file")).exists()
    assert [actions.expire_drops(at=late(minutes=1)) for _ in range(2)] == [1, 0]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_handed_in_and_deleted_at_the_same_moment_one_of_the_two_holds(secretary, drop_files):
    drop = drop_files(papers.docx("甲"))
    gate, expired, refused = threading.Barrier(3), [], []

    def sweep():
        gate.wait()
        expired.append(actions.expire_drops(at=late(minutes=1)))
        connection.close()

    def hand_in():
        gate.wait()
        try:
            actions.hand_in_drop(drop=drop, by=secretary, at=timezone.now())
        except ValidationError as refusal:
            refused.append(refusal.code)
        connection.close()

    threads = [threading.Thread(target=act) for act in (sweep, hand_in, sweep)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (sum(expired), Research.objects.count()) in ((1, 0), (0, 1))
    assert refused == ["drop_gone"] * sum(expired)
