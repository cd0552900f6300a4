"""Taking a ledger out as a workbook; each time stands in the log."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.attendance.models import Attendance
from agendas.ledgers import rules, workbooks
from agendas.sessions.actions import allow
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs
from studygroups.groups.models import StudyGroup
from studygroups.groups.rules import is_lead


@transaction.atomic
def export_session(*, session: StudySession, by: User, at: datetime) -> bytes:
    """The counts of one session, for those who run it."""
    allow(runs(by, session))
    rows = Attendance.objects.filter(session=session)
    counts = rules.counts_of(rows, on=timezone.localdate(at))
    made = workbooks.of_session(session, counts, rules.speaking_at(session))
    record("ledger.export", session, by=by, at=at)
    return made


@transaction.atomic
def export_group(*, group: StudyGroup, year: int, by: User, at: datetime) -> bytes:
    """One group's year by person and by session, for those who lead the group."""
    today = timezone.localdate(at)
    allow(is_lead(by, group, on=today))
    made = workbooks.of_group(group, year, rules.group_ledger(group, year, on=today))
    record("ledger.export", group, by=by, at=at)
    return made


@transaction.atomic
def export_units(*, year: int, by: User, at: datetime) -> bytes:
    """The year of all the groups whose counts he may know; they hold no person."""
    groups = StudyGroup.objects.counted_by(by).select_related("unit")
    listed = list(groups)
    allow(bool(listed))
    ledger = rules.unit_ledger(groups, listed, year, on=timezone.localdate(at))
    made = workbooks.of_units(year, ledger)
    record("ledger.export", by.unit, by=by, at=at)
    return made
