"""Who may stand on the list, and how many come through each opening."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q, Sum, TextChoices
from django.utils import timezone

from accounts.people.models import User, UserQuerySet
from agendas.attendance.models import (
    OPENING_OF,
    STUDYING,
    Attendance,
    Capacity,
    Opening,
    Status,
)
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from studygroups.groups.models import STUDENTS, Membership
from studygroups.groups.rules import entitled, membership_of

# The list and the openings are prepared with the research and kept up until the meeting is over.
PREPARING = (Stage.RESEARCH, Stage.MEETING)
# Whoever came in this time is likely to come again.
RECENT = timedelta(days=180)


class ListRefusal(TextChoices):
    FULL = "full", "该类开放剩余名额不足。"
    BELOW_LIST = "below_list", "名额不能少于名单中已有的人数。"
    HEADCOUNT = "headcount", "人数至少为 1；按人登记时人数为 1。"
    WRONG_CAPACITY = "wrong_capacity", "主持人由会议通知确定，不能另行添加。"
    NOT_MEMBER = "not_member", "以成员身份参会的须为本中心组组长、副组长或成员。"
    IS_MEMBER = "is_member", "该同志是中心组成员，以成员身份参会。"
    MEMBER_STAYS = "member_stays", "中心组成员不能移出名单；不能到会的，登记请假或缺席。"
    NOT_ON_LIST = "not_on_list", "名单已有变动，请刷新页面后再保存。"


def still_expected(session: StudySession, seats: Sequence[Membership]) -> list[Attendance]:
    """Rows, not saved, for the members who are not on the list yet; one of them in the chair.

    ``seats`` are those of the members, in their order and with their people and units.
    """
    listed = Attendance.objects.filter(session=session, person__isnull=False)
    known = dict(listed.values_list("person_id", "capacity"))
    has_chair = Capacity.CHAIR in known.values()
    chair = None if has_chair else next(iter(entitled(seats)), None)
    return [
        Attendance(
            session=session,
            person=seat.person,
            name=seat.person.full_name,
            unit_name=seat.person.unit.name,
            post=seat.person.post,
            order=seat.order,
            capacity=Capacity.CHAIR if seat.person == chair else Capacity.MEMBER,
        )
        for seat in seats
        if seat.person_id not in known
    ]


def people_to_invite(session: StudySession, *, by_words: bool) -> UserQuerySet:
    """Everybody who is not on the list yet; until words narrow them, the group's own unit.

    Guests of the group's sessions of the last half year come first, the others in official order.
    """
    listed = Attendance.objects.filter(session=session, person__isnull=False)
    people = User.objects.active().exclude(pk__in=listed.values("person"))
    lately = Attendance.objects.exclude(capacity__in=STUDYING).filter(
        session__group=session.group_id, session__starts_at__gte=timezone.now() - RECENT
    )
    people = people.recent_first(lately, "person")
    return people if by_words else people.filter(Q(unit=session.group.unit) | Q(is_recent=True))


def refuse_seats(session: StudySession, capacity: str, headcount: int) -> ListRefusal | None:
    """Whether the opening for that capacity has room. What was never limited always has."""
    kind = OPENING_OF.get(capacity)
    opening = Opening.objects.filter(session=session, kind=kind).first()
    if opening is None or opening.quota is None:
        return None
    if seats_taken(opening) + headcount > opening.quota:
        return ListRefusal.FULL
    return None


def refuse_quota(opening: Opening) -> ListRefusal | None:
    """A promise is not cut below those who are on the list already."""
    if opening.quota is not None and seats_taken(opening) > opening.quota:
        return ListRefusal.BELOW_LIST
    return None


def seats_taken(opening: Opening) -> int:
    """How many people of the list come through the opening; a hall counts every head.

    Whoever declined has given his seat back.
    """
    through = [name for name, kind in OPENING_OF.items() if kind == opening.kind]
    rows = Attendance.objects.filter(session=opening.session, capacity__in=through)
    rows = rows.exclude(status=Status.LEAVE)
    taken: int = rows.aggregate(taken=Sum("headcount", default=0))["taken"]
    return taken


def refuse_person(
    session: StudySession, capacity: str, person: User | None, headcount: int, *, at: datetime
) -> ListRefusal | None:
    """Whether somebody may stand on the list in that capacity.

    Members come as members and nobody else does, or the attendance rate would be wrong.
    """
    if headcount < 1 or (person and headcount != 1):
        return ListRefusal.HEADCOUNT
    if capacity == Capacity.CHAIR:
        return ListRefusal.WRONG_CAPACITY
    is_student = person is not None and _studies(person, session, at=at)
    if capacity in STUDYING:
        return None if is_student else ListRefusal.NOT_MEMBER
    return ListRefusal.IS_MEMBER if is_student else None


def refuse_removal(attendance: Attendance, *, at: datetime) -> ListRefusal | None:
    person = attendance.person
    if attendance.is_member() and person and _studies(person, attendance.session, at=at):
        return ListRefusal.MEMBER_STAYS
    return None


def _studies(person: User, session: StudySession, *, at: datetime) -> bool:
    seat = membership_of(person, session.group, on=timezone.localdate(at))
    return seat is not None and seat.role in STUDENTS
