"""Who seats people in a group, ends, moves and corrects a seat, and puts somebody in charge."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from accounts.audit.models import LogEntry
from accounts.notices.models import Notice
from accounts.people.models import Role, RoleGrant, User
from studygroups.groups.actions import (
    end_charge,
    end_seat,
    place_seat,
    put_in_charge,
    reopen_seat,
    seat_member,
    strike_seat,
)
from studygroups.groups.models import GroupRole, Membership
from studygroups.groups.rules import places_free
from tests.factories import UserFactory, seat

pytestmark = pytest.mark.django_db

SINCE, LAST = date(2017, 1, 1), date(2017, 6, 30)
ACTS: dict[str, Callable[[Membership, User], Any]] = {
    "group.seat": lambda old, by: seat_member(
        group=old.group, person=UserFactory(), role="member", from_on=SINCE, by=by
    ),
    "group.end_seat": lambda old, by: end_seat(seat=old, until=LAST, by=by),
    "group.reopen_seat": lambda old, by: reopen_seat(seat=ended(old), by=by),
    "group.strike_seat": lambda old, by: strike_seat(seat=old, by=by),
    "group.place_seat": lambda old, by: place_seat(seat=old, before=None, by=by),
    "group.put_in_charge": lambda old, by: put_in_charge(seat=old, by=by),
    "group.end_charge": lambda old, by: end_charge(seat=in_charge(old), by=by),
}


def ended(old: Membership, *, days: int = 1) -> Membership:
    old.until = timezone.localdate() - timedelta(days=days)
    old.save()
    return old


def in_charge(old: Membership) -> Membership:
    old.is_acting_head = True
    old.save()
    return old


def facts() -> list[tuple[Any, ...]]:
    return list(Membership.objects.order_by("pk").values_list())


@pytest.mark.parametrize("kind", ACTS)
@pytest.mark.parametrize("role", [*Role, "far", "secretary", "leader"])
def test_seats_are_the_security_administrator_s_work(place, holder, secretary, leader, role, kind):
    Membership.objects.filter(person=leader).update(role=GroupRole.DEPUTY)
    people = {"secretary": secretary, "leader": leader}
    by = people.get(role) or (elsewhere() if role == "far" else holder(role))

    if role == Role.SECURITY_ADMIN:
        ACTS[kind](place, by)
    else:
        with pytest.raises(PermissionDenied):
            ACTS[kind](place, by)

    assert LogEntry.objects.filter(kind=kind, by=by).exists() is (role == Role.SECURITY_ADMIN)


def elsewhere() -> User:
    """The security administrator of another county."""
    person = UserFactory()
    RoleGrant.objects.create(person=person, role=Role.SECURITY_ADMIN, unit=person.unit)
    return person


@pytest.mark.parametrize("kind", set(ACTS) - {"group.seat"})
def test_nobody_changes_his_own_seat(by, place, kind):
    Membership.objects.update(person=by)
    place.refresh_from_db()

    with pytest.raises(ValidationError) as refused:
        ACTS[kind](place, by)

    assert refused.value.code == "own_role"
    assert not LogEntry.objects.filter(kind=kind).exists()


@pytest.mark.parametrize("role", GroupRole)
@pytest.mark.parametrize("kept", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR])
def test_whoever_keeps_the_system_has_no_seat(group, by, role, kept):
    keeper = UserFactory()
    RoleGrant.objects.create(person=keeper, role=kept, unit=group.unit)

    with pytest.raises(ValidationError) as refused:
        seat_member(group=group, person=keeper, role=role, from_on=SINCE, by=by)

    assert refused.value.code == "seat_of_administrator"
    assert not keeper.memberships.exists()


def test_an_administrator_since_does_not_come_back(group, by, place):
    RoleGrant.objects.create(person=place.person, role=Role.AUDITOR, unit=group.unit)

    with pytest.raises(ValidationError) as refused:
        reopen_seat(seat=ended(place), by=by)

    assert refused.value.code == "seat_of_administrator"


def test_nobody_seats_himself(group, by):
    with pytest.raises(ValidationError) as refused:
        seat_member(group=group, person=by, role="leader", from_on=SINCE, by=by)

    assert refused.value.code == "own_role"
    assert not Membership.objects.exists()


@pytest.mark.parametrize(
    ("role", "until", "since", "code"),
    [
        ("leader", None, LAST, "two_leaders"),
        ("leader", LAST, LAST, "two_leaders"),
        ("leader", LAST, LAST + timedelta(days=1), None),
        ("member", None, LAST, None),
    ],
)
def test_one_leader_follows_another_the_day_after(group, by, leader, role, until, since, code):
    Membership.objects.update(until=until)

    if code:
        with pytest.raises(ValidationError) as refused:
            seat_member(group=group, person=UserFactory(), role=role, from_on=since, by=by)
        assert refused.value.code == code
    else:
        seat_member(group=group, person=UserFactory(), role=role, from_on=since, by=by)

    assert Membership.objects.count() == (1 if code else 2)


def test_who_comes_sits_after_all_others_or_where_his_predecessor_sat(group, by, leader, place):
    ended(place)

    last = seat_member(group=group, person=UserFactory(), role="member", from_on=SINCE, by=by)
    assert [old.pk for old in places_free(group, today=timezone.localdate())] == [place.pk]
    next_one = seat_member(
        group=group, person=UserFactory(), role="member", from_on=SINCE, by=by, order=place.order
    )

    assert (last.order, next_one.order) == (3, place.order)
    assert places_free(group, today=timezone.localdate()) == []


@pytest.mark.parametrize(
    ("until", "last", "code"),
    [(LAST, LAST, "seat_ended"), (None, date(2016, 12, 31), "seat_ends_too_early")],
)
def test_a_seat_ends_once_and_not_before_it_began(by, place, until, last, code):
    Membership.objects.update(until=until)

    with pytest.raises(ValidationError) as refused:
        end_seat(seat=place, until=last, by=by)

    assert refused.value.code == code
    assert Membership.objects.get().until == until


def test_whoever_runs_the_group_is_led_to_the_hand_over(by, place, secretary, member):
    end_seat(seat=place, until=LAST, by=by)

    told = dict(Notice.objects.values_list("recipient__username", "path"))
    path = f"/groups/{place.group_id}/hand-over/?leaver={member.pk}"
    assert told == {"secretary": path, "member": "/"}
    assert not Notice.objects.filter(text__contains=secretary.full_name).exists()


def test_an_end_is_taken_back(by, place):
    reopen_seat(seat=ended(place, days=30), by=by)

    assert Membership.objects.get().until is None


def followed(old: Membership) -> Membership:
    old = ended(old)
    seat(old.group, GroupRole.LEADER)
    return old


def back_again(old: Membership) -> Membership:
    old = ended(old)
    Membership.objects.create(group=old.group, person=old.person, role="member", from_on=SINCE)
    return old


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda old: old, "seat_not_ended"),
        (lambda old: ended(old, days=31), "seat_long_over"),
        (followed, "two_leaders"),
        (back_again, "already_seated"),
    ],
)
def test_an_end_stands_once_it_is_old_or_somebody_followed(group, by, prepare, code):
    old = prepare(seat(group, GroupRole.LEADER).memberships.get())
    before = facts()

    with pytest.raises(ValidationError) as refused:
        reopen_seat(seat=old, by=by)

    assert refused.value.code == code
    assert facts() == before


def test_whoever_was_in_charge_comes_back_only_while_nobody_else_is(group, by, place):
    old = ended(in_charge(place))
    in_charge(seat(group).memberships.get())
    before = facts()

    with pytest.raises(ValidationError) as refused:
        reopen_seat(seat=old, by=by)

    assert refused.value.messages == ["该中心组已有主持工作的同志。"]
    assert facts() == before


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_leaders_at_the_same_moment_one_is_seated(group, by):
    codes, start = [], threading.Barrier(2)
    people = [UserFactory(), UserFactory()]

    def run(person: User) -> None:
        start.wait()
        try:
            seat_member(group=group, person=person, role="leader", from_on=SINCE, by=by)
        except ValidationError as refused:
            codes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert codes == ["two_leaders"]
    assert Membership.objects.count() == 1
