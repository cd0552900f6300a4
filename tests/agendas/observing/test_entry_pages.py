"""Inspections and what learners take home on their pages."""

from __future__ import annotations

import pytest
from django.utils import timezone

from agendas.attendance.models import Capacity
from agendas.observing.models import Inspection, Takeaway
from tests.factories import (
    ProblemFactory,
    SessionFactory,
    attend,
    seat,
)

pytestmark = pytest.mark.django_db


def test_a_secretary_enters_an_inspection_from_a_letter(sign_in, secretary, supervisor, group):
    client, path = sign_in(secretary), f"/inspections/new/?group={group.pk}"
    facts = {"kind": "patrol", "unit": supervisor.unit_id, "inspected_on": "2017-03-01"}

    empty = client.post(path, facts | {"problems": " "})
    client.post(path, facts | {"problems": "整改不到位"})

    assert empty.status_code == 422
    assert "请至少列出一个问题" in empty.content.decode()
    assert Inspection.objects.get().problems.get().title == "整改不到位"
    assert "整改不到位" in client.get("/inspections/").content.decode()


@pytest.mark.parametrize("role", ["member", "outsider", "above"])
def test_nobody_else_finds_the_form(sign_in, everybody, group, role):
    client = sign_in(everybody[role])

    assert client.get(f"/inspections/new/?group={group.pk}").status_code == 302
    assert client.post(f"/inspections/new/?group={group.pk}").status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_the_inspections_cost_the_same_for_one_row_and_for_three(
    sign_in, supervisor, group, django_assert_num_queries, rows
):
    for _ in range(rows):
        facts = {"unit": supervisor.unit, "inspected_on": "2017-03-01", "entered_by": supervisor}
        made = Inspection.objects.create(group=group, kind="patrol", **facts)
        made.problems.add(ProblemFactory(group=group))
    client = sign_in(supervisor)

    with django_assert_num_queries(9):
        assert len(client.get("/inspections/").context["page"].object_list) == rows


def test_a_learner_writes_down_what_he_takes_home(sign_in, other_secretary, secretary, announced):
    attend(announced, other_secretary, capacity=Capacity.LEARNER)
    announced.guests.add(other_secretary)
    client, path = sign_in(other_secretary), f"/sessions/{announced.pk}/people/takeaway/"

    link = client.get(f"/sessions/{announced.pk}/people/").content.decode()
    long = client.post(path, {"text": "长" * 501})
    client.post(path, {"text": "回去清存量"})

    assert path in link
    assert long.status_code == 422
    assert Takeaway.objects.get().text == "回去清存量"
    assert "回去清存量" in client.get("/takeaways/").content.decode()
    assert "回去清存量" not in sign_in(secretary).get("/takeaways/").content.decode()
    assert sign_in(secretary).get(path).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_takeaways_cost_the_same_for_one_row_and_for_three(
    sign_in, other_secretary, django_assert_num_queries, rows
):
    home = other_secretary.memberships.get().group
    for _ in range(rows):
        Takeaway.objects.create(
            session=SessionFactory(),
            person=seat(home),
            group=home,
            text="x",
            written_at=timezone.now(),
        )
    client = sign_in(other_secretary)

    with django_assert_num_queries(5):
        assert len(client.get("/takeaways/").context["page"].object_list) == rows
