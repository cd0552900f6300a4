"""Material for the media on its pages, and which journalist reads it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.files.actions import store
from accounts.files.models import StoredFile
from agendas.attendance.models import Attendance, Opening
from agendas.board import actions
from agendas.board.models import PressMaterial, Review
from agendas.board.rules import Opinion
from agendas.sessions.models import Decision
from tests.factories import SessionFactory, attend, material_of

pytestmark = pytest.mark.django_db

YES = Opinion("approved", is_secrecy_checked=True, is_publicity_checked=True, revision=1)
FORM = {
    "outcome": "approved",
    "revision": 1,
    "is_secrecy_checked": "on",
    "is_publicity_checked": "on",
}


def path(session, *more: object) -> str:
    return "/".join(["/sessions", str(session.pk), "people", *map(str, more), ""])


def text_file(words: str, by) -> StoredFile:
    return store(SimpleUploadedFile("通稿.txt", words.encode()), by=by)


# --- who reads it -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "before", "after"),
    [
        ("leader", True, True),
        ("secretary", True, True),
        ("member", False, True),
        ("guest", False, True),
        ("supervisor", False, False),
        ("other_secretary", False, False),
        ("outsider", False, False),
    ],
)
def test_who_reads_it_before_and_after_its_release(
    cast, piece, journalist, leader, role, before, after
):
    assert PressMaterial.objects.visible_to(cast[role]).exists() is before

    actions.review_material(material=piece, by=leader, at=timezone.now(), opinion=YES)

    assert PressMaterial.objects.visible_to(cast[role]).exists() is after


def not_open_to_the_media(session, row):
    Opening.objects.all().delete()


def listed_as_something_else(session, row):
    Opening.objects.create(session=session, kind="department")
    Attendance.objects.filter(pk=row.pk).update(capacity="department")


def off_the_list(session, row):
    session.guests.clear()
    row.delete()


def of_another_session(session, row):
    other = SessionFactory(announced_at=timezone.now())
    Opening.objects.create(session=other, kind="media")
    other.guests.add(row.person)
    attend(other, row.person, capacity="media")
    off_the_list(session, row)


def no_notice_yet(session, row):
    type(session).objects.update(announced_at=None)


@pytest.mark.parametrize(
    "change",
    [
        not_open_to_the_media,
        listed_as_something_else,
        off_the_list,
        of_another_session,
        no_notice_yet,
    ],
)
def test_who_is_no_journalist_of_this_session_reads_nothing(
    released, announced, journalist, sign_in, change
):
    change(announced, Attendance.objects.get(person=journalist))

    browser = sign_in(journalist)
    assert not PressMaterial.objects.visible_to(journalist).exists()
    assert "学习会研究了用地问题" not in browser.get(path(announced, "press")).content.decode()
    file = path(announced, "board/material", released.pk, "file")
    assert browser.get(file).status_code == 404


def test_a_journalist_reads_what_is_out_and_downloads_its_file(
    sign_in, announced, secretary, leader, journalist
):
    file = text_file("供稿全文", secretary)
    waiting = material_of(announced, secretary, title="未审稿件", file=file)
    piece = material_of(announced, secretary, file=text_file("供稿二", secretary))
    actions.review_material(material=piece, by=leader, at=timezone.now(), opinion=YES)
    browser = sign_in(journalist)

    page = browser.get(path(announced, "press")).content.decode()
    answer = browser.get(path(announced, "board/material", piece.pk, "file"))

    assert "学习会研究了用地问题。" in page
    assert "未审稿件" not in page
    assert b"".join(answer) == "供稿二".encode()
    held = path(announced, "board/material", waiting.pk, "file")
    assert browser.get(held).status_code == 404
    assert browser.get(path(announced, "board/material", piece.pk)).status_code == 403
    assert browser.get(path(announced)).content.decode().count("供稿与刊播") == 1


# --- its page -----------------------------------------------------------------------------------


def test_it_is_prepared_rewritten_reviewed_and_withdrawn_on_its_pages(
    sign_in, secretary, leader, announced
):
    office, chief = sign_in(secretary), sign_in(leader)
    office.post(path(announced, "board/material"), {"title": "通稿", "text": "第一稿"})
    piece = PressMaterial.objects.get()
    own = path(announced, "board/material", piece.pk)
    rewritten = {"title": "通稿", "text": "第二稿", "revision": 1}

    answer = office.post(own, rewritten)
    stale = chief.post(f"{own}review/", FORM)
    chief.post(f"{own}review/", FORM | {"revision": 2})
    was_out = PressMaterial.objects.released().exists()
    office.post(f"{own}withdraw/")
    office.post(f"{own}remove/")

    assert (answer["Location"], stale.status_code, was_out) == (own, 422, True)
    assert "第二稿" in stale.content.decode()
    assert not PressMaterial.objects.exists()


def test_who_stands_in_for_the_leader_reviews_it(sign_in, piece, leader, member, announced):
    today = timezone.localdate()
    leader.stand_ins.create(stand_in=member, from_on=today, until=today, given_by=leader)
    own = path(announced, "board/material", piece.pk)
    browser = sign_in(member)

    assert browser.get(own).status_code == 200
    browser.post(f"{own}review/", FORM)

    assert Review.objects.get().decision == Decision.objects.get(acted_for=leader)


def test_the_secretary_finds_the_form_for_the_signed_sheet(
    sign_in, secretary, leader, deputy, piece, announced, pdf
):
    own = path(announced, "board/material", piece.pk)
    sheet = {"signed_by": leader.pk, "signed_on": timezone.localdate().isoformat(), "scan": pdf}

    page = sign_in(secretary).get(own).content.decode()
    sign_in(secretary).post(f"{own}review/", FORM | sheet)

    assert "代录线下签批" in page
    assert 'name="is_secrecy_checked"' not in sign_in(deputy).get(own).content.decode()
    assert Review.objects.get().by == leader
