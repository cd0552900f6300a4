"""The supervising unit chooses a session of a group it supervises."""

from __future__ import annotations

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from accounts.audit.models import LogEntry
from accounts.notices.models import Notice
from agendas.observing import actions
from agendas.observing.models import Observation, ObservationState
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from tests.agendas.observing.conftest import CHOSEN
from tests.factories import UserFactory, at

pytestmark = pytest.mark.django_db

ROLES = [
    *("leader", "deputy", "secretary", "member", "guest", "outsider", "other_secretary"),
    *("observer", "second", "above"),
]


def propose(session, by, *, moment=CHOSEN):
    return actions.propose(session=session, by=by, at=moment)


@pytest.mark.parametrize("role", ["supervisor", "other_supervisor", *ROLES])
def test_who_directly_supervises_the_group_may_choose_its_session(everybody, announced, role):
    if role not in ("supervisor", "other_supervisor"):
        with pytest.raises(PermissionDenied):
            propose(announced, everybody[role])
        assert not Observation.objects.exists()
        assert not Notice.objects.exists()
        return
    made = propose(announced, everybody[role])

    assert (made.unit, made.state) == (everybody[role].unit, ObservationState.PROPOSED)


def test_the_leads_of_the_group_are_asked_and_the_log_holds_no_words(
    announced, supervisor, leader, secretary, member
):
    made = propose(announced, supervisor)

    told = Notice.objects.filter(kind="decide")
    assert {notice.recipient for notice in told} == {leader, secretary}
    assert {notice.path for notice in told} == {f"/observations/{made.pk}/"}
    entry = LogEntry.objects.get(kind="observation.propose")
    assert entry.label == "列席旁听"


def test_two_units_may_each_choose_it_and_one_unit_only_once(
    announced, supervisor, other_supervisor
):
    propose(announced, supervisor)
    propose(announced, other_supervisor)

    with pytest.raises(ValidationError) as refused:
        propose(announced, supervisor)

    assert refused.value.code == "already"
    assert Observation.objects.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": at("2017-03-20 08:59")},
        {"starts_at": None},
        {"announced_at": None},
        {"stage": Stage.CONVERSION},
    ],
)
def test_what_is_not_ahead_or_not_announced_cannot_be_chosen(announced, supervisor, change):
    StudySession.objects.filter(pk=announced.pk).update(**change)

    with pytest.raises(ValidationError) as refused:
        propose(announced, supervisor)

    assert refused.value.code == "not_ahead"
    assert not Observation.objects.exists()


def test_where_another_time_was_asked_for_the_unit_may_ask_again(proposed, supervisor, leader):
    actions.ask_another(observation=proposed, by=leader, at=CHOSEN, words="四月为好")

    again = propose(proposed.session, supervisor, moment=at("2017-03-21 09:00"))

    assert (again.pk, again.state, again.words) == (proposed.pk, ObservationState.PROPOSED, "")
    assert Notice.objects.filter(recipient=leader, kind="decide").count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_supervisors_of_a_unit_at_the_same_moment_one_chooses(
    announced, supervisor, other_supervisor
):
    colleague = UserFactory(unit=supervisor.unit)
    colleague.roles.create(role="supervisor", unit=supervisor.unit)
    gate, codes = threading.Barrier(3), []

    def choose(person):
        session = StudySession.objects.select_related("group").get(pk=announced.pk)
        gate.wait()
        try:
            propose(session, person)
        except ValidationError as refused:
            codes.append(refused.code)
        finally:
            connection.close()

    people = (supervisor, colleague, other_supervisor)
    threads = [threading.Thread(target=choose, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert codes == ["already"]
    units = {row.unit_id for row in Observation.objects.all()}
    assert units == {supervisor.unit_id, other_supervisor.unit_id}
