"""Why somebody cannot be seated, his seat ended or moved, and what a group lacks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, TextChoices

from accounts.people.models import RoleGrant, User, UserQuerySet
from accounts.people.rules import ADMINISTRATORS
from studygroups.groups.models import GroupRole, Membership, StudyGroup

# A slip is noticed within this time; whoever comes back later is seated anew.
REOPENED_WITHIN = timedelta(days=30)
# Whose place in the order still waits for a successor.
SUCCEEDED_WITHIN = timedelta(days=366)


class SeatRefusal(TextChoices):
    ADMINISTRATOR = (
        "seat_of_administrator",
        "系统管理员、安全保密管理员、安全审计员只管系统、不参与业务，不能进入中心组。",
    )
    SEATED = "already_seated", "该同志届时仍在中心组中，请先登记原席位的截止日期。"
    TWO_LEADERS = "two_leaders", "届时仍有组长在任，请先登记其席位的截止日期。"
    ENDED = "seat_ended", "该席位已登记截止。"
    ENDS_TOO_EARLY = "seat_ends_too_early", "截止日期不能早于起始日期。"
    NOT_ENDED = "seat_not_ended", "该席位没有登记截止。"
    LONG_OVER = (
        "seat_long_over",
        f"席位截止已超过 {REOPENED_WITHIN.days} 天，不能恢复，请重新登记席位。",
    )
    NOT_CURRENT = "seat_not_current", "该席位今天不在任期内。"
    CANNOT_HEAD = "cannot_head", "主持工作由副组长或者成员担任。"
    LEADER_SITS = "leader_sits", "组长在任，不另登记主持工作。"
    ONE_IN_CHARGE = "one_in_charge", "该中心组已有主持工作的同志，请先结束其主持工作。"
    NOT_IN_CHARGE = "not_in_charge", "该同志没有主持工作。"
    MOVED = "seats_moved", "席位刚有变动，请刷新页面。"


class SeatGap(TextChoices):
    NO_SECRETARY = "no_secretary", "没有学习秘书，请尽快登记。"
    NOBODY_DECIDES = "nobody_decides", "组长空缺，没有副组长，也没有主持工作的同志，事项无人审定。"
    NO_LEADER = "no_leader", "组长空缺，由副组长审定；可以登记一位同志主持工作。"
    LEADER_HAS_COME = "leader_has_come", "组长已到任，请结束原主持工作同志的主持工作。"


def seatable(group: StudyGroup, *, by: User) -> UserQuerySet:
    """Whom he may choose from: the people he keeps except himself.

    Those of the group's unit come first; last those who cannot be seated: they sit there already,
    or keep the system.
    """
    sitting = Membership.objects.filter(group=group, until=None, person=OuterRef("pk"))
    grants = RoleGrant.objects.filter(role__in=ADMINISTRATORS, person=OuterRef("pk"))
    people = User.objects.active().kept_by(by).exclude(pk=by.pk)
    people = people.annotate(
        is_refused=Exists(sitting) | Exists(grants), is_near=Q(unit=group.unit_id)
    )
    return people.order_by("is_refused", "-is_near", "unit__place", "order", "pk")


def refuse_seat(seat: Membership) -> SeatRefusal | None:
    """Why it cannot go on without an end beside the others of its group.

    Whoever keeps the system does none of the work it is kept for (等保: separate administrators).
    """
    if RoleGrant.objects.filter(person=seat.person_id, role__in=ADMINISTRATORS).exists():
        return SeatRefusal.ADMINISTRATOR
    others = Membership.objects.not_over(seat.from_on).filter(group=seat.group_id)
    others = others.exclude(pk=seat.pk)
    if others.filter(person=seat.person_id).exists():
        return SeatRefusal.SEATED
    is_second = seat.role == GroupRole.LEADER and others.filter(role=seat.role).exists()
    return SeatRefusal.TWO_LEADERS if is_second else None


def refuse_end(seat: Membership, until: date) -> SeatRefusal | None:
    """A seat ends once, and not before it began."""
    if seat.until is not None:
        return SeatRefusal.ENDED
    return SeatRefusal.ENDS_TOO_EARLY if until < seat.from_on else None


def refuse_reopening(seat: Membership, *, today: date) -> SeatRefusal | None:
    """An end entered by mistake is taken back, unless somebody has followed."""
    if seat.until is None:
        return SeatRefusal.NOT_ENDED
    return SeatRefusal.LONG_OVER if seat.until < today - REOPENED_WITHIN else refuse_seat(seat)


def refuse_charge(seat: Membership, *, today: date) -> SeatRefusal | None:
    """One alone is in charge (主持工作), while the leader's post is vacant."""
    seats = Membership.objects.current(today).filter(group=seat.group_id)
    if not seats.filter(pk=seat.pk).exists():
        return SeatRefusal.NOT_CURRENT
    if seat.role not in (GroupRole.DEPUTY, GroupRole.MEMBER):
        return SeatRefusal.CANNOT_HEAD
    if seats.filter(role=GroupRole.LEADER).exists():
        return SeatRefusal.LEADER_SITS
    return SeatRefusal.ONE_IN_CHARGE if seats.filter(is_acting_head=True).exists() else None


def gaps_of(seats: Iterable[Membership], *, today: date) -> list[SeatGap]:
    """What these seats of a group lack on that day."""
    seats = [seat for seat in seats if seat.from_on <= today]
    roles = {seat.role for seat in seats}
    is_headed = any(seat.is_acting_head for seat in seats)
    gaps = [] if GroupRole.SECRETARY in roles else [SeatGap.NO_SECRETARY]
    if GroupRole.LEADER in roles and is_headed:
        gaps.append(SeatGap.LEADER_HAS_COME)
    elif GroupRole.LEADER not in roles and not is_headed:
        has_deputy = GroupRole.DEPUTY in roles
        gaps.append(SeatGap.NO_LEADER if has_deputy else SeatGap.NOBODY_DECIDES)
    return gaps


def places_free(group: StudyGroup, *, today: date) -> list[Membership]:
    """Seats that ended within a year, or will, and into whose place nobody has come since."""
    seats = list(Membership.objects.filter(group=group).in_order())
    taken = {seat.order for seat in seats if seat.until is None}
    since = today - SUCCEEDED_WITHIN
    return [
        seat for seat in seats if seat.until and seat.until >= since and seat.order not in taken
    ]
