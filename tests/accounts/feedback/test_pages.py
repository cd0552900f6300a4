"""意见建议 on the page and over the API."""

from __future__ import annotations

import pytest

from accounts.feedback.actions import answer_feedback, send_feedback
from accounts.feedback.models import Feedback
from tests.accounts.feedback.conftest import NOW

pytestmark = pytest.mark.django_db

PATH, OTHERS, API = "/feedback/", "/feedback/?scope=others", "/api/v1/feedback/"


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("path", "role", "budget"), [(PATH, "writer", 5), (OTHERS, "admin", 5)])
def test_the_lists_cost_the_same_for_one_and_three(
    sign_in, writer, admin, django_assert_num_queries, rows, path, role, budget
):
    for number in range(rows):
        row = send_feedback(by=writer, at=NOW, category="fault", text=f"打不开{number}")
        answer_feedback(feedback=row, by=admin, at=NOW, text="已修复。")
    client = sign_in({"writer": writer, "admin": admin}[role])

    with django_assert_num_queries(budget):
        page = client.get(path)

    assert page.content.decode().count("已修复。") == rows


def test_every_page_leads_here_and_says_from_where(sign_in, writer):
    page = sign_in(writer).get("/sessions/").content.decode()

    assert 'href="/feedback/?page_of=/sessions/"' in page
    form = sign_in(writer).get(PATH, {"page_of": "/sessions/"}).content.decode()
    assert 'value="/sessions/"' in form


def test_what_was_written_is_shown_with_its_answer(sign_in, writer, admin):
    typed = {"category": "advice", "text": "希望名单可以排序。", "page": "/sessions/"}

    page = sign_in(writer).post(PATH, typed, follow=True).content.decode()

    assert "意见建议已提交，答复后通知您。" in page
    assert "希望名单可以排序。" in page
    assert "待答复" in page
    (row,) = Feedback.objects.all()
    answer = sign_in(admin).post(f"{PATH}{row.pk}/answer/", {"text": "下一版实现。"}, follow=True)
    assert "已答复，并通知提出人。" in answer.content.decode()
    assert "下一版实现。" in sign_in(writer).get(PATH).content.decode()


def test_a_refused_remark_and_a_refused_answer_keep_what_was_typed(
    sign_in, writer, admin, feedback
):
    typed = {"category": "advice", "text": "写了一半", "page": "https://elsewhere.example/"}
    page = sign_in(writer).post(PATH, typed)
    assert page.status_code == 422
    assert "所在页面须是本系统的页面。" in page.content.decode()
    assert "写了一半" in page.content.decode()

    answer_feedback(feedback=feedback, by=admin, at=NOW, text="下一版实现。")
    page = sign_in(admin).post(f"{PATH}{feedback.pk}/answer/", {"text": "另一答复"})
    assert page.status_code == 422
    assert "已有答复，请刷新页面。" in page.content.decode()
    assert "另一答复" in page.content.decode()


@pytest.mark.parametrize(("role", "status"), [("outsider", 404), ("far", 404), ("writer", 403)])
def test_strangers_do_not_find_it_and_the_writer_may_not_answer(
    sign_in, people, feedback, role, status
):
    answer = sign_in(people[role]).post(f"{PATH}{feedback.pk}/answer/", {"text": "好"})

    assert answer.status_code == status
    assert Feedback.objects.get().answer == ""


def test_empty_lists_say_what_belongs_there(sign_in, outsider):
    client = sign_in(outsider)

    assert "您还没有提出意见建议。" in client.get(PATH).content.decode()
    assert "没有需要您答复的意见建议。" in client.get(OTHERS).content.decode()


def test_programs_write_and_answer_too(api, writer, admin, outsider):
    made = api(writer).post(API, {"category": "fault", "text": "打不开。"})
    answered = api(admin).post(f"{API}{made.data['id']}/answer/", {"text": "已修复。"})
    again = api(admin).post(f"{API}{made.data['id']}/answer/", {"text": "已修复。"})

    assert (made.status_code, answered.status_code, again.status_code) == (201, 200, 409)
    assert (answered.data["answer"], again.data["code"]) == ("已修复。", "answered")
    assert api(outsider).get(API).data["count"] == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_collection_costs_the_same_for_one_and_three(
    api, writer, django_assert_num_queries, rows
):
    for number in range(rows):
        send_feedback(by=writer, at=NOW, category="fault", text=f"打不开{number}")
    client = api(writer)

    with django_assert_num_queries(2):
        assert client.get(API).data["count"] == rows
