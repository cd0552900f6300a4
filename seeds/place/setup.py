"""Sets up the county: units, people, roles, groups, local rules."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from accounts.people.actions import add_person, grant_role
from accounts.people.models import User
from accounts.units.actions import add_unit
from accounts.units.models import Unit
from seeds.place import people, units
from studygroups.groups.actions import assign_supervisor, found_group, seat_member
from studygroups.groups.models import StudyGroup
from studygroups.localrules.actions import lay_down
from studygroups.localrules.models import RuleKey

BEGINNING = date(2017, 1, 1)

RULES = {
    RuleKey.NOTICE_DAYS: 7,
    RuleKey.RATE_THRESHOLD: 90,
    RuleKey.SESSIONS_A_QUARTER: 1,
    RuleKey.FULL_SESSIONS_A_YEAR: 1,
    RuleKey.NEAR_DAYS: 7,
    RuleKey.LAG_TOLERANCE: 5,
}


class Place(NamedTuple):
    """The four groups by the short name of their unit, and everybody by his user name."""

    groups: dict[str, StudyGroup]
    people: dict[str, User]


def set_up_county() -> Place:
    """Make everything that the stories need."""
    known = _units()
    for key, value in RULES.items():
        lay_down(unit=known[units.COUNTY], key=key, value=value, from_on=BEGINNING, by=None)
    for order, (unit, username, name, post, role) in enumerate(people.OFFICERS, start=1):
        officer = _person(known[unit], username, name, post, order)
        duties = dict(people.SUPERVISION).get(unit, "")
        grant_role(person=officer, role=role, unit=officer.unit, duties=duties, by=None)
    for unit, username, name, post in people.CONTACTS:
        _person(known[unit], username, name, post, 1)
    groups = {name: _group(known, name) for name in people.GROUPS}
    everybody = User.objects.filter(unit__in=known.values())
    return Place(groups, {person.username: person for person in everybody})


def let_sign_up(group: StudyGroup) -> None:
    """One may sign up for what the group opens; elsewhere in the county guests are asked."""
    key = RuleKey.SIGN_UP
    lay_down(unit=group.unit, key=key, value=1, from_on=BEGINNING, by=None)


def _units() -> dict[str, Unit]:
    """Every unit by its short name."""
    parent: Unit | None = None
    known: dict[str, Unit] = {}
    for order, (name, short, kind) in enumerate(units.ABOVE, start=1):
        parent = add_unit(name=name, short_name=short, kind=kind, parent=parent, order=order)
        known[short] = parent
    for order, (name, short, kind) in enumerate(units.BELOW, start=1):
        known[short] = add_unit(
            name=name, short_name=short, kind=kind, parent=parent, order=order * 10
        )
    return known


def _group(known: dict[str, Unit], name: str) -> StudyGroup:
    group = found_group(
        unit=known[name], name=people.GROUP_NAMES[name], is_demonstration=True, by=None
    )
    for supervisor, duties in people.SUPERVISION:
        assign_supervisor(group=group, unit=known[supervisor], duties=duties, by=None)
    for order, (username, full_name, post, role) in enumerate(people.GROUPS[name], start=1):
        person = _person(group.unit, username, full_name, post, order)
        seat_member(group=group, person=person, role=role, order=order, from_on=BEGINNING, by=None)
    return group


def _person(unit: Unit, username: str, full_name: str, post: str, order: int) -> User:
    password = people.PASSWORD if username in people.WITH_PASSWORD else None
    return add_person(
        unit=unit,
        full_name=full_name,
        username=username,
        by=None,
        password=password,
        post=post,
        order=order,
    )
