"""Where somebody sits in the official order, who is in charge, and what a group lacks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from studygroups.groups.actions import end_charge, place_seat, put_in_charge
from studygroups.groups.models import Membership
from studygroups.groups.rules import gaps_of
from tests.factories import seat

pytestmark = pytest.mark.django_db

SINCE, LAST = date(2017, 1, 1), date(2017, 6, 30)


def _facts() -> list[tuple[Any, ...]]:
    return list(Membership.objects.order_by("pk").values_list())


@pytest.mark.parametrize(
    ("before", "order"),
    [(0, "dabc"), (1, "adbc"), (2, "abdc"), (3, "abcd"), (None, "abcd")],
)
def test_a_seat_is_moved_before_another_even_among_equals(group, by, before, order):
    seats = [seat(group, full_name=name).memberships.get() for name in "abcd"]
    Membership.objects.update(order=7)

    other = None if before is None else seats[before]
    place_seat(seat=seats[3], before=other, by=by)

    names = Membership.objects.in_order().values_list("person__full_name", "order")
    assert list(names) == list(zip(order, (7, 8, 9, 10), strict=True))


def test_who_left_keeps_his_place_and_nobody_is_moved_there(by, place, leader):
    head = leader.memberships.get()
    Membership.objects.filter(pk=place.pk).update(until=LAST)
    before = _facts()

    with pytest.raises(ValidationError) as refused:
        place_seat(seat=head, before=place, by=by)

    assert refused.value.code == "seats_moved"
    assert _facts() == before


def test_a_vacant_post_has_one_in_charge(by, place, deputy):
    put_in_charge(seat=place, by=by)

    with pytest.raises(ValidationError) as refused:
        put_in_charge(seat=deputy.memberships.get(), by=by)

    assert refused.value.code == "one_in_charge"
    assert Membership.objects.get(is_acting_head=True) == place
    end_charge(seat=place, by=by)
    put_in_charge(seat=deputy.memberships.get(), by=by)
    assert Membership.objects.get(is_acting_head=True).person == deputy


@pytest.mark.parametrize(
    ("role", "until", "who", "code"),
    [
        ("leader", None, "member", "leader_sits"),
        ("leader", None, "leader", "cannot_head"),
        ("secretary", None, "leader", "cannot_head"),
        ("deputy", LAST, "leader", "seat_not_current"),
    ],
)
def test_who_cannot_be_in_charge(by, cast, role, until, who, code):
    Membership.objects.filter(person=cast["leader"]).update(role=role, until=until)

    with pytest.raises(ValidationError) as refused:
        put_in_charge(seat=cast[who].memberships.get(), by=by)

    assert refused.value.code == code
    assert not Membership.objects.filter(is_acting_head=True).exists()


def test_who_is_not_in_charge_cannot_stop(by, place):
    with pytest.raises(ValidationError) as refused:
        end_charge(seat=place, by=by)

    assert refused.value.code == "not_in_charge"


@pytest.mark.parametrize(
    ("roles", "codes"),
    [
        ("", ["no_secretary", "nobody_decides"]),
        ("secretary member", ["nobody_decides"]),
        ("secretary deputy", ["no_leader"]),
        ("secretary member!", []),
        ("secretary leader", []),
        ("secretary leader deputy!", ["leader_has_come"]),
    ],
)
def test_what_a_group_lacks(roles, codes):
    seats = [
        Membership(
            role=role.rstrip("!"),
            is_acting_head=role.endswith("!"),
            from_on=SINCE,
        )
        for role in roles.split()
    ]
    later = Membership(role="secretary", from_on=LAST + timedelta(days=1))

    assert gaps_of([*seats, later], today=LAST) == codes
