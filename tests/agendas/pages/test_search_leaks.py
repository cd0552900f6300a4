"""What somebody may not see is neither found nor counted, for every kind of thing."""

from __future__ import annotations

import pytest
import time_machine
from django.utils import timezone

from accounts.people.models import User
from agendas.pages.search import KINDS
from agendas.topics.models import Problem
from tests import factories
from tests.agendas.pages.search_cast import WORD, open_everything, write_everything

pytestmark = pytest.mark.django_db

ALL = frozenset(KINDS)
NOTHING: frozenset[str] = frozenset()
DRAFTS = {
    "leader": ALL,
    "deputy": ALL,
    "secretary": ALL,
    # Minutes and report are drafts, the research is another's and was returned.
    "member": {"session", "problem", "topic", "measure"},
    **dict.fromkeys(("supervisor", "other_secretary", "guest", "outsider"), NOTHING),
}
READY = {
    **dict.fromkeys(("leader", "deputy", "secretary", "member"), ALL),
    "supervisor": ALL - {"problem"},
    **dict.fromkeys(("other_secretary", "guest", "outsider"), NOTHING),
}


@pytest.fixture
def session(cast, group):
    return write_everything(group, author=cast["leader"], secretary=cast["secretary"])


@pytest.fixture
def elsewhere(cast):
    """The same in a group that nobody of the cast has to do with, and all of it ready."""
    group = factories.StudyGroupFactory()
    person = factories.seat(group)
    session = write_everything(group, author=person, secretary=person)
    open_everything(session, to=factories.supervisor_of(group))


def kinds_found(browser, query: str = WORD) -> dict[str, int]:
    """What the tabs count, after seeing that it is what is listed."""
    page = browser.get(f"/search/?q={query}")
    counts = {slug: count for slug, _, count in page.context["tabs"]}
    assert sum(counts.values()) == page.context["total"] == len(page.context["hits"])
    assert ("没有找到" in page.content.decode()) == (not counts)
    return counts


@pytest.mark.parametrize("role", DRAFTS)
def test_who_finds_what_is_not_ready(cast, sign_in, session, elsewhere, role):
    browser = sign_in(cast[role])

    assert kinds_found(browser) == dict.fromkeys(sorted(DRAFTS[role], key=[*KINDS].index), 1)


@pytest.mark.parametrize("role", READY)
def test_who_finds_what_is_ready(cast, sign_in, session, elsewhere, role):
    open_everything(session, to=cast["supervisor"])
    browser = sign_in(cast[role])

    assert kinds_found(browser) == dict.fromkeys(sorted(READY[role], key=[*KINDS].index), 1)


@pytest.mark.parametrize("role", ["other_secretary", "guest", "outsider", "supervisor"])
def test_nothing_of_it_hangs_below_the_box_either(cast, sign_in, session, elsewhere, role):
    page = sign_in(cast[role]).get(f"/search/quick/?q={WORD}").content.decode()

    assert "没有找到" in page
    assert WORD not in page


@pytest.mark.parametrize("asked", ["丙", WORD, f"{WORD} 的"])
def test_one_character_leaks_no_more_than_a_word(cast, sign_in, session, elsewhere, asked):
    assert kinds_found(sign_in(cast["outsider"]), asked) == {}
    assert "research" not in kinds_found(sign_in(cast["member"]), asked)


def test_rights_are_asked_whenever_somebody_searches(cast, sign_in, session):
    browser = sign_in(cast["member"])
    assert kinds_found(browser)

    cast["member"].memberships.update(until=timezone.localdate().replace(year=2020))

    assert kinds_found(browser) == {}


def test_the_author_finds_his_own_returned_paper_and_an_owner_from_outside_his_measure(
    cast, sign_in, session
):
    outsider = cast["outsider"]
    session.measures.update(owner=outsider)
    session.duties.update(person=cast["member"])

    assert kinds_found(sign_in(outsider)) == {"measure": 1}
    assert kinds_found(sign_in(cast["member"]))["research"] == 1
    # He is not told of which session: he may not open it.
    assert f"{WORD}学习会" not in sign_in(outsider).get(f"/search/?q={WORD}").content.decode()


def test_a_supervisor_finds_the_problem_his_unit_raised(cast, sign_in, session):
    Problem.objects.update(raised_by_unit=cast["supervisor"].unit)

    assert kinds_found(sign_in(cast["supervisor"])) == {"problem": 1}


def test_every_hit_leads_to_a_page_that_opens(cast, sign_in, session):
    open_everything(session, to=cast["supervisor"])
    for role in ("secretary", "member", "supervisor"):
        browser = sign_in(cast[role])
        hits = browser.get(f"/search/?q={WORD}").context["hits"]
        assert {browser.get(hit.path).status_code for hit in hits} == {200}


@pytest.mark.parametrize("slug", KINDS)
def test_the_condition_kept_for_a_day_holds_nothing_but_the_persons_key(
    cast, session, django_assert_num_queries, slug
):
    def condition(person: User) -> object:
        visible = KINDS[slug].things.model.objects.visible_to(person)
        return visible.query.sql_with_params()

    written = []
    for hour in (1, 12, 23):
        with time_machine.travel(f"2026-03-31T{hour:02}:00:00+08:00", tick=False):
            with django_assert_num_queries(0):
                written.append(condition(User(pk=cast["supervisor"].pk)))
            written.append(condition(cast["supervisor"]))

    assert all(each == written[0] for each in written)
