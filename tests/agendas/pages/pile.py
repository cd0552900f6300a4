"""One of every matter that waits for a leader's decision, before it and after."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from agendas.attendance.actions import answer
from agendas.attendance.models import Status
from agendas.measures.actions import apply_closing, ask_extension
from agendas.measures.models import MeasureStatus
from agendas.minutes.actions import save_minutes, submit_minutes, submit_scheme
from agendas.minutes.models import MinutesState
from agendas.papers.actions import draft_report, submit_paper
from agendas.papers.models import PaperStatus
from agendas.research.actions import ask_excuse
from agendas.research.models import Excuse
from agendas.topics.actions import take_topic
from agendas.topics.models import TopicState
from studygroups.forms.models import Stage
from tests.factories import (
    ProblemFactory,
    SessionFactory,
    TopicFactory,
    attend,
    measure_of,
    owe,
    scheme_of,
    seat,
)


def submitted_scheme(group, secretary):
    """The scheme of a session being prepared, submitted to the leader."""
    planned = SessionFactory(group=group, stage=Stage.RESEARCH, venue="四楼会议室")
    scheme = scheme_of(planned, secretary, requirements="请提前到会")
    return submit_scheme(scheme=scheme, by=secretary, at=timezone.now())


def asked_extension(group, member):
    """A month more asked for by the owner of a measure, before its time is over."""
    due_on = date(timezone.localdate().year, 12, 31)
    held = SessionFactory(group=group, stage=Stage.CONVERSION)
    measure = measure_of(held, owner=member, due_on=due_on)
    now = {"by": member, "at": timezone.now()}
    later = due_on + timedelta(days=31)
    return ask_extension(measure=measure, **now, due_on=later, reason="与交流同步")


class Pile:
    """One of every matter that a leader decides, all of one group."""

    def __init__(self, group, secretary, member) -> None:
        now = {"by": secretary, "at": timezone.now()}
        self.choosing, self.researching, self.meeting, self.held = (
            SessionFactory(
                group=group, stage=stage, announced_at=timezone.now(), created_by=secretary
            )
            for stage in (Stage.TOPIC, Stage.RESEARCH, Stage.MEETING, Stage.CONVERSION)
        )
        topic = TopicFactory(group=group, title="用地要素")
        topic.problems.add(ProblemFactory(group=group))
        self.topic = take_topic(topic=topic, session=self.choosing, **now)
        duty = owe(self.researching, member)
        self.duty = ask_excuse(duty=duty, **now, reason="工作任务冲突")
        row = attend(self.meeting, member)
        self.leave = answer(attendance=row, **now, coming=False, leave_category="duty")
        minutes = save_minutes(
            session=self.meeting, **now, revision=0, record="逐项研究。", summary="会议形成共识。"
        )
        self.minutes = submit_minutes(minutes=minutes, **now)
        paper = draft_report(
            session=self.held,
            **now,
            title="存量用地专报",
            body="会议决定先存量后增量。",
            recipients=[seat(group).unit],
        )
        self.paper = submit_paper(paper=paper, **now)
        measure = measure_of(self.held, owner=member, due_on=date(2017, 6, 30))
        self.closing = apply_closing(measure=measure, **now, evidence="全部消化完毕")

    def matters(self):
        names = ("topic", "excuse", "leave", "minutes", "report", "closing")
        rows = (self.topic, self.duty, self.leave, self.minutes, self.paper, self.closing)
        return [f"{name}-{row.pk}" for name, row in zip(names, rows, strict=True)]

    def states(self):
        rows = (self.topic, self.duty, self.leave, self.minutes, self.paper, self.closing.measure)
        for row in rows:
            row.refresh_from_db()
        names = ("state", "excuse", "status", "state", "status", "status")
        return [getattr(row, name) for row, name in zip(rows, names, strict=True)]


APPROVED = [
    TopicState.CHOSEN,
    Excuse.GRANTED,
    Status.LEAVE,
    MinutesState.CONFIRMED,
    PaperStatus.APPROVED,
    MeasureStatus.CLOSED,
]


RETURNED = [
    TopicState.POOL,
    Excuse.NONE,
    Status.EXPECTED,
    MinutesState.DRAFT,
    PaperStatus.DRAFT,
    MeasureStatus.OPEN,
]


WAITING = [
    TopicState.SUBMITTED,
    Excuse.ASKED,
    Status.LEAVE_ASKED,
    MinutesState.SUBMITTED,
    PaperStatus.SUBMITTED,
    MeasureStatus.APPLIED,
]
