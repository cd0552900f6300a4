"""Visits a paper tells of, and the problems met there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agendas.research import actions
from agendas.research.models import FieldVisit, MetProblem
from agendas.topics.models import Problem, ProblemSource
from studygroups.forms.models import Stage
from tests.factories import paper_of, visit_of

pytestmark = pytest.mark.django_db


def text_of(page):
    return page.content.decode()


def note(paper, by, **facts):
    usual: dict[str, Any] = {"visited_on": timezone.localdate(), "place": "南明街道"}
    return actions.note_visit(paper=paper, by=by, at=timezone.now(), **(usual | facts))


def test_a_visit_is_noted_counted_and_taken_off(sign_in, session, member, duty):
    paper, browser = paper_of(duty), sign_in(member)

    browser.post(
        f"/research/{paper.pk}/visits/",
        {
            "visited_on": "2017-03-01",
            "place": "南明街道",
            "met_count": "12",
            "problems": "断电\n\n 堵路 ",
            "solved": "路灯",
        },
    )
    page = text_of(browser.get(f"/research/{paper.pk}/"))
    card = text_of(browser.get(f"/sessions/{session.pk}/research/"))
    browser.post(f"/research/visits/{FieldVisit.objects.get().pk}/remove/")

    assert "走访 1 次，见面 12 人次，发现问题 3 个，解决 1 个。" in " ".join(page.split())
    assert "走访 1 次，发现问题 3 个，解决 1 个。" in " ".join(card.split())
    assert not FieldVisit.objects.exists()


def test_a_refused_visit_is_shown_again_with_what_was_typed(sign_in, member, duty):
    paper, tomorrow = paper_of(duty), timezone.localdate() + timedelta(days=1)

    page = sign_in(member).post(
        f"/research/{paper.pk}/visits/",
        {"visited_on": tomorrow.isoformat(), "place": "南明街道", "met_count": "1"},
    )

    assert page.status_code == 422
    assert "走访日期不能晚于今天。" in text_of(page)
    assert 'value="南明街道"' in text_of(page)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"visited_on": timezone.localdate() + timedelta(days=2)}, "visit_future"),
        ({"problems": ["断电"] * 6, "solved": ["堵路"] * 5}, "visit_problems"),
        ({"problems": ["长" * 101]}, "visit_problem_long"),
    ],
)
def test_a_visit_that_cannot_be_is_refused(member, duty, facts, code):
    with pytest.raises(ValidationError) as refused:
        note(paper_of(duty), member, **facts)

    assert refused.value.code == code
    assert not FieldVisit.objects.exists()


def test_twenty_visits_are_enough(member, duty):
    paper = paper_of(duty)
    for _ in range(20):
        visit_of(paper)

    with pytest.raises(ValidationError) as refused:
        note(paper, member)

    assert refused.value.code == "visit_full"


def test_a_problem_met_goes_on_the_list_in_one_click_and_once(sign_in, member, duty):
    visit = note(paper_of(duty), member, problems=["断电"], solved=["堵路"])
    met, solved = visit.problems.all()
    browser = sign_in(member)

    for _ in range(2):
        browser.post(f"/research/problems/{met.pk}/list/")

    problem = Problem.objects.get()
    assert (problem.title, problem.source) == ("断电", ProblemSource.VISIT)
    assert (problem.found_on, problem.group) == (visit.visited_on, visit.paper.session.group)
    assert "已列入问题清单" in text_of(browser.get(f"/research/{visit.paper_id}/"))
    for one, code in (
        (MetProblem.objects.get(pk=met.pk), "already_listed"),
        (solved, "already_solved"),
    ):
        with pytest.raises(ValidationError) as refused:
            actions.list_problem(met=one, by=member, at=timezone.now())
        assert refused.value.code == code
    assert Problem.objects.count() == 1


def test_a_closed_session_takes_no_more_visits(session, member, duty):
    visit = visit_of(paper_of(duty))
    session.stage = Stage.CLOSED
    session.save()
    now = timezone.now()

    for act in (
        lambda: note(visit.paper, member),
        lambda: actions.remove_visit(visit=visit, by=member, at=now),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == "closed"
    assert FieldVisit.objects.get() == visit


@pytest.mark.parametrize(
    ("role", "notes", "lists"),
    [
        ("leader", True, True),
        ("deputy", True, True),
        ("secretary", True, True),
        ("member", False, True),
        ("supervisor", False, False),
        ("guest", False, False),
        ("other_secretary", False, False),
        ("outsider", False, False),
    ],
)
def test_authors_and_leads_note_visits_and_the_group_lists_problems(
    cast, deputys_duty, leaders_duty, role, notes, lists
):
    paper, by, now = paper_of(leaders_duty), cast[role], timezone.now()
    met = visit_of(paper, "断电").problems.get()

    for act, may in (
        (lambda: actions.list_problem(met=met, by=by, at=now), lists),
        (lambda: note(paper, by), notes),
        (lambda: actions.remove_visit(visit=met.visit, by=by, at=now), notes),
    ):
        if may:
            act()
        else:
            with pytest.raises(PermissionDenied):
                act()
