"""Who sits in a group from when to when, in which place and whether in charge.

The security administrator's work; ``by`` is empty where the system is being set up.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, TextChoices
from django.urls import reverse
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.actions import check_people_manager
from accounts.people.models import User
from accounts.people.rules import GrantRefusal
from accounts.templatetags.words import day
from studygroups.groups import rules
from studygroups.groups.models import LEADS, Membership, StudyGroup
from studygroups.groups.rules import SeatRefusal


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
    for a seat of one's own, a second leader or a second seat of the same person.
    """
    check_people_manager(by, group.unit)
    _lock(group)
    if person == by:
        _refuse(GrantRefusal.OWN)
    if order is None:
        order = (group.memberships.aggregate(last=Max("order"))["last"] or 0) + 1
    seat = Membership(group=group, person=person, role=role, order=order, from_on=from_on)
    _refuse(rules.refuse_seat(seat))
    seat.full_clean()
    seat.save()
    record("group.seat", seat, by=by)
    text = f"{person}自{day(from_on)}起任{group}{seat.get_role_display()}。"
    _tell(seat, text, event="made", by=by)
    return seat


@transaction.atomic
def end_seat(*, seat: Membership, until: date, by: User | None) -> Membership:
    """Let the seat end with that day, its last; what its holder still owes is handed over then.

    He is told, and whoever may hand it over. Raises ``PermissionDenied``, or ``ValidationError``
    for a seat of one's own, one that has its end already, or an end before it began.
    """
    seat = _checked(seat, by)
    _refuse(rules.refuse_end(seat, until))
    seat.until = until
    seat.save(update_fields=["until"])
    record("group.end_seat", seat, by=by, fields=["until"])
    text = f"{seat}在{seat.group}的席位于{day(until)}截止，有未办结事项的，请办理工作交接。"
    _tell(seat, text, event=f"ends-{until}", by=by)
    return seat


@transaction.atomic
def reopen_seat(*, seat: Membership, by: User) -> Membership:
    """Take back an end that was entered by mistake; whoever was told of it is told of that too.

    Raises ``PermissionDenied``, or ``ValidationError`` for a seat of one's own, one without an
    end or long over, and where somebody has followed.
    """
    seat = _checked(seat, by)
    _refuse(rules.refuse_reopening(seat, today=timezone.localdate()))
    ended, seat.until = seat.until, None
    seat.full_clean()
    seat.save(update_fields=["until"])
    record("group.reopen_seat", seat, by=by, fields=["until"])
    text = f"{seat}在{seat.group}的席位继续，原登记的截止日期已撤销。"
    _tell(seat, text, event=f"reopened-{ended}", by=by)
    return seat


@transaction.atomic
def strike_seat(*, seat: Membership, by: User) -> None:
    """Take out a seat that was entered by mistake; the caller sees to it that nothing came of it.

    Whoever was told of it is told. Raises ``PermissionDenied``, or ``ValidationError`` for a seat
    of one's own.
    """
    seat = _checked(seat, by)
    # The log keeps the key, which is gone once the row is.
    record("group.strike_seat", seat, by=by)
    _tell(seat, f"{seat}在{seat.group}的席位登记有误，已撤销。", event="struck", by=by)
    seat.delete()


@transaction.atomic
def place_seat(*, seat: Membership, before: Membership | None, by: User) -> Membership:
    """Move it in the official order, before another seat of the group or after all of them.

    Raises ``PermissionDenied``, or ``ValidationError`` for a seat of one's own and where one of
    both is over.
    """
    seat = _checked(seat, by)
    rows = Membership.objects.not_over(timezone.localdate()).filter(group=seat.group_id)
    seats = list(rows.order_by("order", "pk"))
    orders = _rising([each.order for each in seats])
    if seat not in seats or (before and before not in seats):
        _refuse(SeatRefusal.MOVED)
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
    seat = _checked(seat, by)
    _refuse(rules.refuse_charge(seat, today=timezone.localdate()))
    return _set_charge(seat, by=by, is_in_charge=True)


@transaction.atomic
def end_charge(*, seat: Membership, by: User) -> Membership:
    """He is in charge no longer; his seat stays. Raises as ``put_in_charge`` does."""
    seat = _checked(seat, by)
    if not seat.is_acting_head:
        _refuse(SeatRefusal.NOT_IN_CHARGE)
    return _set_charge(seat, by=by, is_in_charge=False)


def _set_charge(seat: Membership, *, by: User, is_in_charge: bool) -> Membership:
    seat.is_acting_head = is_in_charge
    seat.save(update_fields=["is_acting_head"])
    kind = "group.put_in_charge" if is_in_charge else "group.end_charge"
    record(kind, seat, by=by, fields=["is_acting_head"])
    words = "主持工作" if is_in_charge else "不再主持工作"
    text = f"{seat.person}自今天起{words}：{seat.group}。"
    _tell(seat, text, event=f"{kind}-{timezone.now():%Y%m%d%H%M%S%f}", by=by)
    return seat


def _lock(group: StudyGroup) -> None:
    """Looking at the seats of a group and changing one is one step: two of these take turns."""
    StudyGroup.objects.select_for_update(of=("self",), no_key=True).get(pk=group.pk)


def _checked(seat: Membership, by: User | None) -> Membership:
    """The seat as it stands now, if it is his to change and not his own."""
    check_people_manager(by, seat.group.unit)
    _lock(seat.group)
    seat = Membership.objects.select_related("group__unit", "person").get(pk=seat.pk)
    if seat.person_id == (by and by.pk):
        _refuse(GrantRefusal.OWN)
    return seat


def _refuse(refusal: TextChoices | None) -> None:
    if refusal:
        raise ValidationError(str(refusal.label), code=refusal.value)


def _rising(orders: list[int]) -> list[int]:
    """The same numbers, each above the one before: those entered at one place are told apart."""
    for place in range(1, len(orders)):
        orders[place] = max(orders[place], orders[place - 1] + 1)
    return orders


def _tell(seat: Membership, text: str, *, event: str, by: User | None) -> None:
    """Its holder, and those who run the group; nobody while the system is being set up."""
    if by is None:
        return
    today = timezone.localdate()
    seats = Membership.objects.current(today).filter(group=seat.group_id, role__in=LEADS)
    leads = {each.person for each in seats.select_related("person")} - {seat.person}
    handing = f"{reverse('agendas:hand_over', args=[seat.group_id])}?leaver={seat.person_id}"
    key = f"seat-{seat.pk}-{event}"
    desk = reverse("agendas:desk")
    path = handing if event.startswith("ends") else desk
    tell(leads, kind=NoticeKind.INFORM, text=text, path=path, key=key)
    tell([seat.person], kind=NoticeKind.INFORM, text=text, path=desk, key=key)
