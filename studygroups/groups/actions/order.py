"""Where somebody sits in the official order, and who is in charge; the administrator's work too."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.people.models import User
from studygroups.groups import rules
from studygroups.groups.actions.keeping import insist, seat_to_change, tell_of_seat
from studygroups.groups.models import Membership
from studygroups.groups.rules import SeatRefusal


@transaction.atomic
def place_seat(*, seat: Membership, before: Membership | None, by: User) -> Membership:
    """Move it in the official order, before another seat of the group or after all of them.

    Raises ``PermissionDenied``, or ``ValidationError`` for a seat of one's own and where one of
    both is over.
    """
    seat = seat_to_change(seat, by)
    rows = Membership.objects.not_over(timezone.localdate()).filter(group=seat.group_id)
    seats = list(rows.order_by("order", "pk"))
    orders = _rising([each.order for each in seats])
    if seat not in seats or (before and before not in seats):
        insist(SeatRefusal.MOVED)
    if before != seat:
        seats.remove(seat)
        seats.insert(seats.index(before) if before else len(seats), seat)
    for each, order in zip(seats, orders, strict=True):
        each.order = order
    Membership.objects.bulk_update(seats, ["order"])
    record("group.place_seat", seat, by=by, fields=["order"])
    seat.refresh_from_db(fields=["order"])
    return seat


@transaction.atomic
def put_in_charge(*, seat: Membership, by: User) -> Membership:
    """Put its holder in charge (主持工作) while the leader's post is vacant.

    Raises ``PermissionDenied``, or ``ValidationError`` for a seat of one's own, the secretary's,
    one that does not hold today, and where the group has its leader or somebody in charge.
    """
    seat = seat_to_change(seat, by)
    insist(rules.refuse_charge(seat, today=timezone.localdate()))
    return _set_charge(seat, by=by, is_in_charge=True)


@transaction.atomic
def end_charge(*, seat: Membership, by: User) -> Membership:
    """He is in charge no longer; his seat stays. Raises as ``put_in_charge`` does."""
    seat = seat_to_change(seat, by)
    if not seat.is_acting_head:
        insist(SeatRefusal.NOT_IN_CHARGE)
    return _set_charge(seat, by=by, is_in_charge=False)


def _set_charge(seat: Membership, *, by: User, is_in_charge: bool) -> Membership:
    seat.is_acting_head = is_in_charge
    seat.save(update_fields=["is_acting_head"])
    kind = "group.put_in_charge" if is_in_charge else "group.end_charge"
    record(kind, seat, by=by, fields=["is_acting_head"])
    words = "主持工作" if is_in_charge else "不再主持工作"
    text = f"{seat.person}自今天起{words}：{seat.group}。"
    tell_of_seat(seat, text, by=by)
    return seat


def _rising(orders: list[int]) -> list[int]:
    """The same numbers, each above the one before: those entered at one place are told apart."""
    for place in range(1, len(orders)):
        orders[place] = max(orders[place], orders[place - 1] + 1)
    return orders
