"""What hangs on a seat in a group: what its holder still owes there, what he did there."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Q, TextChoices
from django.utils import timezone

from accounts.people.models import User
from agendas.attendance.models import Attendance, Status
from agendas.measures.models import Measure
from agendas.research.models import Duty
from agendas.sessions.models import Decision
from agendas.workflow.rules.handover import counted
from studygroups.groups.models import Membership, StudyGroup


class SeatUseRefusal(TextChoices):
    USED = "seat_used", "该同志已有参会、调研或者审定记录，席位不能撤销，请登记截止日期。"


def owed_in(group: StudyGroup, person: User) -> str:
    """How much of his work is open there, without what it is about; empty where nothing is."""
    his = {"person": person, "session__group": group}
    measures = Measure.objects.of_person(person).running().filter(session__group=group)
    answers = Attendance.objects.still_ahead().filter(status=Status.EXPECTED, **his)
    duties = Duty.objects.still_owed().filter(paper=None, **his)
    return counted(measures.count(), duties.count(), answers.count())


def refuse_withdrawing_seat(seat: Membership) -> SeatUseRefusal | None:
    """A seat with which nothing was done yet may be taken out; any other has its end."""
    since = timezone.make_aware(datetime.combine(seat.from_on, time.min))
    ahead = Q(session__starts_at=None) | Q(session__starts_at__gte=since)
    his = {"person": seat.person_id, "session__group": seat.group_id}
    is_used = (
        Duty.objects.filter(ahead, **his).exists()
        or Attendance.objects.filter(ahead, **his).exists()
        or Decision.objects.filter(
            by=seat.person_id, session__group=seat.group_id, on__gte=seat.from_on
        ).exists()
    )
    return SeatUseRefusal.USED if is_used else None
