"""Whatever is typed into a page's address or form, the page answers and never falls."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse

from accounts.people.models import Role, RoleGrant
from agendas.topics.models import Topic, TopicState
from agendas.urls import urlpatterns
from studygroups.forms.models import Stage
from tests.deploy.rows import everything_of

pytestmark = pytest.mark.django_db

HOSTILE = ["\x00", str(10**30), "0001-01-01T00:00"]
QUERIES = ["%00", str(10**30), "-1", "x", "1e400", "%ed%a0%80", "+x" * 1500]
ASKED = ["page", "group", "year", "form", "stage", "q", "light", "status", "scope", "next"]
ASKED += ["kind", "problem", "person", "role", "place", "from_on"]
ASKED += ["sort", "chosen", "lead", "second-q"]
# The pages that look at what is asked behind their address.
ASKING = [
    "desk",
    "approvals",
    "board",
    "sessions",
    "problems",
    "topics",
    "measures",
    "invite",
    "stand_ins",
    "past",
    "research_matrix",
    "make_ups_of_year",
    "group_ledger",
    "unit_ledger",
    "paper",
    "search",
    "quick_open",
    "manage",
    "manage_group",
    "observing",
    "observations",
    "observation",
    "inspections",
    "enter_inspection",
    "takeaways",
    "room",
]
ROW_OF = {
    "paper_id": "research",
    "make_up_id": "make-ups",
    "item_id": "agenda-items",
    "decision_id": None,
    "closing_id": None,
    "stand_in_id": "stand-ins",
    "proxy_id": None,
    "ledger_id": None,
    "seat_id": "memberships",
    "sign_up_id": "seats",
    "file_id": None,
}


@pytest.fixture
def rows(group, leader, secretary, member, stage) -> dict[str, Any]:
    found = everything_of(group, leader, secretary, member, stage=stage)
    Topic.objects.update(session=found["sessions"], state=TopicState.CHOSEN)
    return found


@pytest.fixture
def visitor(secretary) -> Client:
    """The secretary, who also seats people, so that every page answers him."""
    RoleGrant.objects.create(person=secretary, role=Role.SECURITY_ADMIN, unit=secretary.unit)
    client = Client(raise_request_exception=False)
    client.force_login(secretary)
    return client


def address(screen: URLPattern, rows: dict[str, Any]) -> str:
    """Where the screen is for the rows there are, or for a row that nobody has."""
    given: dict[str, Any] = {"kind": "media", "slug": "topic", "year": 2026, "token": "1:x"}
    given["code"] = "1-AAAAAAAA"
    for name in screen.pattern.converters:
        kind = ROW_OF.get(name, f"{name.removesuffix('_id')}s".replace("dutys", "duties"))
        given[name] = given.get(name) or (rows[kind].pk if kind else 1)
    wanted = {name: given[name] for name in screen.pattern.converters}
    return reverse(f"agendas:{screen.name}", kwargs=wanted)


@pytest.mark.parametrize("stage", [Stage.MEETING])
def test_a_hostile_question_is_answered_by_every_page(visitor, rows):
    paths = [address(screen, rows) for screen in urlpatterns if screen.name in ASKING]
    fallen = [
        f"{path} {value[:20]}"
        for path in [*paths, "/inbox/", "/accounts/login/"]
        for value in QUERIES
        if visitor.get(f"{path}?{'&'.join(f'{name}={value}' for name in ASKED)}").status_code >= 500
    ]

    assert fallen == []


@pytest.mark.parametrize("stage", [Stage.MEETING, Stage.CONVERSION])
def test_a_hostile_value_in_every_field_is_answered_by_every_form(visitor, rows, stage):
    paths = [address(screen, rows) for screen in urlpatterns]
    pages = "".join(visitor.get(path).content.decode(errors="replace") for path in paths)
    names = set(re.findall(r'name="([\w-]+)"', pages)) - {"csrfmiddlewaretoken"}
    fallen = []
    for path, value in itertools.product(paths, HOSTILE):
        with transaction.atomic():
            answer = visitor.post(path, dict.fromkeys(names, value))
            transaction.set_rollback(True)
        if answer.status_code >= 500:
            fallen.append(f"{path} {value[:20]!r} {answer.exc_info}")

    assert fallen == []
