"""Who sits in a group, as what and from when to when.

The security administrator's work; ``by`` is empty where the system is being set up.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.audit.actions import record
from accounts.people.actions import check_people_manager
from accounts.people.models import User
from accounts.people.rules import GrantRefusal
from accounts.templatetags.words import day
from studygroups.groups import rules
from studygroups.groups.actions.keeping import insist, lock_seats, seat_to_change, tell_of_seat
from studygroups.groups.models import Membership, StudyGroup


@transaction.atomic
def seat_member(
    *,
    group: StudyGroup,
    person: User,
    role: str,
    from_on: date,
    by: User | None,
    order: int | None = None,
) -> Membership:
    """Give a person a role in the group from that day on, at that place or after all others.

    He is told, and whoever runs the group. Raises ``PermissionDenied``, or ``ValidationError``
    for a seat of one's own, an administrator's, a second leader's or the same person's second.
    """
    check_people_manager(by, group.unit)
    lock_seats(group)
    if person == by:
        insist(GrantRefusal.OWN)
    if order is None:
        order = (group.memberships.aggregate(last=Max("order"))["last"] or 0) + 1
    seat = Membership(group=group, person=person, role=role, order=order, from_on=from_on)
    insist(rules.refuse_seat(seat))
    seat.full_clean()
    seat.save()
    record("group.seat", seat, by=by)
    text = f"{person}自{day(from_on)}起任{group}{seat.get_role_display()}。"
    tell_of_seat(seat, text, by=by)
    return seat


@transaction.atomic
def end_seat(*, seat: Membership, until: date, by: User | None) -> Membership:
    """Let the seat end with that day, its last; what its holder still owes is handed over then.

    He is told, and whoever may hand it over. Raises ``PermissionDenied``, or ``ValidationError``
    for a seat of one's own, one that has its end already, or an end before it began.
    """
    seat = seat_to_change(seat, by)
    insist(rules.refuse_end(seat, until))
    seat.until = until
    seat.save(update_fields=["until"])
    record("group.end_seat", seat, by=by, fields=["until"])
    text = f"{seat}在{seat.group}的席位于{day(until)}截止，有未办结事项的，请办理工作交接。"
    tell_of_seat(seat, text, by=by, handing_over=True)
    return seat


@transaction.atomic
def reopen_seat(*, seat: Membership, by: User) -> Membership:
    """Take back an end that was entered by mistake; whoever was told of it is told of that too.

    Raises ``PermissionDenied``, or ``ValidationError`` for a seat of one's own, one without an
    end or long over, and where somebody has followed.
    """
    seat = seat_to_change(seat, by)
    insist(rules.refuse_reopening(seat, today=timezone.localdate()))
    seat.until = None
    seat.full_clean()
    seat.save(update_fields=["until"])
    record("group.reopen_seat", seat, by=by, fields=["until"])
    text = f"{seat}在{seat.group}的席位继续，原登记的截止日期已撤销。"
    tell_of_seat(seat, text, by=by)
    return seat


@transaction.atomic
def strike_seat(*, seat: Membership, by: User) -> None:
    """Take out a seat that was entered by mistake; the caller sees to it that nothing came of it.

    Whoever was told of it is told. Raises ``PermissionDenied``, or ``ValidationError`` for a seat
    of one's own.
    """
    seat = seat_to_change(seat, by)
    # The log keeps the key, which is gone once the row is.
    record("group.strike_seat", seat, by=by)
    tell_of_seat(seat, f"{seat}在{seat.group}的席位登记有误，已撤销。", by=by)
    seat.delete()
