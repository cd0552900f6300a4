"""The page of results, and what hangs below the box at the head of every page."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.search.actions import index
from agendas.pages.forms import LONGEST_QUESTION
from tests.factories import ProblemFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(group):
    """Puts a problem of the group on its list, where it can be found."""

    def put(title: str = "用地指标紧缺", **facts):
        problem = ProblemFactory(group=group, title=title, **facts)
        index(problem)
        return problem

    return put


@pytest.fixture
def sessions(group):
    """So many sessions of the group that hold the word."""

    def make(count: int) -> None:
        for session in SessionFactory.create_batch(count, group=group, title="用地学习会"):
            index(session)

    return make


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(
    "path", ["/search/?q=用地", "/search/?q=地", "/search/?q=用地&kind=session"]
)
def test_one_hit_costs_as_much_as_thirty(
    sign_in, member, sessions, django_assert_num_queries, rows, path
):
    sessions(rows)
    browser = sign_in(member)

    with django_assert_num_queries(5):
        page = browser.get(path)

    assert len(page.context["hits"]) == page.context["total"] == rows


@pytest.mark.parametrize("rows", [1, 8])
def test_below_the_box_one_hit_costs_as_much_as_eight(
    sign_in, member, sessions, django_assert_num_queries, rows
):
    sessions(rows)
    browser = sign_in(member)

    with django_assert_num_queries(4):
        page = browser.get("/search/quick/?q=用地")

    assert len(page.context["hits"]) == rows


def test_the_hits_are_marked_and_everything_else_is_plain_text(sign_in, member, listed):
    listed("<b>用地</b>", detail="缺 <script>用地</script> & 指标")

    page = sign_in(member).get("/search/?q=用地").content.decode()

    assert "&lt;b&gt;<mark>用地</mark>&lt;/b&gt;" in page
    assert "&lt;script&gt;<mark>用地</mark>&lt;/script&gt; &amp; 指标" in page
    assert "<script>用地" not in page


def test_a_hostile_question_stands_in_the_box_as_plain_text(sign_in, member):
    page = sign_in(member).get('/search/?q="><script>alert(1)</script>').content.decode()

    assert "<script>alert" not in page
    assert "没有找到" in page


def test_results_are_counted_by_kind_and_narrowed_by_kind_and_year(sign_in, member, group, listed):
    listed(found_on=date(2016, 5, 1))
    problem = listed(found_on=date(2017, 5, 1))
    session = SessionFactory(group=group, title="破解用地瓶颈学习会")
    index(session)
    browser = sign_in(member)

    whole = browser.get("/search/?q=用地").context
    one_kind = browser.get("/search/?q=用地&kind=session").context
    one_year = browser.get("/search/?q=用地&year=2017").context

    assert whole["tabs"] == [("session", "学习会", 1), ("problem", "问题", 2)]
    assert (one_kind["tabs"], one_kind["total"]) == (whole["tabs"], 3)
    assert [hit.path for hit in one_kind["hits"]] == [f"/sessions/{session.pk}/"]
    assert [hit.path for hit in one_year["hits"]] == [f"/problems/?problem={problem.pk}"]
    assert one_year["tabs"] == [("problem", "问题", 1)]


def test_more_than_thirty_go_on_over_the_page_in_one_order(sign_in, member, listed):
    for _ in range(31):
        listed()
    browser = sign_in(member)

    pages = [browser.get(f"/search/?q=用地&page={number}").context for number in (1, 2, 99)]

    assert [len(page["hits"]) for page in pages] == [30, 1, 1]
    assert len({hit.path for page in pages for hit in page["hits"]}) == 31


@pytest.mark.parametrize("asked", ["", " ", "%00"])
def test_without_a_question_the_page_says_what_can_be_searched(sign_in, member, listed, asked):
    listed()

    page = sign_in(member).get(f"/search/?q={asked}").content.decode()

    assert "用地指标紧缺" not in page


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (f"q={'用' * (LONGEST_QUESTION + 1)}", "q"),
        ("q=用地&year=x", "year"),
        ("q=a&kind=x", "kind"),
    ],
)
def test_what_makes_no_sense_is_said_and_kept(sign_in, member, query, field):
    page = sign_in(member).get(f"/search/?{query}")

    assert page.status_code == 422
    assert set(page.context["form"].errors) == {field}
    assert sign_in(member).get(f"/search/quick/?{query}").status_code == 200


def test_below_the_box_are_the_best_eight_and_the_pages_of_the_frame(sign_in, member, listed):
    for _ in range(9):
        listed("议题还没有着落")
    browser = sign_in(member)

    hits = browser.get("/search/quick/?q=议题").context["hits"]

    assert len(hits) == 8
    assert (hits[0].label, hits[0].path) == ("页面", "/topics/")
    assert [hit.label for hit in hits[1:]] == ["问题"] * 7


def test_every_page_has_the_box_for_who_is_signed_in_and_no_other(sign_in, client, member):
    assert 'action="/search/"' in sign_in(member).get("/problems/").content.decode()
    assert 'action="/search/"' not in client.get("/open/").content.decode()
    assert client.get("/search/?q=x").status_code == 302
    assert client.get("/search/quick/?q=x").status_code == 302


def test_the_list_of_problems_shows_the_one_that_was_found(sign_in, member, listed):
    one, _ = listed("用地指标紧缺"), listed("净地出让未到位")
    browser = sign_in(member)

    page = browser.get(f"/problems/?problem={one.pk}").content.decode()

    assert "用地指标紧缺" in page
    assert "净地出让未到位" not in page
    assert "净地出让未到位" in browser.get("/problems/?problem=x").content.decode()
