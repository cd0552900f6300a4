"""A county of any size, drawn by chance but always the same for the same seed; for load tests.

Rows are written in bulk and not through the actions: nobody is told, nothing enters the log.
"""

from __future__ import annotations

from datetime import date
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.people.models import Role, RoleGrant, User
from accounts.people.spelling import spelling_of
from accounts.units.actions import add_unit
from accounts.units.models import Unit, UnitKind
from agendas.pages.search import rebuild_all
from seeds.bulk.rows import Seats
from seeds.bulk.sessions import add_sessions
from seeds.place.people import PASSWORD
from studygroups.forms.actions import ensure_standard_forms
from studygroups.groups.models import GroupRole, Membership, StudyGroup, Supervision

_KINDS = (
    (UnitKind.DEPARTMENT, "第{}局"),
    (UnitKind.TOWNSHIP, "第{}镇"),
    (UnitKind.SCHOOL, "第{}中学"),
)
# Role, last part of the user name, name.
_SEATS = (
    (GroupRole.LEADER, "leader", "党委书记"),
    (GroupRole.DEPUTY, "deputy", "党委副书记"),
    *((GroupRole.MEMBER, f"member{place}", f"党委委员{place}") for place in range(1, 6)),
    (GroupRole.SECRETARY, "secretary", "学习秘书"),
)


@transaction.atomic
def seed_county(*, groups: int, sessions: int, seed: int, year: int) -> list[str]:
    """Add a county with so many groups and, in all, so many sessions of that year.

    Gives back the user names that sign in with the demonstration's password: the county's
    supervisor and each group's secretary. Raises ``ValidationError`` where the county of that
    seed exists already.
    """
    ensure_standard_forms()
    top = add_unit(name=f"模拟县{seed}", kind=UnitKind.COMMITTEE, parent=_province())
    office = add_unit(name="县委宣传部", kind=UnitKind.DEPARTMENT, parent=top)
    chance = Random(seed)  # noqa: S311 - the same story for the same seed is the point
    units = _units(top, groups, chance)
    password = make_password(PASSWORD)
    supervisor = _supervisor(office, seed, password)
    seats = _groups(units, office, seed, date(year, 1, 1), password)
    add_sessions(seats, count=sessions, year=year, chance=chance)
    rebuild_all()
    return [supervisor.username, *(people.secretary.username for people in seats)]


def _province() -> Unit:
    name = "模拟省"
    known = Unit.objects.filter(name=name, parent=None).first()
    return known or add_unit(name=name, kind=UnitKind.COMMITTEE)


def _units(top: Unit, count: int, chance: Random) -> list[Unit]:
    drawn = [chance.choice(_KINDS) for _ in range(count)]
    units = Unit.objects.bulk_create(
        Unit(name=name.format(number), kind=kind, parent=top, order=number)
        for number, (kind, name) in enumerate(drawn, start=1)
    )
    for unit in units:
        unit.settle(top)
    Unit.objects.bulk_update(units, ["path", "place"], batch_size=500)
    return units


def _supervisor(office: Unit, seed: int, password: str) -> User:
    supervisor = User.objects.create(
        username=f"county{seed}-supervisor",
        full_name="理论科长",
        spelling=spelling_of("理论科长"),
        unit=office,
        password=password,
    )
    RoleGrant.objects.create(person=supervisor, role=Role.SUPERVISOR, unit=office)
    return supervisor


def _groups(
    units: list[Unit], office: Unit, seed: int, from_on: date, password: str
) -> list[Seats]:
    groups = StudyGroup.objects.bulk_create(
        StudyGroup(unit=unit, name=f"{unit.name}党委理论学习中心组") for unit in units
    )
    Supervision.objects.bulk_create(Supervision(group=group, unit=office) for group in groups)
    # Nobody signs in with what `make_password(None)` gives; hashing it once is enough.
    unusable = make_password(None)
    people = User.objects.bulk_create(
        User(
            username=f"county{seed}-{number}-{username}",
            full_name=name,
            spelling=spelling_of(name),
            unit=group.unit,
            order=order,
            password=password if role == GroupRole.SECRETARY else unusable,
        )
        for number, group in enumerate(groups, start=1)
        for order, (role, username, name) in enumerate(_SEATS, start=1)
    )
    seated = [people[start : start + len(_SEATS)] for start in range(0, len(people), len(_SEATS))]
    Membership.objects.bulk_create(
        Membership(group=group, person=person, role=role, order=person.order, from_on=from_on)
        for group, persons in zip(groups, seated, strict=True)
        for person, (role, _, _) in zip(persons, _SEATS, strict=True)
    )
    return [
        Seats(group, students=persons[:-1], secretary=persons[-1])
        for group, persons in zip(groups, seated, strict=True)
    ]
