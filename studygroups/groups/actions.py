"""Setting up groups and seating people in them.

Groups are the system administrator's work, people in them the security administrator's; ``by``
is empty where the system is being set up.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.audit.actions import record
from accounts.people.actions import check_people_manager, check_unit_manager
from accounts.people.models import User
from accounts.people.rules import GrantRefusal
from accounts.units.models import Unit
from studygroups.groups.models import Membership, StudyGroup, Supervision
from studygroups.groups.rules import refuse_end


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
def seat_member(
    *, group: StudyGroup, person: User, role: str, order: int, from_on: date, by: User | None
) -> Membership:
    """Give a person a role in the group from that day on.

    Raises ``PermissionDenied``, or ``ValidationError`` for a seat of one's own, a second leader
    or a second seat of the same person.
    """
    check_people_manager(by, group.unit)
    if person == by:
        raise ValidationError(GrantRefusal.OWN.label, code=GrantRefusal.OWN.value)
    seat = Membership(group=group, person=person, role=role, order=order, from_on=from_on)
    seat.full_clean()
    seat.save()
    record("group.seat", seat, by=by)
    return seat


@transaction.atomic
def end_seat(*, seat: Membership, until: date, by: User | None) -> Membership:
    """Let the seat end with that day, its last; what its holder still owes is handed over then.

    Raises ``PermissionDenied``, or ``ValidationError`` for a seat of one's own, one that has its
    end already, or an end before it began.
    """
    check_people_manager(by, seat.group.unit)
    # Two ends at once: the second finds the first.
    seat = Membership.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    if seat.person_id == (by and by.pk):
        raise ValidationError(GrantRefusal.OWN.label, code=GrantRefusal.OWN.value)
    if refusal := refuse_end(seat, until):
        raise ValidationError(refusal.label, code=refusal.value)
    seat.until = until
    seat.save(update_fields=["until"])
    record("group.end_seat", seat, by=by, fields=["until"])
    return seat


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
