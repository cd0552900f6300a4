"""What the public board says: prepared by one, reviewed by another."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agendas.board import actions
from agendas.board.models import BoardNotice, Review
from agendas.board.rules import Opinion
from tests.factories import at

pytestmark = pytest.mark.django_db

NOW = at("2017-04-05 09:00")
YES = Opinion("approved", is_secrecy_checked=True, is_publicity_checked=True, revision=1)


def prepare(session, by, text="学习会取得实效。", *, shows_time_and_place=False):
    return actions.prepare_board(
        session=session, by=by, at=NOW, text=text, shows_time_and_place=shows_time_and_place
    )


@pytest.fixture
def notice(announced, secretary):
    return prepare(announced, secretary)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("leader", True),
        ("deputy", True),
        ("member", False),
        ("supervisor", False),
        ("other_secretary", False),
        ("guest", False),
        ("outsider", False),
    ],
)
def test_who_may_review(cast, notice, role, may):
    if may:
        actions.review_board(notice=notice, by=cast[role], at=NOW, opinion=YES)
    else:
        with pytest.raises(PermissionDenied):
            actions.review_board(notice=notice, by=cast[role], at=NOW, opinion=YES)

    assert BoardNotice.objects.published().exists() is may


def test_whoever_prepared_it_does_not_review_it(notice, secretary):
    with pytest.raises(ValidationError) as refused:
        actions.review_board(notice=notice, by=secretary, at=NOW, opinion=YES)

    assert refused.value.code == "same_person"
    assert not BoardNotice.objects.published().exists()


def test_a_new_wording_is_off_the_board_until_it_is_reviewed(notice, announced, leader, deputy):
    actions.review_board(notice=notice, by=leader, at=NOW, opinion=YES)

    changed = prepare(announced, deputy, "新的内容")

    assert not BoardNotice.objects.published().exists()
    assert (changed.pk, changed.prepared_by, changed.reviewed_by) == (notice.pk, deputy, None)


def test_only_the_wording_that_was_read_is_published(notice, announced, secretary, leader):
    prepare(announced, secretary, "悄悄改过的内容")

    with pytest.raises(ValidationError) as refused:
        actions.review_board(notice=notice, by=leader, at=NOW, opinion=YES)

    assert refused.value.code == "stale"
    assert not BoardNotice.objects.published().exists()


def test_title_time_and_place_are_those_of_the_moment_it_was_prepared(announced, secretary, leader):
    type(announced).objects.update(title="破解土地瓶颈", venue="三楼会议室")
    notice = prepare(announced, secretary)
    actions.review_board(notice=notice, by=leader, at=NOW, opinion=YES)

    type(announced).objects.update(title="改过的名称", starts_at=None, venue="")

    notice = BoardNotice.objects.published().get()
    assert (notice.title, notice.venue) == ("破解土地瓶颈", "三楼会议室")
    assert notice.starts_at == announced.starts_at
    again = prepare(announced, secretary)
    assert (again.title, again.starts_at, again.venue) == ("改过的名称", None, "")


@pytest.mark.parametrize(
    ("changed", "with_place", "is_outdated"),
    [
        ({}, True, False),
        ({"title": "改过的名称"}, False, True),
        ({"venue": "改过的地点"}, True, True),
        ({"starts_at": None}, True, True),
        ({"venue": "改过的地点", "starts_at": None}, False, False),
    ],
)
def test_only_what_is_shown_grows_old(announced, secretary, changed, with_place, is_outdated):
    prepare(announced, secretary, shows_time_and_place=with_place)

    if changed:
        type(announced).objects.update(**changed)

    assert BoardNotice.objects.get().is_outdated() is is_outdated


def test_nothing_is_published_before_the_notice_is_out(preparing, secretary, leader):
    notice = prepare(preparing, secretary)

    with pytest.raises(ValidationError) as refused:
        actions.review_board(notice=notice, by=leader, at=NOW, opinion=YES)

    assert refused.value.code == "not_announced"


def test_it_is_withdrawn_at_once_and_may_be_reviewed_again(notice, secretary, leader):
    with pytest.raises(ValidationError) as refused:
        actions.withdraw_board(notice=notice, by=secretary, at=NOW)
    actions.review_board(notice=notice, by=leader, at=NOW, opinion=YES)
    with pytest.raises(ValidationError) as twice:
        actions.review_board(notice=notice, by=leader, at=NOW, opinion=YES)

    withdrawn = actions.withdraw_board(notice=notice, by=secretary, at=NOW)

    assert (refused.value.code, twice.value.code) == ("not_published", "published")
    assert not BoardNotice.objects.published().exists()
    assert actions.review_board(notice=withdrawn, by=leader, at=NOW, opinion=YES).is_published()


def test_an_empty_text_is_refused(announced, secretary):
    with pytest.raises(ValidationError):
        prepare(announced, secretary, "  ")

    assert not BoardNotice.objects.exists()


@pytest.mark.parametrize("role", ["member", "supervisor", "guest", "outsider"])
def test_who_may_not_prepare_or_withdraw(cast, notice, leader, announced, role):
    actions.review_board(notice=notice, by=leader, at=NOW, opinion=YES)

    with pytest.raises(PermissionDenied):
        prepare(announced, cast[role])
    with pytest.raises(PermissionDenied):
        actions.withdraw_board(notice=notice, by=cast[role], at=NOW)

    assert BoardNotice.objects.published().exists()


@pytest.mark.parametrize(
    ("opinion", "code"),
    [
        (Opinion("approved"), "not_confirmed"),
        (Opinion("approved", is_secrecy_checked=True), "not_confirmed"),
        (Opinion("approved", is_publicity_checked=True), "not_confirmed"),
        (Opinion("returned", reason="  "), "needs_reason"),
    ],
)
def test_half_a_review_is_none(notice, leader, opinion, code):
    with pytest.raises(ValidationError) as refused:
        actions.review_board(notice=notice, by=leader, at=NOW, opinion=opinion)

    assert refused.value.code == code
    assert not BoardNotice.objects.published().exists()
    assert not Review.objects.exists()


def test_every_review_stays_on_file_with_the_wording_that_was_read(
    notice, announced, secretary, leader
):
    back = Opinion("returned", reason="数字请核实")
    actions.review_board(notice=notice, by=leader, at=NOW, opinion=back)
    again = prepare(announced, secretary, "核实后的内容")
    approval = Opinion("approved", is_secrecy_checked=True, is_publicity_checked=True, revision=2)
    actions.review_board(notice=again, by=leader, at=NOW, opinion=approval)
    actions.withdraw_board(notice=again, by=secretary, at=NOW)

    kept = Review.objects.order_by("pk")
    assert [(each.verdict, each.revision, each.by) for each in kept] == [
        ("returned", 1, leader),
        ("approved", 2, leader),
        ("withdrawn", 2, secretary),
    ]
    assert ["公开内容", "学习会取得实效。"] in kept[0].facts
    assert ["公开内容", "核实后的内容"] in kept[1].facts
    assert (kept[1].is_secrecy_checked, kept[1].is_publicity_checked) == (True, True)


def test_reviewers_are_told_and_so_is_who_gets_it_back(
    announced, leader, deputy, member, secretary
):
    notice = prepare(announced, secretary)
    back = Opinion("returned", reason="数字请核实")
    actions.review_board(notice=notice, by=leader, at=NOW, opinion=back)

    told = {person: person.notices.count() for person in (leader, deputy, member, secretary)}
    assert told == {leader: 1, deputy: 1, member: 0, secretary: 1}
    assert secretary.notices.get().path == f"/sessions/{announced.pk}/people/board/"
    assert "核实" not in secretary.notices.get().text


def test_nobody_is_told_of_a_session_entered_later(announced, leader, secretary):
    type(announced).objects.update(is_backfilled=True)

    prepare(announced, secretary)

    assert not leader.notices.exists()
