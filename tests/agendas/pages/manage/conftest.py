"""A security administrator at the group's unit, and somebody to seat."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.people.models import Role, RoleGrant, User
from tests.factories import UserFactory

TODAY = timezone.localdate


def administrator(unit, role=Role.SECURITY_ADMIN, **person) -> User:
    user = UserFactory(unit=unit, **person)
    RoleGrant.objects.create(person=user, role=role, unit=unit)
    return user


@pytest.fixture
def security(group) -> User:
    return administrator(group.unit, full_name="保密员")


@pytest.fixture
def browser(sign_in, security):
    return sign_in(security)


@pytest.fixture
def place(member):
    return member.memberships.get()


@pytest.fixture
def newcomer(group) -> User:
    return UserFactory(unit=group.unit, full_name="单晓红")


@pytest.fixture
def typed(newcomer) -> dict[str, object]:
    return {"person": newcomer.pk, "role": "member", "place": "last", "from_on": str(TODAY())}
