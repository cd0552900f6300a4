"""A past session entered by mistake is taken out again, as long as nobody worked on it."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.audit.models import LogEntry
from agendas.attendance.models import Attendance
from agendas.board.models import BoardNotice
from agendas.minutes.models import Minutes, Resolution
from agendas.sessions.models import Decision, Matter, StudySession
from agendas.workflow import actions
from agendas.workflow.rules import PastEntry
from studygroups.years.models import GroupYear
from tests.agendas.workflow.conftest import TODAY
from tests.factories import SessionFactory, entered, measure_of

pytestmark = pytest.mark.django_db

ENTITLED = ("leader", "deputy", "secretary")
EVERYBODY = (*ENTITLED, "member", "supervisor", "other_secretary", "guest", "outsider")


@pytest.fixture
def past(group, full_form, secretary, leader) -> StudySession:
    """A session in follow-up, entered with a record and a result."""
    entry = PastEntry(
        form=full_form,
        title="学习讲话",
        held_on=date(2017, 3, 31),
        record="记录",
        results=[("decision", "每月通报")],
        stage="followup",
    )
    return actions.enter_past(group=group, entries=[entry], by=secretary, at=TODAY)[0]


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may_take_out_a_past_session(cast, past, role):
    given = {"session": past, "by": cast[role], "at": TODAY}

    if role in ENTITLED:
        actions.withdraw_past(**given)
        assert not StudySession.objects.exists()
    else:
        with pytest.raises(PermissionDenied):
            actions.withdraw_past(**given)
        assert StudySession.objects.exists()


def test_all_that_came_with_it_goes_and_the_log_keeps_that_it_was_there(past, secretary):
    GroupYear.objects.update(is_stale=False)

    actions.withdraw_past(session=past, by=secretary, at=TODAY)

    left = (Attendance, Minutes, Resolution)
    assert not any(model.objects.exists() for model in left)
    entry = LogEntry.objects.get(kind="session.withdraw_past")
    assert entry.object_key == f"agendas.studysession:{past.pk}"
    assert GroupYear.objects.get().is_stale


def measures_are_made(session, person):
    measure_of(session, owner=person, due_on=date(2017, 12, 31))


def it_was_sent_back(session, person):
    actions.send_back(session=session, by=person, at=TODAY, reason="更正")


def something_was_decided(session, person):
    Decision.objects.create(
        session=session, matter=Matter.MINUTES, outcome="approved", by=person, on=TODAY.date()
    )


def something_was_given(session, person):
    entered(session, session.group.memberships.get(role="leader").person, person)


def the_board_speaks_of_it(session, person):
    BoardNotice.objects.create(session=session, title="x", text="x", prepared_by=person)


@pytest.mark.parametrize(
    "since",
    [
        measures_are_made,
        it_was_sent_back,
        something_was_decided,
        something_was_given,
        the_board_speaks_of_it,
    ],
)
def test_once_anybody_worked_on_it_it_stays(past, secretary, since):
    since(past, secretary)

    with pytest.raises(ValidationError) as refused:
        actions.withdraw_past(session=past, by=secretary, at=TODAY)

    assert refused.value.code == "worked_on"
    assert StudySession.objects.exists()


def test_a_session_held_here_is_never_taken_out(group, secretary):
    session = SessionFactory(group=group)

    with pytest.raises(ValidationError) as refused:
        actions.withdraw_past(session=session, by=secretary, at=TODAY)

    assert refused.value.code == "not_backfilled"
    assert StudySession.objects.exists()


def test_the_overview_offers_it_to_those_who_run_it(past, sign_in, secretary, member):
    path = f"/sessions/{past.pk}/"
    assert "撤销补录" not in sign_in(member).get(path).content.decode()
    browser = sign_in(secretary)
    assert "撤销补录" in browser.get(path).content.decode()

    answer = browser.post(f"{path}withdraw-past/")

    assert answer["Location"] == f"/sessions/past/?group={past.group_id}&again=1"
    assert not StudySession.objects.exists()


def test_a_refusal_leads_back_to_the_overview(sign_in, secretary, group):
    session = SessionFactory(group=group)

    answer = sign_in(secretary).post(f"/sessions/{session.pk}/withdraw-past/", follow=True)

    assert answer.redirect_chain[-1][0] == f"/sessions/{session.pk}/"
    assert "只有补录的学习会可以撤销。" in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [("secretary", 204), ("member", 403), ("supervisor", 403), ("outsider", 404)],
)
def test_a_program_takes_it_out_as_the_page_does(past, api, cast, role, status):
    answer = api(cast[role]).post(f"/api/v1/sessions/{past.pk}/withdraw-past/")

    assert (answer.status_code, StudySession.objects.exists()) == (status, status != 204)
