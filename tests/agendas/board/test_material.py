"""Material for the media: prepared, released on the leader's word, withdrawn."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.files.actions import store
from accounts.files.models import FileText, StoredFile
from agendas.board import actions
from agendas.board.models import PressMaterial, Review
from agendas.board.rules import Opinion
from agendas.sessions.models import Decision
from agendas.sessions.rules import Sheet
from tests.factories import material_of

pytestmark = pytest.mark.django_db

YES = Opinion("approved", is_secrecy_checked=True, is_publicity_checked=True, revision=1)


def path(session, *more: object) -> str:
    return "/".join(["/sessions", str(session.pk), "people", *map(str, more), ""])


def text_file(words: str, by) -> StoredFile:
    return store(SimpleUploadedFile("通稿.txt", words.encode()), by=by)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("leader", True),
        ("deputy", False),
        ("member", False),
        ("supervisor", False),
        ("other_secretary", False),
        ("guest", False),
        ("outsider", False),
    ],
)
def test_only_who_decides_for_the_group_releases_it(cast, piece, journalist, role, may):
    if may:
        actions.review_material(material=piece, by=cast[role], at=timezone.now(), opinion=YES)
    else:
        with pytest.raises(PermissionDenied):
            actions.review_material(material=piece, by=cast[role], at=timezone.now(), opinion=YES)

    assert PressMaterial.objects.released().exists() is may
    assert Review.objects.exists() is may
    assert Decision.objects.exists() is may


def test_what_the_leader_prepared_a_deputy_decides(announced, leader, deputy):
    piece = material_of(announced, leader)

    with pytest.raises(ValidationError) as refused:
        actions.review_material(material=piece, by=leader, at=timezone.now(), opinion=YES)
    done = actions.review_material(material=piece, by=deputy, at=timezone.now(), opinion=YES)

    assert refused.value.code == "same_person"
    assert done.reviewed_by == deputy


def test_the_leaders_signature_is_entered_by_the_secretary_who_prepared_it(
    piece, secretary, leader, pdf
):
    sheet = Sheet(leader, timezone.localdate(), store(pdf, by=secretary))

    actions.review_material(
        material=piece, by=secretary, at=timezone.now(), opinion=YES, sheet=sheet
    )

    review = Review.objects.get()
    assert (review.by, review.decision) == (leader, Decision.objects.get(recorded_by=secretary))
    assert leader.notices.filter(text__contains="代录").exists()


def test_a_signature_of_who_prepared_it_is_none(announced, secretary, leader, pdf):
    piece = material_of(announced, leader)
    sheet = Sheet(leader, timezone.localdate(), store(pdf, by=secretary))

    with pytest.raises(ValidationError) as refused:
        actions.review_material(
            material=piece, by=secretary, at=timezone.now(), opinion=YES, sheet=sheet
        )

    assert refused.value.code == "same_person"
    assert not Decision.objects.exists()


@pytest.mark.parametrize("words", ["本件为机密", "秘密 ★ 一年", "绝密"])
def test_a_file_with_a_mark_of_secrecy_never_gets_out(announced, secretary, leader, words):
    piece = actions.prepare_material(
        session=announced,
        by=secretary,
        at=timezone.now(),
        title="通稿",
        file=text_file(words, secretary),
    )

    with pytest.raises(ValidationError) as refused:
        actions.review_material(material=piece, by=leader, at=timezone.now(), opinion=YES)

    assert refused.value.code == "marked"
    assert not PressMaterial.objects.released().exists()


def test_a_file_nobody_has_read_yet_waits(announced, secretary, leader):
    file = text_file("供稿全文", secretary)
    FileText.objects.create(sha256=file.sha256)
    piece = material_of(announced, secretary, file=file)

    with pytest.raises(ValidationError) as refused:
        actions.review_material(material=piece, by=leader, at=timezone.now(), opinion=YES)

    assert refused.value.code == "unread"
    assert not PressMaterial.objects.released().exists()


def test_a_new_wording_is_back_until_it_is_reviewed(released, announced, secretary, leader):
    changed = {"session": announced, "material": released, "title": "新稿", "text": "新的内容"}
    with pytest.raises(ValidationError) as refused:
        actions.prepare_material(**changed, by=secretary, at=timezone.now(), revision=9)
    actions.prepare_material(**changed, by=secretary, at=timezone.now(), revision=1)
    with pytest.raises(ValidationError) as stale:
        actions.review_material(material=released, by=leader, at=timezone.now(), opinion=YES)

    assert (refused.value.code, stale.value.code) == ("stale", "stale")
    assert not PressMaterial.objects.released().exists()


def test_a_new_file_takes_the_place_of_the_former_one(announced, secretary):
    piece = material_of(announced, secretary, file=text_file("旧稿", secretary))

    again = actions.prepare_material(
        session=announced,
        by=secretary,
        at=timezone.now(),
        title="通稿",
        material=piece,
        file=text_file("新稿", secretary),
    )

    assert StoredFile.objects.get() == again.file


def test_without_text_and_file_there_is_nothing(sign_in, secretary, announced):
    page = sign_in(secretary).post(path(announced, "board/material"), {"title": "空的"})

    assert page.status_code == 422
    assert "请填写正文或上传文件。" in page.content.decode()
    assert not PressMaterial.objects.exists()


@pytest.mark.parametrize("role", ["member", "supervisor", "guest", "outsider"])
def test_who_may_not_prepare_withdraw_or_remove(cast, released, announced, role):
    words = {"by": cast[role], "at": timezone.now()}

    with pytest.raises(PermissionDenied):
        actions.prepare_material(session=announced, title="x", text="x", **words)
    for act in (actions.withdraw_material, actions.remove_material):
        with pytest.raises(PermissionDenied):
            act(material=released, **words)

    assert PressMaterial.objects.get().is_published()


def test_what_is_out_is_withdrawn_before_it_is_removed(released, secretary, journalist):
    words = {"by": secretary, "at": timezone.now()}
    with pytest.raises(ValidationError) as refused:
        actions.remove_material(material=released, **words)

    actions.withdraw_material(material=released, **words)
    actions.remove_material(material=released, **words)

    assert refused.value.code == "still_out"
    assert not PressMaterial.objects.exists()
    assert Review.objects.count() == 2
    assert "请勿采用" in journalist.notices.get().text


def test_what_was_deleted_meanwhile_is_not_found_again(announced, piece, secretary, leader):
    words: dict[str, Any] = {"at": timezone.now(), "title": "新稿", "text": "x"}
    actions.remove_material(material=piece, by=secretary, at=timezone.now())
    piece.pk = 1_000_000

    with pytest.raises(ValidationError) as again:
        actions.prepare_material(session=announced, material=piece, by=secretary, **words)
    with pytest.raises(ValidationError) as late:
        actions.review_material(material=piece, by=leader, at=timezone.now(), opinion=YES)

    assert (again.value.code, late.value.code) == ("gone", "gone")
    assert not PressMaterial.objects.exists()
