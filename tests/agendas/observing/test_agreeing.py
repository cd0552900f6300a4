"""The group agrees, asks for another time, hands over."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.notices.models import Notice
from agendas.attendance.models import Attendance, Capacity, Status
from agendas.observing import actions
from agendas.sessions.models import Observer, StudySession
from studygroups.localrules.models import LocalRule, RuleKey
from studygroups.workdays.models import SpecialDay
from tests.agendas.observing.conftest import CHOSEN
from tests.factories import at, observation_of

pytestmark = pytest.mark.django_db

LEADS = ("leader", "deputy", "secretary")
OTHERS = ("member", "supervisor", "other_supervisor", "observer", "outsider", "other_secretary")


def agree(observation, by, *, words="", moment=CHOSEN):
    return actions.agree(observation=observation, by=by, at=moment, words=words)


@pytest.mark.parametrize("role", [*LEADS, *OTHERS])
def test_who_agrees_for_the_group(everybody, proposed, role):
    if role in LEADS:
        agree(proposed, everybody[role])
    else:
        with pytest.raises(PermissionDenied):
            agree(proposed, everybody[role])

    rows = Attendance.objects.filter(capacity=Capacity.OBSERVER, status=Status.COMING)
    assert rows.count() == (2 if role in LEADS else 0)
    proposed.refresh_from_db()
    assert proposed.is_agreed() is (role in LEADS)


def test_the_team_and_the_unit_are_told_and_the_team_sees_the_head(
    agreed, supervisor, observer, second
):
    assert set(agreed.session.guests.all()) == {observer, second}
    assert StudySession.objects.visible_to(second).get() == agreed.session
    for person in (observer, second):
        assert Notice.objects.filter(recipient=person, text__contains="会议通知").exists()
    assert Notice.objects.filter(recipient=supervisor, text__contains="同意").exists()


# 31 March 2017 is a Friday: five working days before it is the Friday before.
@pytest.mark.parametrize(
    ("moment", "words", "code"),
    [
        ("2017-03-24 23:59", "", None),
        ("2017-03-25 00:01", "", "too_late"),
        ("2017-03-30 09:00", " ", "too_late"),
        ("2017-03-30 09:00", "材料已备齐，欢迎旁听。", None),
        ("2017-03-31 14:31", "欢迎", "not_ahead"),
    ],
)
def test_fewer_working_days_ahead_need_a_word_of_the_group(proposed, leader, moment, words, code):
    if code is None:
        agree(proposed, leader, words=words, moment=at(moment))
    else:
        with pytest.raises(ValidationError) as refused:
            agree(proposed, leader, words=words, moment=at(moment))
        assert refused.value.code == code

    proposed.refresh_from_db()
    assert proposed.words == ("" if code else words)
    assert Attendance.objects.exists() is (code is None)


def test_local_days_and_the_holiday_calendar_count(proposed, group, leader):
    key = RuleKey.OBSERVING_DAYS
    LocalRule.objects.create(unit=group.unit, key=key, value=6, from_on="2017-01-01")
    SpecialDay.objects.create(day="2017-03-28", is_workday=False)

    with pytest.raises(ValidationError) as refused:
        agree(proposed, leader, moment=at("2017-03-23 09:00"))
    agree(proposed, leader, moment=at("2017-03-22 09:00"))

    assert refused.value.code == "too_late"


def test_without_a_team_nothing_is_agreed(announced, supervisor, leader):
    made = observation_of(announced, supervisor)

    with pytest.raises(ValidationError) as refused:
        agree(made, leader)

    assert refused.value.code == "no_team"
    assert not Attendance.objects.exists()


def test_agreeing_twice_is_refused(agreed, leader):
    with pytest.raises(ValidationError) as refused:
        agree(agreed, leader)

    assert refused.value.code == "wrong_state"
    assert Attendance.objects.count() == 2


@pytest.mark.parametrize("role", [*LEADS, *OTHERS])
def test_who_asks_for_another_time(everybody, proposed, role):
    words = {"observation": proposed, "by": everybody[role], "at": CHOSEN, "words": " 四月 "}
    if role in LEADS:
        actions.ask_another(**words)
    else:
        with pytest.raises(PermissionDenied):
            actions.ask_another(**words)

    proposed.refresh_from_db()
    expected = ("elsewhen", "四月") if role in LEADS else ("proposed", "")
    assert (proposed.state, proposed.words) == expected


@pytest.mark.parametrize(("state", "words", "code"), [("proposed", " ", "needs_words")])
def test_another_time_has_words(proposed, leader, state, words, code):
    with pytest.raises(ValidationError) as refused:
        actions.ask_another(observation=proposed, by=leader, at=CHOSEN, words=words)

    assert refused.value.code == code
    proposed.refresh_from_db()
    assert proposed.state == state


def test_what_is_agreed_is_not_put_off(agreed, leader):
    with pytest.raises(ValidationError) as refused:
        actions.ask_another(observation=agreed, by=leader, at=CHOSEN, words="四月")

    assert refused.value.code == "wrong_state"


@pytest.mark.parametrize("role", [*LEADS, *OTHERS])
def test_who_hands_over(everybody, agreed, role):
    if role in LEADS:
        actions.hand_over(observation=agreed, by=everybody[role], at=CHOSEN)
    else:
        with pytest.raises(PermissionDenied):
            actions.hand_over(observation=agreed, by=everybody[role], at=CHOSEN)

    assert Observer.objects.count() == (2 if role in LEADS else 0)


def test_only_what_is_agreed_is_handed_over_and_once(proposed, leader):
    with pytest.raises(ValidationError) as refused:
        actions.hand_over(observation=proposed, by=leader, at=CHOSEN)
    assert refused.value.code == "wrong_state"

    agree(proposed, leader)
    actions.hand_over(observation=proposed, by=leader, at=CHOSEN)
    with pytest.raises(ValidationError) as refused:
        actions.hand_over(observation=proposed, by=leader, at=CHOSEN)
    assert refused.value.code == "wrong_state"
    assert Observer.objects.count() == 2
