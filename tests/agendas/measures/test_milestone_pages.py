"""Milestones on the page of a measure."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import milestone_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def step(measure):
    return milestone_of(measure)


def test_the_owner_sets_reports_and_drops_by_page(sign_in, measure, step, member):
    client, address = sign_in(member), f"/measures/{measure.pk}/"
    typed = {"title": "完成供地", "due_on": measure.due_on}

    client.post(f"{address}milestones/", typed)
    client.post(
        f"/milestones/{step.pk}/reach/",
        {"done_on": measure.starts_on, "evidence": "征迁协议全部签订"},
    )
    page = client.get(address).content.decode()
    client.post(f"/milestones/{measure.milestones.get(title='完成供地').pk}/drop/")

    assert "完成供地" in page
    assert "征迁协议全部签订" in page
    assert [one.title for one in measure.milestones.all()] == ["完成征迁"]


def test_a_refused_milestone_keeps_what_was_typed(sign_in, measure, step, member):
    client, late = sign_in(member), timezone.localdate() + timedelta(days=1)

    twice = client.post(
        f"/measures/{measure.pk}/milestones/", {"title": "完成征迁", "due_on": measure.due_on}
    )
    later = client.post(
        f"/milestones/{step.pk}/reach/", {"done_on": late, "evidence": "征迁协议全部签订"}
    )

    assert (twice.status_code, later.status_code) == (422, 422)
    assert "该措施已有同名节点。" in twice.content.decode()
    assert "完成日期不能晚于今天。" in later.content.decode()
    assert "征迁协议全部签订" in later.content.decode()


@pytest.mark.parametrize("verb", ["drop", "reach"])
def test_a_stranger_finds_no_milestone(sign_in, step, outsider, verb):
    assert sign_in(outsider).post(f"/milestones/{step.pk}/{verb}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_milestones_cost_the_same_few_queries(
    sign_in, measure, secretary, member, count, django_assert_num_queries
):
    for number in range(count):
        done = {"done_on": measure.starts_on, "done_by": member, "evidence": "已完成"}
        milestone_of(measure, title=f"节点{number}", **done)
    client = sign_in(secretary)

    with django_assert_num_queries(14):
        page = client.get(f"/measures/{measure.pk}/")

    assert page.content.decode().count("已完成</p>") == count
