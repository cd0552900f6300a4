"""A county, people with a role there, a group below it and the seat of its member."""

from __future__ import annotations

import pytest

from accounts.people.models import Role, RoleGrant
from studygroups.groups.models import StudyGroup
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


@pytest.fixture
def group(county) -> StudyGroup:
    return StudyGroupFactory(unit=UnitFactory(parent=county))


@pytest.fixture
def by(holder):
    return holder(Role.SECURITY_ADMIN)


@pytest.fixture
def place(member):
    """Where the member sits."""
    return member.memberships.get()
