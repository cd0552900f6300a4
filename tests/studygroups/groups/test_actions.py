"""Who may set up groups and say who supervises them."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from accounts.people.models import Role
from studygroups.groups.actions import assign_supervisor, found_group
from studygroups.groups.models import StudyGroup, Supervision
from tests.factories import StudyGroupFactory, UnitFactory


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


def test_an_administrator_of_another_county_may_do_nothing_here(county, holder):
    elsewhere = UnitFactory(name="邻县", kind="committee")

    with pytest.raises(PermissionDenied):
        found_group(unit=elsewhere, name="中心组", by=holder(Role.SYSTEM_ADMIN))

    assert not StudyGroup.objects.exists()
