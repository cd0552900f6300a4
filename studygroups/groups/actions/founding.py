"""Setting up groups and saying who supervises them: the system administrator's work.

``by`` is empty where the system is being set up.
"""

from __future__ import annotations

from django.db import transaction

from accounts.audit.actions import record
from accounts.people.actions import check_unit_manager
from accounts.people.models import User
from accounts.units.models import Unit
from studygroups.groups.models import StudyGroup, Supervision


@transaction.atomic
def found_group(
    *, unit: Unit, name: str, by: User | None, is_demonstration: bool = False
) -> StudyGroup:
    """Set up the study group of a unit.

    Raises ``PermissionDenied``, or ``ValidationError`` when the unit already has one.
    """
    check_unit_manager(by, unit)
    group = StudyGroup(unit=unit, name=name, is_demonstration=is_demonstration)
    group.full_clean()
    group.save()
    record("group.found", group, by=by)
    return group


@transaction.atomic
def assign_supervisor(
    *, group: StudyGroup, unit: Unit, duties: str, by: User | None
) -> Supervision:
    """Let a unit supervise the group.

    Raises ``PermissionDenied``, or ``ValidationError`` when it already does.
    """
    check_unit_manager(by, group.unit)
    supervision = Supervision(group=group, unit=unit, duties=duties)
    supervision.full_clean()
    supervision.save()
    record("group.supervise", supervision, by=by)
    return supervision
