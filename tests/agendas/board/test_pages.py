"""The page of what gets out of a session: who may open it, preparing, reviewing, withdrawing."""

from __future__ import annotations

import pytest

from agendas.board.models import BoardNotice, Review
from tests.factories import board_notice_of, material_of, publication_of

pytestmark = pytest.mark.django_db

APPROVAL = {
    "outcome": "approved",
    "revision": 1,
    "is_secrecy_checked": "on",
    "is_publicity_checked": "on",
}


def path(session, *more: object) -> str:
    return "/".join(["/sessions", str(session.pk), "people/board", *map(str, more), ""])


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("leader", 200),
        ("deputy", 200),
        ("secretary", 200),
        ("member", 403),
        ("supervisor", 403),
        ("guest", 403),
        ("other_secretary", 404),
        ("outsider", 404),
    ],
)
def test_who_may_open_the_page(sign_in, cast, announced, guest_row, role, status):
    browser = sign_in(cast[role])

    assert browser.get(path(announced)).status_code == status
    if status != 200:
        assert browser.post(path(announced), {"text": "公开"}).status_code == status
        assert not BoardNotice.objects.exists()


def test_the_page_leads_back_to_itself(sign_in, secretary, announced):
    answer = sign_in(secretary).post(path(announced), {"text": "学习会取得实效。"})

    assert answer["Location"] == path(announced)


def test_the_wording_is_prepared_reviewed_and_withdrawn(sign_in, secretary, leader, announced):
    sign_in(secretary).post(path(announced), {"text": "学习会取得实效。"})
    own = sign_in(secretary).get(path(announced)).content.decode()
    browser = sign_in(leader)
    shown = browser.get(path(announced)).content.decode()

    browser.post(path(announced, "review"), APPROVAL)
    published = BoardNotice.objects.published().get()
    browser.post(path(announced, "withdraw"))

    assert "审核通过并公开" not in own
    assert "审核通过并公开" in shown
    assert (published.reviewed_by, published.shows_time_and_place) == (leader, False)
    assert not BoardNotice.objects.published().exists()


def test_the_reviewer_reads_all_that_will_be_public_and_is_told_when_it_grew_old(
    sign_in, secretary, leader, announced
):
    type(announced).objects.update(title="旧的名称", venue="三楼会议室")
    typed = {"text": "欢迎旁听。", "shows_time_and_place": "on"}
    sign_in(secretary).post(path(announced), typed)
    browser = sign_in(leader)
    fresh = browser.get(path(announced)).content.decode()

    type(announced).objects.update(title="新的名称")
    waiting = browser.get(path(announced)).content.decode()
    browser.post(path(announced, "review"), APPROVAL)
    published = browser.get(path(announced)).content.decode()

    assert "<h3>旧的名称</h3>" in fresh
    assert "2017年3月31日（周五）14:30　三楼会议室" in fresh
    assert "已改动" not in fresh
    assert "<h3>旧的名称</h3>" in waiting
    assert "学习会的名称、时间或地点已改动，待审核的仍是改动前的" in waiting
    assert "学习会的名称、时间或地点已改动，公开栏显示的仍是改动前的" in published


def test_a_review_of_another_wording_is_refused(sign_in, secretary, leader, announced):
    for text in ("第一稿", "第二稿"):
        sign_in(secretary).post(path(announced), {"text": text})

    page = sign_in(leader).post(path(announced, "review"), APPROVAL)

    assert page.status_code == 422
    assert "他人刚刚改过这项内容" in page.content.decode()
    assert "第二稿" in page.content.decode()
    assert not BoardNotice.objects.published().exists()


def test_an_empty_wording_is_refused(sign_in, secretary, announced):
    page = sign_in(secretary).post(path(announced), {"text": " "})

    assert page.status_code == 422
    assert not BoardNotice.objects.exists()


def test_without_a_wording_there_is_nothing_to_review(sign_in, leader, announced):
    assert sign_in(leader).post(path(announced, "review"), {}).status_code == 404


def test_a_confirmation_left_out_is_refused_and_the_other_stays(
    sign_in, secretary, leader, announced
):
    sign_in(secretary).post(path(announced), {"text": "学习会取得实效。"})
    typed = {"outcome": "approved", "revision": 1, "is_secrecy_checked": "on"}

    page = sign_in(leader).post(path(announced, "review"), typed)

    assert page.status_code == 422
    assert "请逐项确认保密审查和宣传审核" in page.content.decode()
    assert page.context["review_form"]["is_secrecy_checked"].value() is True
    assert not BoardNotice.objects.published().exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_piece_and_for_three(
    sign_in, secretary, leader, announced, django_assert_num_queries, rows
):
    board_notice_of(announced, leader)
    for _ in range(rows):
        material_of(announced, leader)
        publication_of(announced, leader)
        Review.objects.create(
            session=announced,
            subject="board",
            about="x",
            revision=1,
            verdict="withdrawn",
            by=leader,
        )
    browser = sign_in(secretary)

    with django_assert_num_queries(14):
        page = browser.get(path(announced))

    assert page.status_code == 200
