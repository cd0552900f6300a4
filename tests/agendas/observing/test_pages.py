"""Naming, agreeing and feeding back on the pages; who is let in; what the lists cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.attendance.models import Attendance, Capacity
from agendas.observing.models import ObservationState
from agendas.sessions.models import StudySession
from agendas.topics.models import Problem
from tests.agendas.observing.conftest import ahead
from tests.factories import (
    StudyGroupFactory,
    observation_of,
    seat,
)

pytestmark = pytest.mark.django_db


def test_the_team_is_found_by_pinyin_and_a_refused_one_keeps_what_was_chosen(
    sign_in, supervisor, asked, observer, second
):
    client, path = sign_in(supervisor), f"/observations/{asked.pk}/team/"
    looked = client.post(path, {"find": "1", "second-q": "ptyi", "lead": observer.pk})
    twice = client.post(path, {"lead": observer.pk, "second": observer.pk})
    named = client.post(path, {"lead": second.pk, "second": observer.pk, "third": ""})

    assert looked.status_code == 200
    assert (twice.status_code, named.status_code) == (422, 302)
    assert "同一人不能列两次。" in twice.content.decode()
    asked.refresh_from_db()
    assert asked.lead == second


@pytest.mark.parametrize(
    "verb", ["team", "agree", "ask-another", "hand-over", "withdraw", "report", "respond"]
)
@pytest.mark.parametrize("role", ["member", "other_supervisor", "above", "outsider"])
def test_for_strangers_there_is_no_observation(sign_in, everybody, over, verb, role):
    client = sign_in(everybody[role])

    assert client.post(f"/observations/{over.pk}/{verb}/").status_code == 404
    assert client.get(f"/observations/{over.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("role", "verb"),
    [
        ("secretary", "team"),
        ("observer", "team"),
        ("supervisor", "agree"),
        ("observer", "ask-another"),
        ("supervisor", "hand-over"),
        ("secretary", "withdraw"),
        ("secretary", "report"),
        ("second", "report"),
        ("supervisor", "respond"),
    ],
)
def test_who_sees_it_and_may_not_is_told_so(sign_in, everybody, over, role, verb):
    words = {"words": "x", "overall": "x", "text": "x"}

    answer = sign_in(everybody[role]).post(f"/observations/{over.pk}/{verb}/", words)

    assert answer.status_code == 403
    over.refresh_from_db()
    assert over.state == ObservationState.AGREED


def test_the_group_agrees_and_hands_over_on_its_pages(sign_in, leader, asked, observer):
    client, path = sign_in(leader), f"/observations/{asked.pk}/"

    tab = client.get(f"/sessions/{asked.session_id}/people/observing/").content.decode()
    agreed = client.post(f"{path}agree/", {"words": ""}, follow=True).content.decode()
    handed = client.post(f"{path}hand-over/", follow=True).content.decode()

    assert path in tab
    assert "交接方案和材料" in agreed
    assert "方案和材料已交旁听组。" in handed
    assert Attendance.objects.filter(person=observer, capacity=Capacity.OBSERVER).exists()


def test_a_late_agreement_without_words_is_shown_again_with_the_reason(sign_in, leader, asked):
    StudySession.objects.update(starts_at=timezone.now() + timedelta(days=1))

    page = sign_in(leader).post(f"/observations/{asked.pk}/agree/", {"words": ""})

    assert page.status_code == 422
    assert "仍同意旁听的，请写明意见。" in page.content.decode()
    assert not Attendance.objects.exists()


def test_feedback_that_is_too_long_comes_back_with_all_its_words(sign_in, observer, leader, over):
    client, path = sign_in(observer), f"/observations/{over.pk}/report/"
    words = {"overall": "优" * 499, "highlights": "亮点很多", "problems": ""}

    long = client.post(path, words)
    client.post(path, words | {"overall": "好", "problems": "出让未到位\n\n 指标紧缺 "})
    page = sign_in(leader).get(f"/observations/{over.pk}/").content.decode()

    assert long.status_code == 422
    assert "合计不超过 500 字" in long.content.decode()
    assert "优" * 499 in long.content.decode()
    assert {one.title for one in Problem.objects.all()} == {"出让未到位", "指标紧缺"}
    assert "指标紧缺" in page
    assert "整改情况" in page


def test_a_member_reads_the_problems_and_not_the_feedback(sign_in, member, observer, over):
    client = sign_in(observer)
    client.post(f"/observations/{over.pk}/report/", {"overall": "甲乙丙", "problems": "指标紧缺"})

    problems = sign_in(member).get("/problems/").content.decode()

    assert "指标紧缺" in problems
    assert "甲乙丙" not in problems
    assert "甲乙丙" not in sign_in(member).get("/observations/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_observations_costs_the_same_for_one_row_and_for_three(
    sign_in, supervisor, asked, group, django_assert_num_queries, rows
):
    for _ in range(rows - 1):
        observation_of(ahead(group), supervisor, seat(StudyGroupFactory()))
    client = sign_in(supervisor)

    with django_assert_num_queries(5):
        assert len(client.get("/observations/").context["page"].object_list) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_tab_of_a_session_costs_the_same_for_one_row_and_for_three(
    sign_in, secretary, supervisor, asked, django_assert_num_queries, rows
):
    for _ in range(rows - 1):
        observation_of(asked.session, seat(StudyGroupFactory()))
    client, path = sign_in(secretary), f"/sessions/{asked.session_id}/people/observing/"

    with django_assert_num_queries(9):
        assert len(client.get(path).context["rows"]) == rows


def test_the_tab_is_for_those_who_run_the_session(sign_in, member, outsider, asked):
    path = f"/sessions/{asked.session_id}/people/observing/"

    assert sign_in(member).get(path).status_code == 403
    assert sign_in(outsider).get(path).status_code == 404


def test_the_desk_shows_what_is_to_be_agreed_and_what_is_to_be_fed_back_on(
    sign_in, secretary, observer, asked
):
    desk = sign_in(secretary).get("/").content.decode()
    assert "商定列席旁听" in desk
    sign_in(secretary).post(f"/observations/{asked.pk}/agree/", {"words": ""})
    assert "商定列席旁听" not in sign_in(secretary).get("/").content.decode()
    assert "旁听反馈" not in sign_in(observer).get("/").content.decode()

    StudySession.objects.update(starts_at=timezone.now() - timedelta(days=1))

    assert f"/observations/{asked.pk}/" in sign_in(observer).get("/").content.decode()
