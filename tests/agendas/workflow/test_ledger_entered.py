"""A ledger kept after its dry run and entered: by whom, once, all or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.files.actions import store
from accounts.notices.models import Notice
from accounts.people.models import User
from agendas.attendance.models import Attendance
from agendas.sessions.models import StudySession
from agendas.workflow import actions
from agendas.workflow.models import Ledger
from studygroups.groups.models import GroupRole
from tests.agendas.workflow.conftest import TODAY
from tests.factories import SessionFactory, at

pytestmark = pytest.mark.django_db

ENTITLED = ("leader", "deputy", "secretary")
EVERYBODY = (*ENTITLED, "member", "supervisor", "other_secretary", "guest", "outsider")


@pytest.fixture
def keep(group, secretary, leader, deputy, member, ledger_of):
    """Those rows uploaded by the secretary, waiting."""

    def one(*rows: dict[str, Any], by: User = secretary) -> Ledger:
        file = store(ledger_of(*rows), by=by)
        return actions.take_ledger(group=group, file=file, by=by, at=TODAY)

    return one


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may_upload_a_ledger(cast, group, secretary, ledger_of, role):
    given = {"group": group, "file": store(ledger_of({}), by=secretary), "at": TODAY}

    if role in ENTITLED:
        assert actions.take_ledger(by=cast[role], **given).uploaded_by == cast[role]
    else:
        with pytest.raises(PermissionDenied):
            actions.take_ledger(by=cast[role], **given)
        assert not Ledger.objects.exists()


@pytest.mark.parametrize("role", EVERYBODY)
def test_only_who_uploaded_a_ledger_sees_and_enters_it(cast, keep, role):
    ledger = keep({})

    if role == "secretary":
        assert len(actions.enter_ledger(ledger=ledger, by=cast[role], at=TODAY)) == 1
    else:
        assert not Ledger.objects.visible_to(cast[role]).exists()
        with pytest.raises(PermissionDenied):
            actions.enter_ledger(ledger=ledger, by=cast[role], at=TODAY)
        assert not StudySession.objects.exists()


def test_who_runs_the_group_no_more_enters_nothing(keep, secretary):
    ledger = keep({})
    secretary.memberships.update(role=GroupRole.MEMBER)

    assert not Ledger.objects.visible_to(secretary).exists()
    with pytest.raises(PermissionDenied):
        actions.enter_ledger(ledger=ledger, by=secretary, at=TODAY)


def test_every_row_is_entered_once_and_silently(keep, secretary):
    ledger = keep({"leave": "成员丁"}, {})

    sessions = actions.enter_ledger(ledger=ledger, by=secretary, at=TODAY)
    with pytest.raises(ValidationError) as refused:
        actions.enter_ledger(ledger=ledger, by=secretary, at=TODAY)

    assert (len(sessions), refused.value.code) == (2, "entered")
    assert StudySession.objects.held().filter(is_backfilled=True).count() == 2
    origins = set(Attendance.objects.values_list("status", "origin"))
    assert origins == {("present", "imported"), ("leave", "")}
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("rows", "code"), [([{}, {"held_on": "某日"}, {}], "has_faults"), ([], "empty")]
)
def test_one_wrong_cell_keeps_out_every_row(keep, secretary, rows, code):
    ledger = keep(*rows)

    with pytest.raises(ValidationError) as refused:
        actions.enter_ledger(ledger=ledger, by=secretary, at=TODAY)

    assert refused.value.code == code
    assert not StudySession.objects.exists()
    ledger.refresh_from_db()
    assert ledger.entered_at is None


def test_a_session_entered_since_the_dry_run_keeps_the_ledger_out(keep, secretary, group):
    ledger = keep({"title": "旧的"}, {})
    SessionFactory(group=group, title="旧的", starts_at=at("2017-03-31 09:00"))

    with pytest.raises(ValidationError) as refused:
        actions.enter_ledger(ledger=ledger, by=secretary, at=TODAY)

    assert refused.value.code == "has_faults"
    assert StudySession.objects.count() == 1


def test_a_second_upload_takes_the_place_of_the_first(keep, leader):
    keep({})
    other = keep({}, by=leader)

    second = keep({}, {})

    assert set(Ledger.objects.all()) == {other, second}
