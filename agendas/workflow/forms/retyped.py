"""What was typed for a past session, read back from what was made of it."""

from __future__ import annotations

from collections import Counter
from datetime import time
from typing import Any

from django.utils import timezone

from agendas.attendance.models import Attendance, Capacity
from agendas.minutes.models import Minutes, Resolution, ResolutionKind
from agendas.sessions.models import StudySession
from agendas.workflow.ledger.columns import OTHERS
from agendas.workflow.rules import AWAY, Roll
from studygroups.groups.rules import entitled


def typed_of(session: StudySession, *, roll: Roll) -> dict[str, Any]:
    """The fields of ``PastForm`` as they would give this session again; fit to be kept as JSON."""
    begins_at = timezone.localtime(session.starts_at) if session.starts_at else None
    begins = begins_at.time() if begins_at else time.min
    rows = list(Attendance.objects.filter(session=session))
    away = {row.person_id: row.status for row in rows if row.person_id and row.status in AWAY}
    minutes = Minutes.objects.filter(session=session).first()
    return {
        "form": session.form_id,
        "title": session.title,
        "held_on": str(begins_at.date()) if begins_at else "",
        # Midnight stands for an hour nobody remembers.
        "begins": f"{begins:%H:%M}" if begins != time.min else "",
        "venue": session.venue,
        "stage": session.stage,
        "chair": _chair_named(session, rows, roll, away),
        "record": minutes.record if minutes else "",
        "results": "\n".join(map(_line, Resolution.objects.filter(session=session))),
        "kept": [scan.pk for scan in minutes.scans.all()] if minutes else [],
        **{f"away-{person}": status for person, status in away.items()},
        **_others(rows),
    }


def _chair_named(
    session: StudySession, rows: list[Attendance], roll: Roll, away: dict[int, str]
) -> int | str:
    """Whoever was in the chair, unless that is who leads without being named."""
    chair = next((row.person_id for row in rows if row.capacity == Capacity.CHAIR), None)
    seats = roll.on(timezone.localdate(session.starts_at)) if session.starts_at else []
    usual = next((person.pk for person in entitled(seats, away)), None)
    return "" if chair is None or chair == usual else chair


def _line(result: Resolution) -> str:
    is_plain = result.kind == ResolutionKind.CONSENSUS
    return result.text if is_plain else f"{result.get_kind_display()}：{result.text}"


def _others(rows: list[Attendance]) -> dict[str, int]:
    counts = Counter[str]()
    for row in rows:
        counts[row.capacity] += row.headcount
    return {f"others-{kind}": counts[kind] for kind in OTHERS if counts[kind]}
