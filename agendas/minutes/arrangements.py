"""What a session has arranged so far, in the sections of its scheme; nothing is typed for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.utils import timezone

from accounts.templatetags.words import day, moment
from agendas.attendance.models import Attendance, Capacity, Opening
from agendas.attendance.rules import still_expected
from agendas.minutes.models import AgendaItem
from agendas.minutes.rules.scheme import Section
from agendas.research.models import Duty
from agendas.sessions.models import StudySession
from agendas.topics.models import Topic
from studygroups.groups.models import Membership

_RANKS = {capacity: rank for rank, capacity in enumerate(Capacity)}


def arrangements(session: StudySession, requirements: str, *, on: date) -> list[Section]:
    """Topic, time, people, openings, research and agenda as they stand on that day.

    Who is expected, not who answered or is on leave: that concerns him and those who run the
    session. A section of which nothing is known is left out.
    """
    people = _people(session, on=on)
    sections = [
        ("题目", [session.title]),
        ("时间", _time(session)),
        ("地点", [session.venue]),
        ("主持人", [_chair(row) for row in people if row.capacity == Capacity.CHAIR]),
        ("参加人员", _capacities(people)),
        ("开放安排", _openings(session)),
        ("议题", _topic(session)),
        ("调研安排", _research(session)),
        ("议程", _agenda(session)),
        ("有关要求", requirements.splitlines()),
    ]
    spoken = [(name, [line.strip() for line in lines if line.strip()]) for name, lines in sections]
    return [(name, lines) for name, lines in spoken if lines]


def _time(session: StudySession) -> list[str]:
    if session.starts_at is None:
        return []
    until = f"至{timezone.localtime(session.ends_at):%H:%M}" if session.ends_at else ""
    return [moment(session.starts_at) + until]


def _people(session: StudySession, *, on: date) -> list[Attendance]:
    """The list in official order, before the notice with the members it will be sent to."""
    rows = list(Attendance.objects.filter(session=session).in_order())
    if session.announced_at is None:
        seats = Membership.objects.current(on).filter(group=session.group).students()
        rows += still_expected(session, list(seats.in_order()))
        rows.sort(key=lambda row: (_RANKS[Capacity(row.capacity)], row.order))
    return rows


def _chair(row: Attendance) -> str:
    return f"{row.name}（{row.post}）" if row.post else row.name


def _capacities(people: Iterable[Attendance]) -> list[str]:
    lines = []
    for capacity, group in groupby(people, key=lambda row: row.capacity):
        rows = list(group)
        if capacity != Capacity.CHAIR:
            total = sum(row.headcount for row in rows)
            lines.append(f"{Capacity(capacity).label}（{total} 人）：{_names(rows)}")
    return lines


def _names(rows: list[Attendance]) -> str:
    """Members by name; guests unit by unit."""
    if rows[0].capacity == Capacity.MEMBER:
        return "、".join(row.name for row in rows)
    return "；".join(
        f"{unit}　{'、'.join(map(_name, group))}".strip()
        for unit, group in groupby(rows, key=lambda row: row.unit_name)
    )


def _name(row: Attendance) -> str:
    return f"{row.name}（{row.headcount} 人）" if row.headcount > 1 else row.name


def _openings(session: StudySession) -> list[str]:
    return [
        f"{opening}：{opening.promise()}" + (f"，{opening.note}" if opening.note else "")
        for opening in Opening.objects.filter(session=session)
    ]


def _topic(session: StudySession) -> list[str]:
    topic = Topic.objects.filter(session=session).first()
    if topic is None:
        return []
    problems = "；".join(problem.title for problem in topic.problems.order_by("pk"))
    return [
        f"{topic}（{topic.get_kind_display()}）",
        f"针对的问题：{problems}" if problems else "",
    ]


def _research(session: StudySession) -> list[str]:
    duties = list(Duty.objects.filter(session=session))
    if not duties:
        return []
    last = max((duty.due_on for duty in duties if duty.due_on), default=None)
    until = f"，{day(last)}前提交" if last else ""
    speakers = "、".join(duty.name for duty in duties if duty.is_speaker)
    return [
        f"会前调研：{len(duties)} 人{until}",
        f"重点发言：{speakers}" if speakers else "",
    ]


def _agenda(session: StudySession) -> list[str]:
    items = AgendaItem.objects.filter(session=session)
    return [f"{number}. {_item(item)}" for number, item in enumerate(items, start=1)]


def _item(item: AgendaItem) -> str:
    length = f"{item.minutes} 分钟" if item.minutes else ""
    who = "，".join(part for part in (item.speaker, length) if part)
    return f"{item.get_kind_display()}：{item.title}" + (f"（{who}）" if who else "")
