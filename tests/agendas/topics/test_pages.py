"""The pages of problems, of the pool, and of a session's topic."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from agendas.topics import actions
from agendas.topics.models import Problem, Topic, TopicState
from tests.factories import ProblemFactory, SessionFactory, TopicFactory, UnitFactory

pytestmark = pytest.mark.django_db

PROBLEM = {"title": "用地指标紧缺", "source": "research", "found_on": "2017-03-01"}
TOPIC = {
    "title": "盘活存量土地",
    "kind": "work",
    "angles": ["leaders"],
    "central_task": "重点项目用地",
    "why_now": "批而未供存量大。",
}


@pytest.fixture
def topic(group):
    return TopicFactory(group=group, title="破解土地要素瓶颈制约")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("path", "budget"), [("/problems/", 6), ("/topics/", 5)])
def test_lists_cost_the_same_for_one_row_and_for_three(
    sign_in, member, group, django_assert_num_queries, rows, path, budget
):
    for _ in range(rows):
        problem = ProblemFactory(group=group)
        TopicFactory(group=group).problems.add(problem)
    browser = sign_in(member)

    with django_assert_num_queries(budget):
        page = browser.get(path)

    assert len(page.context["page"].object_list) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_topic_part_costs_the_same_for_one_problem_and_for_three(
    sign_in, leader, session, topic, group, django_assert_num_queries, rows
):
    for _ in range(rows):
        topic.problems.add(ProblemFactory(group=group))
    Topic.objects.update(state=TopicState.SUBMITTED, session=session)
    browser = sign_in(leader)

    with django_assert_num_queries(10):
        page = browser.get(f"/sessions/{session.pk}/topic/")

    assert page.status_code == 200


def test_a_member_proposes_a_topic_that_answers_a_problem(sign_in, member, group):
    problem = ProblemFactory(group=group)
    browser = sign_in(member)

    page = browser.post(
        "/topics/new/",
        {
            "group": group.pk,
            "title": "盘活存量土地",
            "kind": "work",
            "angles": ["leaders", "people"],
            "central_task": "重点项目用地",
            "why_now": "批而未供存量大。",
            "problems": [problem.pk],
        },
    )

    assert page["Location"] == "/topics/"
    topic = Topic.objects.get()
    assert (topic.angles, list(topic.problems.all())) == (["leaders", "people"], [problem])


def test_a_refused_problem_keeps_what_was_typed_and_says_why_beside_the_field(
    sign_in, member, group
):
    browser = sign_in(member)

    page = browser.post(
        "/problems/new/",
        {
            "group": group.pk,
            "title": "用地指标紧缺",
            "source": "research",
            "found_on": "2099-01-01",
        },
    )

    assert page.status_code == 422
    assert "发现日期不能晚于今天。" in page.content.decode()
    assert 'value="用地指标紧缺"' in page.content.decode()
    assert not Problem.objects.exists()


def test_the_secretary_takes_a_topic_and_the_leader_chooses_it(
    sign_in, secretary, leader, session, topic
):
    sign_in(secretary).post(f"/sessions/{session.pk}/topic/take/", {"topic": topic.pk})

    page = sign_in(leader).post(
        f"/sessions/{session.pk}/topic/decide/", {"outcome": "approved", "reason": ""}
    )

    assert page["Location"] == f"/sessions/{session.pk}/topic/"
    topic.refresh_from_db()
    assert (topic.state, topic.session) == (TopicState.CHOSEN, session)


def test_the_leader_returning_without_a_reason_is_told_so_on_the_page(
    sign_in, secretary, leader, session, topic
):
    actions.take_topic(topic=topic, session=session, by=secretary, at=timezone.now())

    page = sign_in(leader).post(
        f"/sessions/{session.pk}/topic/decide/", {"outcome": "returned", "reason": ""}
    )

    assert page.status_code == 422
    assert "退回须写明理由。" in page.content.decode()


def test_the_secretary_enters_a_decision_signed_on_paper(
    sign_in, secretary, leader, session, topic, pdf
):
    actions.take_topic(topic=topic, session=session, by=secretary, at=timezone.now())

    sign_in(secretary).post(
        f"/sessions/{session.pk}/topic/decide/",
        {
            "outcome": "approved",
            "reason": "",
            "signed_by": leader.pk,
            "signed_on": timezone.localdate(),
            "scan": pdf,
        },
    )

    topic.refresh_from_db()
    assert topic.decision.recorded_by == secretary
    page = sign_in(leader).get(f"/sessions/{session.pk}/record/").content.decode()
    assert "秘书丙" in page
    assert "提出异议" in page


def test_a_member_may_not_decide_and_a_stranger_finds_nothing(
    sign_in, secretary, member, outsider, session, topic
):
    actions.take_topic(topic=topic, session=session, by=secretary, at=timezone.now())
    path = f"/sessions/{session.pk}/topic/decide/"

    assert sign_in(member).post(path, {"outcome": "approved"}).status_code == 403
    assert sign_in(outsider).post(path, {"outcome": "approved"}).status_code == 404
    topic.refresh_from_db()
    assert topic.state == TopicState.SUBMITTED


def test_a_stranger_finds_neither_the_topic_nor_its_session(sign_in, other_secretary, topic):
    session = SessionFactory(group=topic.group)
    browser = sign_in(other_secretary)

    assert browser.get(f"/topics/{topic.pk}/").status_code == 404
    assert browser.get(f"/sessions/{session.pk}/topic/").status_code == 404


def test_a_press_that_comes_too_late_is_told_why(sign_in, secretary, leader, session, topic):
    actions.take_topic(topic=topic, session=session, by=secretary, at=timezone.now())
    session.stage = "research"
    session.save()

    page = sign_in(secretary).post(f"/sessions/{session.pk}/topic/put-back/", follow=True)

    assert "学习会不在这一阶段" in page.content.decode()


def test_a_supervisor_reads_the_topic_but_not_the_groups_problems(
    sign_in, supervisor, group, topic
):
    held = SessionFactory(group=group, stage="meeting", announced_at=timezone.now())
    topic.problems.add(ProblemFactory(group=group, title="本组内部问题"))
    Topic.objects.update(state=TopicState.CHOSEN, session=held)

    page = sign_in(supervisor).get(f"/sessions/{held.pk}/topic/").content.decode()

    assert "破解土地要素瓶颈制约" in page
    assert "本组内部问题" not in page


@pytest.mark.parametrize("role", ["member", "supervisor"])
def test_an_empty_choice_shows_the_pool_to_nobody_who_may_not_choose(
    cast, sign_in, group, topic, role
):
    held = SessionFactory(group=group, stage="meeting", announced_at=timezone.now())

    page = sign_in(cast[role]).post(f"/sessions/{held.pk}/topic/take/", {})

    assert page.status_code == 403
    assert "破解土地要素瓶颈制约" not in page.content.decode()


def test_a_problem_is_raised_by_who_supervises_the_group_or_stands_above_it(
    sign_in, member, group, supervisor
):
    above = UnitFactory(name="新昌县委")
    group.unit.parent, group.unit.path = above, f"{above.path}{group.unit.pk}/"
    group.unit.save()
    stranger = UnitFactory(name="与此无关的单位")
    typed = PROBLEM | {"group": group.pk}
    browser = sign_in(member)

    shown = browser.get("/problems/new/").context["form"].fields["raised_by_unit"].queryset
    refused = browser.post("/problems/new/", typed | {"raised_by_unit": stranger.pk})
    taken = browser.post("/problems/new/", typed | {"raised_by_unit": supervisor.unit.pk})

    assert set(shown) == {above, supervisor.unit}
    assert "raised_by_unit" in refused.context["form"].errors
    assert taken["Location"] == "/problems/"
    assert Problem.objects.get().raised_by_unit == supervisor.unit


@pytest.fixture
def old_problem(group, member):
    """A problem with fifty newer ones before it."""
    old = ProblemFactory(group=group, title="很早的问题", found_on=date(2016, 1, 1))
    ProblemFactory.create_batch(50, group=group, created_by=member)
    return old


def offered(page):
    return [choice[1].title for choice in page.context["form"].fields["problems"].widget.choices]


@pytest.mark.parametrize("query", ["", "?problem=abc", "?problem=" + "9" * 30, "?problem=999"])
def test_a_topic_offers_the_newest_fifty_problems(sign_in, member, old_problem, query):
    page = sign_in(member).get(f"/topics/new/{query}")

    assert len(offered(page)) == 50
    assert "很早的问题" not in page.content.decode()


def test_an_older_problem_named_in_the_address_is_offered_and_ticked(sign_in, member, old_problem):
    page = sign_in(member).get(f"/topics/new/?problem={old_problem.pk}")

    assert len(offered(page)) == 51
    assert offered(page)[-1] == "很早的问题"
    assert f'value="{old_problem.pk}" id="id_problems_50" checked' in page.content.decode()


def test_an_older_problem_chosen_before_stays_with_the_topic(sign_in, member, group, old_problem):
    topic = TopicFactory(group=group, proposed_by=member)
    topic.problems.add(old_problem)
    browser = sign_in(member)

    page = browser.get(f"/topics/{topic.pk}/")
    answer = browser.post(f"/topics/{topic.pk}/", TOPIC | {"problems": [old_problem.pk]})
    refused = browser.post(
        f"/topics/{topic.pk}/", TOPIC | {"title": "", "problems": [old_problem.pk]}
    )

    assert "很早的问题" in offered(page)
    assert answer["Location"] == "/topics/"
    assert list(topic.problems.all()) == [old_problem]
    assert "很早的问题" in offered(refused)


def test_another_group_s_problem_is_offered_to_nobody(sign_in, member, group):
    theirs = ProblemFactory(title="别组的问题")

    page = sign_in(member).get(f"/topics/new/?problem={theirs.pk}")

    assert "别组的问题" not in page.content.decode()


def test_an_empty_pool_says_where_a_topic_is_proposed(sign_in, secretary, session):
    page = sign_in(secretary).get(f"/sessions/{session.pk}/topic/").content.decode()

    assert "议题库中没有可以选用的议题。" in page
    assert 'href="/topics/new/"' in page
    assert "选用并请组长审定" not in page


@pytest.mark.parametrize("path", ["/topics/", "/problems/"])
def test_nothing_may_be_proposed_by_whoever_belongs_to_no_group(sign_in, member, outsider, path):
    assert f'href="{path}new/"' in sign_in(member).get(path).content.decode()
    assert f'href="{path}new/"' not in sign_in(outsider).get(path).content.decode()
