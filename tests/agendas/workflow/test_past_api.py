"""A past session entered by a program."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.sessions.models import StudySession

pytestmark = pytest.mark.django_db

ENTITLED = ("leader", "deputy", "secretary")
OTHERS = ("member", "supervisor", "guest", "outsider")


@pytest.fixture
def body(group, discussion, member, leader):
    """What a program sends for the same session."""
    return {
        "group": group.pk,
        "form": discussion.pk,
        "title": "学习讲话",
        "held_on": "2017-03-31",
        "begins": "14:30",
        "on_leave": [member.pk],
        "others": [{"capacity": "media", "headcount": 2}],
        "results": [{"kind": "decision", "text": "每月通报"}],
    }


@pytest.mark.parametrize("role", [*ENTITLED, *OTHERS, "other_secretary"])
def test_a_program_enters_one_as_the_page_does(api, cast, body, role):
    answer = api(cast[role]).post("/api/v1/sessions/past/", body, format="json")

    if role in ENTITLED:
        assert answer.status_code == 201
        assert (answer.json()["is_backfilled"], answer.json()["stage"]) == (True, "closed")
        assert answer.json()["starts_at"] == "2017-03-31T14:30:00+08:00"
    else:
        unseen = role in ("outsider", "guest", "other_secretary")
        assert answer.status_code == (400 if unseen else 403)
        assert not StudySession.objects.exists()


@pytest.mark.parametrize(
    ("told", "status", "code"),
    [
        ({"held_on": str(timezone.localdate() + timedelta(days=1))}, 409, "not_past"),
        ({"chair": 10**30}, 409, "not_seated"),
        ({"absent": [-1]}, 409, "not_seated"),
        ({"stage": "followup"}, 409, "no_followup"),
        ({"stage": "topic"}, 400, "invalid"),
        ({"held_on": "0001-01-01"}, 400, "invalid"),
        ({"others": [{"capacity": "member", "headcount": 1}]}, 400, "invalid"),
    ],
)
def test_a_refusal_has_its_code(api, secretary, body, told, status, code):
    answer = api(secretary).post("/api/v1/sessions/past/", body | told, format="json")

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not StudySession.objects.exists()
