"""Many files at once: matched by name, looked over, handed in together, nothing half-saved."""

from __future__ import annotations

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from accounts.files.models import DiscardedBytes, StoredFile
from accounts.notices.models import Notice
from agendas.drops import actions
from agendas.drops.actions import Choice
from agendas.drops.models import Drop, DroppedFile
from agendas.research.models import Research
from studygroups.forms.models import Stage
from tests.agendas.drops.batches import file, hand_in, standing
from tests.factories import owe, paper_of, seat

pytestmark = pytest.mark.django_db


def test_each_file_is_matched_to_its_authors(duties, drop_files):
    drop = drop_files(
        file("张三丰调研报告.docx"), file("国土局-张三、李四.docx"), file("终稿.docx")
    )

    assert standing(drop) == [
        ("张三丰调研报告.docx", "张三丰", ""),
        ("国土局-张三、李四.docx", "张三、李四", ""),
        ("终稿.docx", "", "drop_no_author"),
    ]
    assert not Research.objects.exists()


def test_one_confirmation_hands_in_what_is_fine_and_names_the_rest(
    session, secretary, duties, drop_files
):
    drop = drop_files(file("张三丰.docx"), file("李四.docx"), file("终稿.docx"))

    outcome = hand_in(drop, secretary)

    assert [paper.title for paper in outcome.papers] == ["张三丰调研材料", "李四调研材料"]
    assert [(row.name, why[:4]) for row, why in outcome.refused] == [("终稿.docx", "没有匹配")]
    assert {paper.proxy().entered_by for paper in outcome.papers} == {secretary}
    assert Notice.objects.filter(text__contains="为您代交了").count() == 2
    assert [row.name for row in DroppedFile.objects.all()] == ["终稿.docx"]


def test_a_batch_with_nothing_left_to_mend_is_closed_and_its_leavings_deleted(
    secretary, duties, drop_files
):
    drop = drop_files(file("李四.docx"), file("终稿.docx"), SimpleUploadedFile("空.docx", b""))
    left_out = drop.files.get(name="终稿.docx")
    choice = Choice("终稿", [], is_left_out=True)
    actions.correct_drop(drop=drop, by=secretary, at=timezone.now(), choices={left_out.pk: choice})

    outcome = hand_in(drop, secretary)

    assert [row.name for row, _ in outcome.refused] == ["空.docx"]
    assert not Drop.objects.exists()
    assert [stored.name for stored in StoredFile.objects.all()] == ["李四.docx"]
    assert DiscardedBytes.objects.count() == 1


def test_what_was_unmatched_is_assigned_by_hand_and_a_match_corrected(
    secretary, duties, drop_files
):
    drop = drop_files(file("终稿.docx"), file("张三.docx"))
    first, second = drop.files.all()
    choices = {
        first.pk: Choice("占补平衡", [duties[0]], is_left_out=False),
        second.pk: Choice("", [duties[1], duties[2]], is_left_out=False),
    }

    actions.correct_drop(drop=drop, by=secretary, at=timezone.now(), choices=choices)
    outcome = hand_in(drop, secretary)

    assert [(paper.title, paper.author_names()) for paper in outcome.papers] == [
        ("占补平衡", "张三"),
        ("张三调研材料", "张三丰、李四"),
    ]


def test_two_files_for_one_member_are_both_held_until_one_is_left_out(
    secretary, duties, drop_files
):
    drop = drop_files(file("李四.docx"), file("李四终稿.docx"))

    assert [code for _, _, code in standing(drop)] == ["drop_twice", "drop_twice"]
    assert hand_in(drop, secretary).papers == []
    drop.files.filter(name="李四.docx").update(is_left_out=True)
    assert [paper.title for paper in hand_in(drop, secretary).papers] == ["李四终稿"]


def test_the_same_file_twice_is_handed_in_once(secretary, duties, drop_files):
    drop = drop_files(file("李四.docx", "同文"), file("李四(1).docx", "同文"))
    # Word writes the moment into a file; these two are the same to the byte.
    first, second = drop.files.all()
    second.file = first.file
    second.save()

    assert [code for _, _, code in standing(drop)] == ["", "drop_same"]
    assert len(hand_in(drop, secretary).papers) == 1


def test_a_member_who_handed_in_already_is_named_and_keeps_his_paper(secretary, duties, drop_files):
    paper = paper_of(duties[2])
    drop = drop_files(file("李四.docx"), file("张三.docx"))

    outcome = hand_in(drop, secretary)

    assert [(row.name, why) for row, why in outcome.refused] == [
        ("李四.docx", "所选作者已有调研材料，请在原材料上修改。")
    ]
    duties[2].refresh_from_db()
    assert duties[2].paper == paper
    assert len(outcome.papers) == 1


def test_two_members_of_one_name_are_left_to_the_secretary(session, duties, drop_files):
    owe(session, seat(session.group, full_name="李四"))

    assert standing(drop_files(file("李四.docx"))) == [("李四.docx", "", "drop_no_author")]


@pytest.mark.parametrize(
    ("stage", "code"), [(Stage.TOPIC, "wrong_stage"), (Stage.CLOSED, "closed")]
)
def test_nothing_is_dropped_or_handed_in_out_of_its_stage(
    session, secretary, duties, drop_files, stage, code
):
    waiting = drop_files(file("张三.docx"))
    session.stage = stage
    session.save()

    for act in (lambda: drop_files(file("李四.docx")), lambda: hand_in(waiting, secretary)):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == code
    assert (DroppedFile.objects.count(), Research.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("role", "may", "sees"),
    [
        ("secretary", True, True),
        ("leader", False, True),
        ("deputy", False, True),
        ("member", False, False),
        ("supervisor", False, False),
        ("guest", False, False),
        ("other_secretary", False, False),
        ("outsider", False, False),
    ],
)
def test_the_secretary_works_on_a_batch_and_leads_see_it(
    session, cast, duties, drop_files, role, may, sees
):
    drop, by, now = drop_files(file("张三.docx")), cast[role], timezone.now()
    assert Drop.objects.visible_to(by).exists() is sees

    for act in (
        lambda: drop_files(file("李四.docx"), by=by),
        lambda: actions.correct_drop(drop=drop, by=by, at=now, choices={}),
        lambda: hand_in(drop, by),
    ):
        if may:
            act()
        else:
            with pytest.raises(PermissionDenied):
                act()
    assert Research.objects.exists() is may


@pytest.mark.parametrize("role", ["leader", "member", "outsider"])
def test_only_a_secretary_gives_a_batch_up(cast, secretary, duties, drop_files, role):
    drop, now = drop_files(file("张三.docx")), timezone.now()

    with pytest.raises(PermissionDenied):
        actions.abandon_drop(drop=drop, by=cast[role], at=now)
    assert StoredFile.objects.exists()
    again = Drop.objects.get()
    actions.abandon_drop(drop=drop, by=secretary, at=now)

    assert not Drop.objects.exists()
    assert not StoredFile.objects.exists()
    with pytest.raises(ValidationError) as refused:
        hand_in(again, secretary)
    assert refused.value.code == "drop_gone"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_four_confirmations_at_the_same_moment_hand_in_once(secretary, duties, drop_files):
    drop_files(file("张三.docx"), file("李四.docx"))
    copies = [Drop.objects.get() for _ in range(4)]
    gate, seen = threading.Barrier(4), []

    def try_it(drop):
        gate.wait()
        try:
            seen.append(str(len(hand_in(drop, secretary).papers)))
        except ValidationError as refused:
            seen.append(str(refused.code))
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it, args=(drop,)) for drop in copies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(seen) == ["2", *["drop_gone"] * 3]
