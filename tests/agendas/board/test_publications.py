"""What the media published: entered by the journalist or the secretary, reviewed for the board."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agendas.board import actions
from agendas.board.models import Publication, Review
from agendas.board.rules import Opinion
from tests.factories import publication_of

pytestmark = pytest.mark.django_db

YES = Opinion("approved", is_secrecy_checked=True, is_publicity_checked=True)
WORDS: dict[str, Any] = {
    "outlet": "新昌日报",
    "title": "破解用地难题",
    "published_on": "2017-04-05",
}


def path(session, *more: object) -> str:
    return "/".join(["/sessions", str(session.pk), "people/press", *map(str, more), ""])


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("leader", 302),
        ("deputy", 302),
        ("secretary", 302),
        ("guest", 302),
        ("member", 403),
        ("supervisor", 403),
        ("other_secretary", 404),
        ("outsider", 404),
    ],
)
def test_who_may_enter_what_was_published(sign_in, cast, announced, journalist, role, status):
    answer = sign_in(cast[role]).post(path(announced), WORDS)

    assert answer.status_code == status
    assert Publication.objects.exists() is (status == 302)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.cn/a",
        "//example.cn",
        "https://",
        "x" * 501,
    ],
)
def test_a_link_of_another_kind_is_refused_and_all_typed_stays(
    sign_in, journalist, secretary, announced, link
):
    for person in (journalist, secretary):
        page = sign_in(person).post(path(announced), WORDS | {"link": link})

        assert page.status_code == 422
        assert page.context["publication_form"].errors.keys() == {"link"}
        assert "破解用地难题" in page.content.decode()
    assert not Publication.objects.exists()


def test_the_action_refuses_such_a_link_itself(announced, secretary):
    words = WORDS | {"published_on": timezone.localdate(), "link": "javascript:alert(1)"}

    with pytest.raises(ValidationError) as refused:
        actions.enter_publication(session=announced, by=secretary, at=timezone.now(), **words)

    assert "link" in refused.value.error_dict


def test_hostile_words_stay_words(sign_in, secretary, leader, announced):
    words = WORDS | {"title": "<script>alert(1)</script>", "link": 'https://a.cn/"><script>'}
    sign_in(secretary).post(path(announced), words)

    page = sign_in(leader).get(f"/sessions/{announced.pk}/people/board/").content.decode()

    assert Publication.objects.count() == 1
    assert "<script>alert" not in page
    assert '"><script>' not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"published_on": timezone.localdate() + timedelta(days=2)}, "future"), ({}, "not_announced")],
)
def test_nothing_is_published_tomorrow_or_before_the_notice(
    preparing, announced, secretary, changed, code
):
    if code == "not_announced":
        type(announced).objects.update(announced_at=None)
    words = WORDS | {"published_on": timezone.localdate()} | changed

    with pytest.raises(ValidationError) as refused:
        actions.enter_publication(session=announced, by=secretary, at=timezone.now(), **words)

    assert refused.value.code == code
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("leader", True),
        ("deputy", True),
        ("secretary", True),
        ("member", False),
        ("supervisor", False),
        ("guest", False),
        ("outsider", False),
    ],
)
def test_who_may_let_the_board_list_it(cast, announced, journalist, role, may):
    report = publication_of(announced, journalist)
    words: dict[str, Any] = {"publication": report, "by": cast[role], "at": timezone.now()}

    if may:
        actions.review_publication(opinion=YES, **words)
        actions.withdraw_publication(**words)
    else:
        with pytest.raises(PermissionDenied):
            actions.review_publication(opinion=YES, **words)
        with pytest.raises(PermissionDenied):
            actions.withdraw_publication(**words)

    assert Review.objects.count() == (2 if may else 0)


def test_who_entered_it_does_not_review_it(announced, secretary):
    report = publication_of(announced, secretary)

    with pytest.raises(ValidationError) as refused:
        actions.review_publication(publication=report, by=secretary, at=timezone.now(), opinion=YES)

    assert refused.value.code == "same_person"
    assert not Publication.objects.published().exists()


@pytest.mark.parametrize(
    ("role", "may"), [("guest", True), ("secretary", True), ("member", False), ("outsider", False)]
)
def test_who_may_take_out_what_was_entered_by_mistake(cast, announced, journalist, role, may):
    report = publication_of(announced, journalist)

    if may:
        actions.remove_publication(publication=report, by=cast[role], at=timezone.now())
    else:
        with pytest.raises(PermissionDenied):
            actions.remove_publication(publication=report, by=cast[role], at=timezone.now())

    assert Publication.objects.exists() is not may


def test_a_journalist_sees_his_own_and_why_it_came_back(
    sign_in, announced, journalist, secretary, pdf
):
    sign_in(journalist).post(path(announced), WORDS | {"scan": pdf})
    publication_of(announced, secretary, title="别家报道")
    report = Publication.objects.get(prepared_by=journalist)
    browser = sign_in(secretary)
    typed = {"outcome": "returned", "revision": 1, "reason": "日期有误"}
    browser.post(path(announced, report.pk, "review"), typed)

    page = sign_in(journalist).get(path(announced)).content.decode()

    assert "退回：日期有误" in page
    assert "别家报道" not in page
    assert journalist.notices.get().path == path(announced)
    assert b"".join(sign_in(journalist).get(path(announced, report.pk, "scan")))


def test_a_scan_is_for_who_entered_it_and_for_the_group(
    sign_in, announced, journalist, secretary, supervisor, member, pdf
):
    sign_in(secretary).post(path(announced), WORDS | {"scan": pdf})
    scan = path(announced, Publication.objects.get().pk, "scan")

    answers = [sign_in(person).get(scan) for person in (member, journalist, supervisor)]

    assert b"".join(answers[0]).startswith(b"%PDF")
    assert [answer.status_code for answer in answers] == [200, 404, 404]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_journalists_page_costs_the_same_for_one_report_and_for_three(
    sign_in, announced, journalist, django_assert_num_queries, rows
):
    for _ in range(rows):
        publication_of(announced, journalist)
    browser = sign_in(journalist)

    with django_assert_num_queries(9):
        page = browser.get(path(announced))

    assert page.status_code == 200
