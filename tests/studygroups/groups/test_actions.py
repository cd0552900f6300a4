"""Who may set up groups and seat people in them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.audit.models import LogEntry
from accounts.people.models import Role, RoleGrant
from studygroups.groups.actions import assign_supervisor, end_seat, found_group, seat_member
from studygroups.groups.models import GroupRole, Membership, StudyGroup, Supervision
from tests.factories import StudyGroupFactory, UnitFactory, UserFactory


@pytest.fixture
def county(db):
    return UnitFactory(name="中共新昌县委员会", kind="committee")


@pytest.fixture
def holder(county):
    """Makes somebody who holds that role at the county."""

    def one(role: str):
        person = UserFactory(unit=county)
        RoleGrant.objects.create(person=person, role=role, unit=county)
        return person

    return one


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.SYSTEM_ADMIN, True),
        (Role.SECURITY_ADMIN, False),
        (Role.AUDITOR, False),
        (Role.SUPERVISOR, False),
    ],
)
def test_groups_and_their_supervision_are_the_system_administrator_s_work(
    county, holder, role, may
):
    unit, by = UnitFactory(parent=county), holder(role)

    if may:
        group = found_group(unit=unit, name="中心组", by=by)
        assign_supervisor(group=group, unit=county, duties="", by=by)
    else:
        with pytest.raises(PermissionDenied):
            found_group(unit=unit, name="中心组", by=by)
        with pytest.raises(PermissionDenied):
            assign_supervisor(group=StudyGroupFactory(unit=unit), unit=county, duties="", by=by)

    assert Supervision.objects.exists() is may
    assert StudyGroup.objects.filter(name="中心组").exists() is may


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.SECURITY_ADMIN, True),
        (Role.SYSTEM_ADMIN, False),
        (Role.AUDITOR, False),
        (Role.SUPERVISOR, False),
    ],
)
def test_seats_are_the_security_administrator_s_work(county, holder, role, may):
    group = StudyGroupFactory(unit=UnitFactory(parent=county))
    seat: dict[str, Any] = {"person": UserFactory(), "role": GroupRole.MEMBER, "order": 1}
    by, since = holder(role), date(2017, 1, 1)

    if may:
        seat_member(group=group, **seat, from_on=since, by=by)
    else:
        with pytest.raises(PermissionDenied):
            seat_member(group=group, **seat, from_on=since, by=by)

    assert Membership.objects.exists() is may
    assert LogEntry.objects.filter(kind="group.seat", by=by).exists() is may


def test_nobody_seats_himself(county, holder):
    group, by = StudyGroupFactory(unit=UnitFactory(parent=county)), holder(Role.SECURITY_ADMIN)

    with pytest.raises(ValidationError) as refused:
        seat_member(
            group=group,
            person=by,
            role=GroupRole.LEADER,
            order=1,
            from_on=date(2017, 1, 1),
            by=by,
        )

    assert refused.value.code == "own_role"
    assert not Membership.objects.exists()


def test_an_administrator_of_another_county_may_do_nothing_here(county, holder):
    elsewhere = UnitFactory(name="邻县", kind="committee")

    with pytest.raises(PermissionDenied):
        found_group(unit=elsewhere, name="中心组", by=holder(Role.SYSTEM_ADMIN))

    assert not StudyGroup.objects.exists()


@pytest.fixture
def seat(county) -> Membership:
    group = StudyGroupFactory(unit=UnitFactory(parent=county))
    person = UserFactory(unit=group.unit)
    since = date(2017, 1, 1)
    return Membership.objects.create(group=group, person=person, role="member", from_on=since)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.SECURITY_ADMIN, True),
        (Role.SYSTEM_ADMIN, False),
        (Role.AUDITOR, False),
        (Role.SUPERVISOR, False),
    ],
)
def test_a_seat_is_ended_by_the_security_administrator(holder, seat, role, may):
    by, last = holder(role), date(2017, 6, 30)

    if may:
        end_seat(seat=seat, until=last, by=by)
    else:
        with pytest.raises(PermissionDenied):
            end_seat(seat=seat, until=last, by=by)

    seat.refresh_from_db()
    assert seat.until == (last if may else None)
    assert LogEntry.objects.filter(kind="group.end_seat", by=by).exists() is may


def test_a_secretary_ends_no_seat(seat):
    secretary = UserFactory(unit=seat.group.unit)
    Membership.objects.create(
        group=seat.group, person=secretary, role="secretary", from_on=date(2017, 1, 1)
    )

    with pytest.raises(PermissionDenied):
        end_seat(seat=seat, until=date(2017, 6, 30), by=secretary)


@pytest.mark.parametrize(
    ("until", "last", "code"),
    [
        (date(2017, 5, 31), date(2017, 6, 30), "seat_ended"),
        (None, date(2016, 12, 31), "seat_ends_too_early"),
    ],
)
def test_a_seat_ends_once_and_not_before_it_began(holder, seat, until, last, code):
    Membership.objects.update(until=until)

    with pytest.raises(ValidationError) as refused:
        end_seat(seat=seat, until=last, by=holder(Role.SECURITY_ADMIN))

    assert refused.value.code == code
    assert Membership.objects.get().until == until


def test_nobody_ends_his_own_seat(holder, seat):
    by = holder(Role.SECURITY_ADMIN)
    Membership.objects.update(person=by)

    with pytest.raises(ValidationError) as refused:
        end_seat(seat=Membership.objects.get(), until=date(2017, 6, 30), by=by)

    assert refused.value.code == "own_role"
    assert Membership.objects.get().until is None
