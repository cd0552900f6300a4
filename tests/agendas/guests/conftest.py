"""A session a month ahead with its notice out, an opening, and the switches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from agendas.attendance.models import Admission, Opening, OpeningKind
from agendas.board.models import BoardNotice
from agendas.guests.models import Seat
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from studygroups.localrules.models import LocalRule, RuleKey
from tests.factories import SessionFactory, UserFactory

LEADS = ("leader", "deputy", "secretary")
EVERYBODY = (*LEADS, "member", "supervisor", "other_secretary", "guest", "outsider")


@pytest.fixture
def coming(group, leader, deputy, secretary, member) -> StudySession:
    session: StudySession = SessionFactory(
        group=group,
        created_by=secretary,
        stage=Stage.MEETING,
        announced_at=timezone.now() - timedelta(days=1),
    )
    return session


@pytest.fixture
def switch(group) -> Callable[..., LocalRule]:
    """Switch signing up on at the group's unit."""

    def on(key: RuleKey = RuleKey.SIGN_UP, value: int = 1) -> LocalRule:
        return LocalRule.objects.create(
            unit=group.unit, key=key, value=value, from_on=date(2017, 1, 1)
        )

    return on


@pytest.fixture
def opening(coming) -> Opening:
    """For departments, one seat, first come first served."""
    return Opening.objects.create(
        session=coming,
        kind=OpeningKind.DEPARTMENT,
        quota=1,
        admission=Admission.FIRST_COME,
    )


@pytest.fixture
def approved(opening: Opening) -> Opening:
    """The same, where those who run the session approve."""
    opening.admission = Admission.APPROVAL
    opening.save()
    return opening


@pytest.fixture
def on_board(coming, leader, secretary) -> BoardNotice:
    return BoardNotice.objects.create(
        session=coming,
        title="公开的名称",
        text="欢迎参加。",
        prepared_by=secretary,
        reviewed_by=leader,
        reviewed_at=timezone.now(),
    )


@pytest.fixture
def seat_for(opening) -> Callable[..., Seat]:
    """That somebody has signed up, put straight into the table."""

    def one(state: str, person=None, **facts) -> Seat:
        person = person or UserFactory()
        facts = {"name": person.full_name, "unit_name": person.unit.name, **facts}
        return Seat.objects.create(
            session=opening.session, opening=opening, person=person, state=state, **facts
        )

    return one


def code(refused) -> str:
    """The refusal's code; where a form field names it, the first of them."""
    return refused.value.error_list[0].code if hasattr(refused.value, "error_list") else "invalid"
