"""What of somebody's open work passes to his successor, and why it may not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery, TextChoices

from accounts.people.models import StandIn, User, UserQuerySet
from agendas.attendance.models import Attendance
from agendas.makeups.models import MakeUp
from agendas.measures.models import Measure
from agendas.measures.rules import people_for
from agendas.research.models import Duty
from agendas.sessions.rules import SessionRefusal
from studygroups.groups.models import GroupRole, Membership, StudyGroup
from studygroups.groups.rules import is_lead

# Whose seat ended longer ago has handed over, or it is too late to ask.
_LATELY = timedelta(days=366)


class HandoverRefusal(TextChoices):
    SAME_PERSON = "same_person", "不能交接给本人。"
    NOT_OURS = "not_ours", "接任人须是可以登录的中心组成员或本单位人员。"
    FUTURE = "future", "交接日期不能晚于今天。"
    TOO_EARLY = "too_early", "交接日期不能早于任职之日。"
    STILL_DECIDES = (
        "still_decides",
        "组长、副组长、主持工作的同志和代理人，席位截止或代理结束后才能交接。",
    )
    NOTHING_OPEN = "nothing_open", "没有可以移交的事项。"


# Why something stays with whoever leaves.
STILL_SEATED = "席位未截止，仍由本人承担"
NOT_SEATED = "接任人还没有成员席位"
HAS_PAPER = "材料已交过，由学习秘书代改"
OWN_STUDY = "由本人完成，席位截止后不再要求"
ANSWERED = "本人已答复，由学习秘书在参会名单中调整"


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What passes over, and what stays with its reason; every list in the order of its dates."""

    measures: list[Measure]
    duties: list[Duty]
    answers: list[Attendance]
    kept: list[tuple[str, str]]

    def keys(self) -> list[str]:
        """What names exactly these things: ``measure-3``."""
        named = (("measure", self.measures), ("duty", self.duties), ("answer", self.answers))
        return [f"{name}-{row.pk}" for name, rows in named for row in rows]

    def in_words(self) -> str:
        return counted(len(self.measures), len(self.duties), len(self.answers))


def counted(measures: int, duties: int, answers: int) -> str:
    """``措施 2 项、参会答复 1 项``; empty where there is nothing."""
    counts = (("措施", measures), ("会前调研", duties), ("参会答复", answers))
    return "、".join(f"{label} {count} 项" for label, count in counts if count)


def may_hand_over(person: User, group: StudyGroup, *, on: date) -> bool:
    """Open work is given out anew by those who run the group; seats are not theirs to give."""
    return is_lead(person, group, on=on)


def leavers(group: StudyGroup, *, today: date) -> UserQuerySet:
    """Who may have something to hand over, in the order of the group.

    Those who sit there or did within a year, then others who answer for its running measures.
    """
    recent = Q(until=None) | Q(until__gte=today - _LATELY)
    seats = Membership.objects.filter(recent, group=group, person=OuterRef("pk"))
    running = Measure.objects.running().filter(session__group=group)
    people = User.objects.annotate(place=Subquery(seats.order_by("-from_on").values("order")[:1]))
    people = people.filter(
        Q(place__isnull=False)
        | Q(pk__in=running.values("owner"))
        | Q(pk__in=running.filter(handler__isnull=False).values("handler"))
    )
    return people.order_by(F("place").asc(nulls_last=True), "unit__place", "order", "pk")


def refuse_handover(
    group: StudyGroup, leaver: User, successor: User, *, on: date, today: date
) -> HandoverRefusal | None:
    """Whether the one may hand over to the other, whatever is open.

    Who still decides in the group could otherwise pass on his measure and then review it.
    """
    if successor == leaver:
        return HandoverRefusal.SAME_PERSON
    if not people_for(group).filter(pk=successor.pk).exists():
        return HandoverRefusal.NOT_OURS
    if on > today:
        return HandoverRefusal.FUTURE
    standing = StandIn.objects.not_over(today).filter(stand_in=leaver)
    seats = list(
        Membership.objects.filter(group=group, person=leaver).annotate(acts=Exists(standing))
    )
    if seats and on < min(seat.from_on for seat in seats):
        return HandoverRefusal.TOO_EARLY
    if any(_decides(seat) and _lasts(seat, today) for seat in seats):
        return HandoverRefusal.STILL_DECIDES
    return None


def _decides(seat: Any) -> bool:
    """The leader, a deputy, who is in charge, or who stands in; the last is annotated."""
    leads = seat.role in (GroupRole.LEADER, GroupRole.DEPUTY)
    return leads or seat.is_acting_head or seat.acts


def _lasts(seat: Membership, today: date) -> bool:
    """Whether it goes on after today: on the last day of his seat somebody hands over already."""
    return seat.until is None or seat.until > today


def refuse_work(work: OpenWork, seen: Collection[str]) -> HandoverRefusal | SessionRefusal | None:
    """Nothing passes over that was not shown, and all that was shown does."""
    if not work.keys():
        return HandoverRefusal.NOTHING_OPEN
    return None if set(seen) == set(work.keys()) else SessionRefusal.STALE


def open_work(group: StudyGroup, leaver: User, successor: User, *, today: date) -> OpenWork:
    """His running measures; once his seat has ended also what he owes coming sessions as a member.

    That passes only to somebody who sits there as a member himself: who is one and who is not is
    the security administrator's to say.
    """
    measures = Measure.objects.of_person(leaver).running().filter(session__group=group)
    current = Membership.objects.current(today).students().filter(group=group)
    seats = list(current.filter(person__in=[leaver, successor]))
    why = ""
    if any(seat.person_id == leaver.pk and _lasts(seat, today) for seat in seats):
        why = STILL_SEATED
    elif all(seat.person_id != successor.pk for seat in seats):
        why = NOT_SEATED
    his = {"person": leaver, "session__group": group}
    duties = Duty.objects.still_owed().filter(**his).select_related("session", "paper")
    undone = MakeUp.objects.undone().filter(attendance=OuterRef("pk"))
    listed: Any = Attendance.objects.filter(**his).annotate(is_undone=Exists(undone))
    ahead = Q(pk__in=Attendance.objects.still_ahead().values("pk"))
    listed = listed.filter(ahead | Q(is_undone=True)).select_related("session")
    rows = [row for row in listed if not row.is_undone]
    stays = [
        *(
            (f"《{duty.session}》会前调研", why or HAS_PAPER)
            for duty in duties
            if why or duty.paper
        ),
        *(
            (f"《{row.session}》参会答复", why or ANSWERED)
            for row in rows
            if why or not row.is_unanswered()
        ),
        *((f"《{row.session}》补学", OWN_STUDY) for row in listed if row.is_undone),
    ]
    return OpenWork(
        measures=list(measures.select_related("session", "owner", "handler")),
        duties=[] if why else [duty for duty in duties if not duty.paper],
        answers=[] if why else [row for row in rows if row.is_unanswered()],
        kept=stays,
    )
