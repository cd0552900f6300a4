"""What people are told, about each thing that falls due: the words, the page, the occasion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone

from accounts.notices.models import NoticeKind
from accounts.people.models import User
from accounts.templatetags.words import day, moment
from agendas.attendance.models import Attendance, Status
from agendas.makeups.actions import path_to
from agendas.makeups.models import MakeUp
from agendas.measures.models import Measure
from agendas.observing.models import Observation
from agendas.observing.rules import feedback_days
from agendas.reminders.waiting import Waiting
from agendas.research.models import Duty
from agendas.sessions.actions import path_of
from agendas.sessions.models import StudySession


@dataclass(frozen=True, slots=True)
class Word:
    """What one or more people are told once; the key stands for this occasion of this thing."""

    key: str
    kind: NoticeKind
    text: str
    path: str
    due_at: datetime | None = None


Words = list[tuple[Word, User]]


def of_research(duty: Duty, today: date) -> Words:
    """Once as the day comes near, and once more on the day itself."""
    due_on = duty.due_on or today
    is_today = due_on == today
    text = "今天到期，尚未提交。" if is_today else f"请于{day(due_on)}前提交。"
    word = Word(
        key=f"research-{'today' if is_today else 'near'}-{duty.session_id}-{due_on}",
        kind=NoticeKind.REMIND,
        text=f"《{duty.session}》的调研材料{text}",
        path=path_of(duty.session, "research"),
        due_at=_end_of(due_on),
    )
    return [(word, duty.person)]


def of_answer(attendance: Attendance, _today: date) -> Words:
    session = attendance.session
    word = Word(
        key=f"answer-{session.pk}-{timezone.localtime(session.starts_at):%Y%m%d%H%M}",
        kind=NoticeKind.REMIND,
        text=f"请答复是否参加《{session}》：{moment(session.starts_at)}，{session.venue}。",
        path=path_of(session, "people"),
        due_at=session.starts_at,
    )
    return [(word, person) for person in (attendance.person,) if person]


def of_session(session: StudySession, _today: date) -> Words:
    """Everybody expected or coming, and guests who stand on no list; not those on leave."""
    listed: list[Attendance] = getattr(session, "listed", [])
    expected = [row.person for row in listed if row.status in (Status.EXPECTED, Status.COMING)]
    known = {row.person_id for row in listed}
    guests = [guest for guest in session.guests.all() if guest.pk not in known]
    word = Word(
        key=f"coming-{session.pk}-{timezone.localtime(session.starts_at):%Y%m%d%H%M}",
        kind=NoticeKind.REMIND,
        text=f"明天召开学习会《{session}》：{moment(session.starts_at)}，{session.venue}。",
        path=path_of(session, "people"),
        due_at=session.starts_at,
    )
    return [(word, person) for person in (*expected, *guests) if person]


def of_deadline(measure: Measure, _today: date) -> Words:
    word = Word(
        key=f"measure-near-{measure.pk}-{measure.due_on}",
        kind=NoticeKind.REMIND,
        text=f"措施“{measure}”{day(measure.due_on)}到期，请报进度或者申请办结。",
        path=_page_of(measure),
        due_at=_end_of(measure.due_on),
    )
    return _to_those_in_charge(word, measure)


def of_delay(measure: Measure, today: date) -> Words:
    """Once in every week that it is overdue."""
    late = (today - measure.due_on).days
    word = Word(
        key=f"measure-late-{measure.pk}-{measure.due_on}-{(late - 1) // 7}",
        kind=NoticeKind.URGE,
        text=f"措施“{measure}”时限为{day(measure.due_on)}，已逾期 {late} 天，请尽快办理。",
        path=_page_of(measure),
        due_at=_end_of(measure.due_on),
    )
    return _to_those_in_charge(word, measure)


def of_feedback(observation: Observation, today: date) -> Words:
    """To the lead of the team, once in every week that the feedback is overdue."""
    (due_on,) = feedback_days([observation.session])
    if observation.lead is None or today <= due_on:
        return []
    late = (today - due_on).days
    word = Word(
        key=f"feedback-late-{observation.pk}-{due_on}-{(late - 1) // 7}",
        kind=NoticeKind.REMIND,
        text=f"旁听《{observation.session}》的反馈应于{day(due_on)}前提交，请尽快提交。",
        path=reverse("agendas:observation", kwargs={"observation_id": observation.pk}),
        due_at=_end_of(due_on),
    )
    return [(word, observation.lead)]


def _to_those_in_charge(word: Word, measure: Measure) -> Words:
    return [(word, person) for person in (measure.owner, measure.handler) if person]


def _page_of(measure: Measure) -> str:
    return reverse("agendas:measure", kwargs={"measure_id": measure.pk})


def of_make_up(make_up: MakeUp, _today: date) -> Words:
    words = f"《{make_up.session}》的补学小结请于{day(make_up.due_on)}前提交。"
    return _to_who_was_away(make_up, f"near-{make_up.due_on}", words)


def of_late_make_up(make_up: MakeUp, _today: date) -> Words:
    """Once: who learns what of it, and what then, is for the secretary to say."""
    words = f"《{make_up.session}》的补学{day(make_up.due_on)}到期，尚未完成，请尽快提交补学小结。"
    return _to_who_was_away(make_up, f"late-{make_up.due_on}", words)


def of_make_up_taken_back(make_up: MakeUp, _today: date) -> Words:
    """He was there after all; only to whoever had been told to make up for it."""
    words = f"您在《{make_up.session}》的到会情况已更正，不需补学。"
    return _to_who_was_away(make_up, "taken-back", words, kind=NoticeKind.INFORM)


def _to_who_was_away(
    make_up: MakeUp, event: str, text: str, *, kind: NoticeKind = NoticeKind.REMIND
) -> Words:
    word = Word(
        key=f"makeup-{make_up.pk}-{event}",
        kind=kind,
        text=text,
        path=path_to(make_up),
        due_at=_end_of(make_up.due_on) if kind == NoticeKind.REMIND else None,
    )
    return [(word, person) for person in (make_up.person,) if person]


def _end_of(day_due: date) -> datetime:
    return timezone.make_aware(datetime.combine(day_due, time(23, 59)))


def of_decision(each: Waiting, asked_at: datetime) -> Word:
    return Word(
        key=f"waiting-{each.key}-{asked_at:%Y%m%d%H%M%S}",
        kind=NoticeKind.DECIDE,
        text=f"《{each.session_title}》{each.matter.label}“{each.title}”待您审定已超过 2 天。",
        path=reverse("agendas:approvals"),
    )
