"""What a session lacks, on the desk of whoever runs it: never nothing while one lacks something."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.attendance.models import Status
from agendas.minutes.models import MinutesState
from agendas.pages.desk import desk_of
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from tests.factories import SessionFactory, attend, minutes_of, owe

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(group, secretary) -> StudySession:
    """Held yesterday, its minutes with the leader: the most urgent, with nothing left to do."""
    held = timezone.now() - timedelta(days=1)
    told = held - timedelta(days=20)
    session = SessionFactory(group=group, stage=Stage.MEETING, starts_at=held, announced_at=told)
    minutes_of(session, secretary, state=MinutesState.SUBMITTED, submitted_by=secretary)
    attend(session, secretary, status=Status.PRESENT)
    return session


def ahead(group, member, days: int) -> StudySession:
    starts_at = timezone.now() + timedelta(days=days)
    session = SessionFactory(group=group, stage=Stage.RESEARCH, starts_at=starts_at)
    owe(session, member)
    return session


def lacking(person) -> list[tuple[str, str]]:
    return [(todo.note, todo.words) for todo in desk_of(person, at=timezone.now()).todos]


def test_while_the_most_urgent_waits_for_others_the_next_one_says_what_it_lacks(
    group, waiting, secretary, leader, member, sign_in
):
    session = ahead(group, member, 5)
    client = sign_in(secretary)

    desk, page = client.get("/"), client.get("/todos/")

    assert {note for note, _ in lacking(secretary)} == {str(session)}
    assert "1 人未完成调研" in desk.content.decode()
    assert "没有待办事项" not in desk.content.decode()
    assert desk.context["desk"].total == page.context["total"] == len(page.context["todos"])


def test_where_everything_waits_for_others_the_desk_says_so(waiting, secretary, leader, sign_in):
    page = sign_in(secretary).get("/").content.decode()

    assert lacking(secretary) == []
    assert "目前没有待您办理的事项。送审的列在下面" in page
    assert "没有待办事项" not in page


@pytest.mark.parametrize("role", ["secretary", "leader"])
@pytest.mark.parametrize("rows", [1, 3])
def test_looking_further_costs_the_same_however_many_there_are(
    group, waiting, member, cast, sign_in, role, rows, django_assert_num_queries
):
    for days in range(rows):
        ahead(group, member, 5 + days)
    client = sign_in(cast[role])

    with django_assert_num_queries(13 if role == "secretary" else 14):
        client.get("/")
