"""Feedback, and what the group did about it."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.audit.models import LogEntry
from accounts.notices.models import Notice
from accounts.search.models import Entry
from agendas.observing import actions
from agendas.observing.models import Observation, ObservationState
from agendas.sessions.models import StudySession
from agendas.topics.models import Problem
from tests.agendas.observing.conftest import OVER
from tests.factories import at

pytestmark = pytest.mark.django_db

GOOD = {
    "overall": "研讨充分。",
    "highlights": "调研扎实。",
    "problems": ["净地出让未到位", "指标紧缺"],
}


def report(observation, by, *, moment=OVER, **words):
    return actions.report(observation=observation, by=by, at=moment, **(GOOD | words))


@pytest.mark.parametrize("role", ["observer", "supervisor"])
def test_the_lead_or_a_supervisor_gives_the_feedback_and_its_problems_join_the_list(
    everybody, agreed, leader, member, role
):
    report(agreed, everybody[role])

    found = Problem.objects.visible_to(member)
    assert {one.title for one in found} == set(GOOD["problems"])
    facts = {(one.source, one.found_on, one.raised_by_unit) for one in found}
    assert facts == {("observer", date(2017, 3, 31), agreed.unit)}
    assert set(agreed.problems.all()) == set(Problem.objects.visible_to(everybody["supervisor"]))
    assert Entry.objects.filter(title__contains="净地出让").exists()
    assert Notice.objects.filter(recipient=leader, text__contains="反馈").exists()
    assert not LogEntry.objects.filter(label__contains="净地").exists()


@pytest.mark.parametrize(
    "role", ["second", "secretary", "leader", "member", "other_supervisor", "above", "outsider"]
)
def test_nobody_else_gives_feedback(everybody, agreed, role):
    with pytest.raises(PermissionDenied):
        report(agreed, everybody[role])

    assert not Problem.objects.exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"overall": "长" * 490, "highlights": "", "problems": ["问题" * 6]}, "too_long"),
        ({"overall": "长" * 501, "highlights": "", "problems": []}, "too_long"),
        ({"overall": " "}, "no_words"),
        ({"problems": ["长" * 101]}, "problem_too_long"),
        ({"problems": ["短"] * 11}, "too_many"),
        ({"moment": at("2017-03-31 14:29")}, "not_held"),
    ],
)
def test_feedback_has_words_not_too_many_and_comes_after_the_meeting(agreed, observer, words, code):
    with pytest.raises(ValidationError) as refused:
        report(agreed, observer, **words)

    assert refused.value.code == code
    agreed.refresh_from_db()
    assert agreed.state == ObservationState.AGREED
    assert not Problem.objects.exists()


def test_while_the_meeting_lasts_there_is_no_feedback(agreed, observer):
    StudySession.objects.update(ends_at=at("2017-03-31 17:00"))

    with pytest.raises(ValidationError) as refused:
        report(agreed, observer, moment=at("2017-03-31 16:59"))
    report(agreed, observer, moment=at("2017-03-31 17:00"))

    assert refused.value.code == "not_held"


def test_exactly_five_hundred_characters_are_taken_once(agreed, observer):
    report(agreed, observer, overall="长" * 400, highlights="", problems=["短" * 100])

    with pytest.raises(ValidationError) as refused:
        report(agreed, observer)

    assert refused.value.code == "reported"
    assert Problem.objects.count() == 1


def test_what_was_not_agreed_is_not_fed_back_on(proposed, supervisor):
    with pytest.raises(ValidationError) as refused:
        report(proposed, supervisor)

    assert refused.value.code == "wrong_state"


@pytest.mark.parametrize(
    ("role", "may"),
    [
        *((role, True) for role in ("leader", "deputy", "secretary")),
        *((role, False) for role in ("member", "supervisor", "observer", "outsider", "above")),
    ],
)
def test_the_leads_note_what_they_did(everybody, reported, role, may):
    words = {"observation": reported, "by": everybody[role], "at": OVER, "text": " 已整改 "}
    if may:
        actions.respond(**words)
    else:
        with pytest.raises(PermissionDenied):
            actions.respond(**words)

    reported.refresh_from_db()
    assert reported.response == ("已整改" if may else "")
    told = Notice.objects.filter(recipient=everybody["supervisor"], text__contains="整改")
    assert told.exists() is may


@pytest.mark.parametrize(
    ("state", "text", "code"),
    [("agreed", "已整改", "wrong_state"), ("reported", " ", "no_response")],
)
def test_a_note_has_words_and_something_it_answers(reported, leader, state, text, code):
    Observation.objects.update(state=state)

    with pytest.raises(ValidationError) as refused:
        actions.respond(observation=reported, by=leader, at=OVER, text=text)

    assert refused.value.code == code
    reported.refresh_from_db()
    assert reported.response == ""
