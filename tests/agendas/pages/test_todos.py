"""All one owes, a page at a time, and what others have still to decide."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agendas.measures.actions import apply_closing
from agendas.pages.desk import desk_of
from agendas.research.actions import decide_excuse
from agendas.research.models import Excuse
from studygroups.forms.models import Stage
from tests.agendas.pages.many import many_duties, many_measures
from tests.factories import (
    SessionFactory,
    at,
    measure_of,
    minutes_of,
    owe,
)

pytestmark = pytest.mark.django_db


def _meeting(group, **facts):
    return SessionFactory(group=group, stage=Stage.MEETING, announced_at=timezone.now(), **facts)


def test_what_a_session_lacks_stands_at_its_date_on_every_page(group, secretary, sign_in):
    many_measures(secretary, SessionFactory(group=group, stage=Stage.FOLLOWUP), 40)
    SessionFactory(group=group, starts_at=at("2027-01-20 09:00"))
    client = sign_in(secretary)

    first, second = (client.get("/todos/", {"page": page}).context["todos"] for page in (1, 2))

    assert [todo.title for todo in first].count("未选定议题") == 1
    assert (len(first), len(second)) == (30, 11)
    assert [todo.due_on for todo in (*first, *second)] == sorted(
        todo.due_on for todo in (*first, *second)
    )


@pytest.mark.parametrize(("page", "number"), [("0", 1), ("9", 2), ("x", 1), ("9" * 40, 1)])
def test_a_page_that_does_not_exist_is_the_nearest(group, member, sign_in, page, number):
    many_measures(member, SessionFactory(group=group, stage=Stage.FOLLOWUP), 31)

    context = sign_in(member).get("/todos/", {"page": page}).context

    assert context["page"].number == number
    assert len(context["todos"]) == (30, 1)[number - 1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_all_he_owes_costs_the_same(
    count, group, member, sign_in, django_assert_num_queries
):
    many_measures(member, SessionFactory(group=group, stage=Stage.FOLLOWUP), count)
    many_duties(member, group, count)
    client = sign_in(member)

    with django_assert_num_queries(10):
        assert len(client.get("/todos/").context["todos"]) == 2 * count


def test_what_he_asked_of_others_is_listed_until_it_is_decided(
    group, leader, member, other_secretary, sign_in
):
    session = SessionFactory(group=group, stage=Stage.RESEARCH, title="四月学习会")
    duty = owe(session, member, excuse=Excuse.ASKED, excuse_reason="参加培训")

    (asked,) = desk_of(member, at=timezone.now()).awaited
    page = sign_in(member).get("/").content.decode()

    assert (asked.title, asked.note) == ("免交调研", "四月学习会")
    assert "待他人审定（1）" in page
    assert sign_in(member).get(asked.path).status_code == 200
    assert desk_of(leader, at=timezone.now()).awaited == []
    decide_excuse(duty=duty, by=leader, at=timezone.now(), outcome="approved")
    assert desk_of(member, at=timezone.now()).awaited == []


def test_an_owner_from_outside_sees_his_closing_wait(group, outsider, sign_in):
    held = SessionFactory(group=group, stage=Stage.FOLLOWUP)
    measure = measure_of(held, owner=outsider, due_on=date(2027, 6, 30), title="供地 1500 亩")
    apply_closing(measure=measure, by=outsider, at=timezone.now(), evidence="全部供地")

    (asked,) = desk_of(outsider, at=timezone.now()).awaited

    assert asked.title == "措施销号：供地 1500 亩"
    assert "供地 1500 亩" in sign_in(outsider).get(asked.path).content.decode()


def test_what_waits_for_another_is_listed_once(group, secretary, leader, sign_in):
    held = _meeting(group, starts_at=timezone.now() - timedelta(days=1))
    minutes_of(held, secretary, state="submitted", submitted_by=secretary)

    desk = desk_of(secretary, at=timezone.now())

    assert [todo.title for todo in desk.awaited] == ["会议记录"]
    assert "会议记录待审定" not in [todo.title for todo in desk.todos]
    assert desk.total == len(sign_in(secretary).get("/todos/").context["todos"])
