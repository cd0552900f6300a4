"""The writer's administrator, one of another branch, and one remark."""

from __future__ import annotations

import pytest

from accounts.feedback.actions import send_feedback
from accounts.feedback.models import Feedback
from accounts.people.models import Role, RoleGrant, User
from tests.factories import UnitFactory, UserFactory, at

NOW = at("2026-03-02 09:00")


def administrator(unit, **person) -> User:
    user = UserFactory(unit=unit, **person)
    RoleGrant.objects.create(person=user, role=Role.SYSTEM_ADMIN, unit=unit)
    return user


@pytest.fixture
def county(db):
    return UnitFactory(name="某县")


@pytest.fixture
def writer(county):
    return UserFactory(unit=UnitFactory(parent=county), full_name="提出人")


@pytest.fixture
def admin(county):
    return administrator(county, full_name="县管理员")


@pytest.fixture
def people(cast, county, writer, admin) -> dict[str, User]:
    """Everybody of the cast, with administrators near and far."""
    near = administrator(writer.unit)
    far = administrator(UnitFactory(parent=county))
    security = UserFactory(unit=county)
    RoleGrant.objects.create(person=security, role=Role.SECURITY_ADMIN, unit=county)
    others = {"writer": writer, "admin": admin, "near": near, "far": far, "security": security}
    return {**cast, **others}


@pytest.fixture
def feedback(writer, admin) -> Feedback:
    return send_feedback(
        by=writer,
        at=NOW,
        category="advice",
        text="希望参会名单可以排序。",
        page="/sessions/3/people/",
    )
