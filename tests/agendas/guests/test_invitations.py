"""Asking units, their answers, reminding, taking back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.notices.models import Notice
from agendas.attendance.models import Attendance, Opening, OpeningKind, Status
from agendas.guests import actions
from agendas.guests.models import Invitation, InvitationState
from agendas.guests.rules import Named
from tests.agendas.guests.conftest import EVERYBODY, LEADS, code
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

TWO = [Named("张三", "局长"), Named("李四")]


def invite(session, by, **words):
    today = timezone.localdate()
    usual: dict[str, Any] = {
        "capacity": "department",
        "headcount": 2,
        "answer_by": today + timedelta(days=9),
        "unit_name": "县民政局",
    }
    return actions.invite_unit(session=session, by=by, at=timezone.now(), **(usual | words))


def reply(invitation, by, names=TWO, **words):
    return actions.name_people(
        invitation=invitation, names=names, by=by, at=timezone.now(), **words
    )


@pytest.fixture
def asked(coming, secretary, guest):
    """The guest is the contact of his unit."""
    return invite(coming, secretary, contact=guest, unit_name="")


# --- asking -------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may_ask_units_and_remind_them(cast, coming, asked, role):
    acts = (
        lambda: invite(coming, cast[role]),
        lambda: actions.remind_units(session=coming, by=cast[role], at=timezone.now()),
        lambda: actions.withdraw_invitation(invitation=asked, by=cast[role], at=timezone.now()),
    )

    for act in acts:
        if role in LEADS:
            act()
        else:
            with pytest.raises(PermissionDenied):
                act()


def test_the_contact_is_told_and_the_unit_is_his(asked, guest):
    assert (asked.unit, asked.unit_name) == (guest.unit, guest.unit.name)
    assert f"/invitations/{asked.pk}/" == Notice.objects.get(recipient=guest).path


@pytest.mark.parametrize(
    ("head", "words", "expected"),
    [
        ({"announced_at": None}, {}, "not_announced"),
        ({"stage": "conversion"}, {}, "wrong_stage"),
        ({"starts_at": timezone.now() - timedelta(hours=1)}, {}, "begun"),
        ({}, {"answer_by": timezone.localdate() - timedelta(days=1)}, "answer_by"),
        ({}, {"answer_by": timezone.localdate() + timedelta(days=40)}, "answer_by"),
    ],
)
def test_a_refused_invitation_leaves_nothing(coming, secretary, head, words, expected):
    type(coming).objects.update(**head or {"revision": 1})

    with pytest.raises(ValidationError) as refused:
        invite(coming, secretary, **words)

    assert code(refused) == expected
    assert not Invitation.objects.exists()


def test_a_unit_is_asked_once_in_each_capacity(coming, secretary):
    invite(coming, secretary)
    invite(coming, secretary, capacity="media")

    with pytest.raises(ValidationError):
        invite(coming, secretary)
    assert Invitation.objects.count() == 2


# --- answering ----------------------------------------------------------------------------------


def test_the_people_a_unit_names_stand_on_the_list(asked, guest):
    colleague = UserFactory(full_name="张三", unit=guest.unit, post="副局长")

    reply(asked, guest)

    rows = Attendance.objects.order_by("pk")
    assert [(row.name, row.person, row.status) for row in rows] == [
        ("张三", colleague, Status.COMING),
        ("李四", None, Status.COMING),
    ]
    assert rows[1].unit_name == guest.unit.name
    assert Invitation.objects.get().state == InvitationState.ANSWERED
    assert not Invitation.objects.get().is_entered()


def test_a_later_answer_replaces_the_earlier_and_keeps_who_is_named_again(asked, guest):
    reply(asked, guest)
    kept = Attendance.objects.get(name="李四")

    reply(asked, guest, [Named("王五"), Named("李四")])

    assert {row.name for row in Attendance.objects.all()} == {"王五", "李四"}
    assert Attendance.objects.get(name="李四") == kept


def test_a_unit_that_declines_takes_its_people_off_the_list(asked, guest):
    reply(asked, guest)

    actions.decline(invitation=asked, by=guest, at=timezone.now())

    assert not Attendance.objects.exists()
    assert Invitation.objects.get().state == InvitationState.DECLINED


def test_what_came_on_paper_is_marked_and_the_contact_told(asked, guest, secretary):
    reply(asked, secretary, given_on=timezone.localdate())

    entered = Invitation.objects.get()
    assert entered.is_entered()
    assert entered.entered_words().startswith("秘书丙，")
    assert Notice.objects.filter(recipient=guest, text__contains="代录").count() == 1


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may_answer_for_a_unit(cast, asked, role):
    if role in ("secretary", "guest"):
        reply(asked, cast[role])
        return
    with pytest.raises(PermissionDenied):
        reply(asked, cast[role])
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], "needs_names"),
        ([*TWO, Named("王五")], "too_many"),
        ([Named("张三"), Named("张三")], "named_twice"),
    ],
)
def test_names_that_cannot_be_taken_change_nothing(asked, guest, names, expected):
    with pytest.raises(ValidationError) as refused:
        reply(asked, guest, names)

    assert code(refused) == expected
    assert not Attendance.objects.exists()
    assert Invitation.objects.get().state == InvitationState.AWAITING


def test_an_answer_beyond_the_quota_is_refused_whole(asked, guest, coming):
    Opening.objects.create(session=coming, kind=OpeningKind.DEPARTMENT, quota=1)

    with pytest.raises(ValidationError) as refused:
        reply(asked, guest)

    assert code(refused) == "full"
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("days", "expected"), [(1, "future"), (-1, "too_early")], ids=["future", "too_early"]
)
def test_the_day_of_a_paper_answer_lies_between_asking_and_today(asked, secretary, days, expected):
    with pytest.raises(ValidationError) as refused:
        reply(asked, secretary, given_on=timezone.localdate() + timedelta(days=days))

    assert code(refused) == expected


def test_after_the_meeting_began_only_the_secretary_enters_it(asked, guest, secretary, coming):
    type(coming).objects.update(starts_at=timezone.now() - timedelta(minutes=1))

    with pytest.raises(ValidationError) as refused:
        reply(asked, guest)
    assert code(refused) == "begun"
    reply(asked, secretary)

    Attendance.objects.update(status=Status.PRESENT)
    with pytest.raises(ValidationError) as refused:
        reply(asked, secretary, [Named("王五")])
    assert code(refused) == "recorded"


# --- reminding and taking back ------------------------------------------------------------------


def test_only_contacts_that_owe_an_answer_are_reminded_once_a_day(
    asked, coming, secretary, guest, outsider
):
    answered = invite(coming, secretary, contact=outsider)
    reply(answered, outsider)
    invite(coming, secretary, unit_name="没有联络人的单位")

    assert actions.remind_units(session=coming, by=secretary, at=timezone.now()) == 1
    assert Notice.objects.filter(recipient=guest).count() == 2
    with pytest.raises(ValidationError) as refused:
        actions.remind_units(session=coming, by=secretary, at=timezone.now())
    assert code(refused) == "nobody"
    tomorrow = timezone.now() + timedelta(days=1)
    assert actions.remind_units(session=coming, by=secretary, at=tomorrow) == 1


def test_an_answered_invitation_is_not_taken_back(asked, guest, secretary):
    reply(asked, guest)

    with pytest.raises(ValidationError) as refused:
        actions.withdraw_invitation(invitation=asked, by=secretary, at=timezone.now())

    assert code(refused) == "answered"
    assert Invitation.objects.count() == 1


def test_the_contact_hears_that_it_was_taken_back(asked, guest, secretary):
    actions.withdraw_invitation(invitation=asked, by=secretary, at=timezone.now())

    assert not Invitation.objects.exists()
    assert Notice.objects.filter(recipient=guest, text__contains="已撤回").count() == 1
