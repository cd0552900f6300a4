"""The last two stages of a story: the report, and the measures read until they are closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from operator import itemgetter

from accounts.units.models import Unit
from agendas.measures import actions as measures
from agendas.measures.models import Measure
from agendas.minutes.models import Resolution
from agendas.papers import actions as papers
from agendas.sessions.models import Outcome, StudySession
from agendas.sessions.rules import Sheet
from agendas.topics.models import Problem
from seeds.plot import Extended, Gauge, Line, Report
from seeds.telling.teller import Teller, at_hour


def convert(teller: Teller, session: StudySession) -> None:
    """The report goes out, or is said not to apply; words become measures."""
    if report := teller.plot.report:
        _report(teller, session, report)
    elif teller.plot.no_report_reason:
        teller.act(
            papers.mark_not_applicable,
            at=teller.moment("report"),
            session=session,
            by=teller.secretary,
            reason=teller.plot.no_report_reason,
        )
    resolutions = list(Resolution.objects.filter(session=session))
    problems = list(Problem.objects.filter(topics__session=session).order_by("pk"))
    for line in teller.plot.lines:
        _make(teller, session, line, resolutions, problems)
    if teller.plot.shares_measures:
        teller.act(
            measures.share_measures,
            at=teller.moment("measures"),
            session=session,
            by=teller.leader,
            shares=True,
        )


def _report(teller: Teller, session: StudySession, report: Report) -> None:
    paper = teller.act(
        papers.draft_report,
        at=teller.moment("report"),
        session=session,
        by=teller.secretary,
        title=report.title,
        body=report.body,
        recipients=list(Unit.objects.filter(short_name__in=report.recipients)),
    )
    paper = teller.act(
        papers.submit_paper, at=teller.moment("report"), paper=paper, by=teller.secretary
    )
    at = teller.moment("sign")
    sheet = None
    if report.signed_on_paper:
        words = (
            f"会议专报：{report.title}",
            "签发：同意印发。",
            f"{teller.leader}　{at.year}年{at.month}月{at.day}日",
        )
        scan = teller.paper("发文稿纸", words, at=at)
        sheet = Sheet(signed_by=teller.leader, signed_on=at.date(), scan=scan)
    paper = teller.act(
        papers.decide_paper,
        at=at,
        paper=paper,
        by=teller.secretary if sheet else teller.leader,
        outcome=Outcome.APPROVED,
        sheet=sheet,
    )
    sent_at = teller.moment("send")
    teller.act(
        papers.send_paper, at=sent_at, paper=paper, by=teller.secretary, sent_on=sent_at.date()
    )


def _make(
    teller: Teller,
    session: StudySession,
    line: Line,
    resolutions: list[Resolution],
    problems: list[Problem],
) -> None:
    measure = teller.act(
        measures.make_measure,
        at=teller.moment("measures"),
        session=session,
        by=teller.secretary,
        title=line.title,
        lead_unit=line.unit,
        owner=teller.people[line.owner],
        handler=teller.people[line.handler],
        schedule=line.schedule,
        starts_on=line.starts_on,
        due_on=line.due_on,
        resolution=resolutions[line.resolution - 1] if line.resolution else None,
        problem=problems[line.problem - 1] if line.problem else None,
    )
    for gauge in line.gauges:
        teller.act(
            measures.add_indicator,
            at=teller.moment("measures"),
            measure=measure,
            by=teller.secretary,
            name=gauge.name,
            comparator=gauge.comparator,
            target=Decimal(gauge.target),
            unit=gauge.unit,
            baseline=Decimal(gauge.baseline) if gauge.baseline else None,
            kind=gauge.kind,
        )


def follow_up(teller: Teller, session: StudySession) -> None:
    """Day by day, indicators are read and measures closed by another than their owner."""
    made = {measure.title: measure for measure in Measure.objects.filter(session=session)}
    acts = [act for line in teller.plot.lines for act in _acts(teller, made[line.title], line)]
    for _, take in sorted(acts, key=itemgetter(0)):
        take()


def _acts(
    teller: Teller, measure: Measure, line: Line
) -> Iterator[tuple[datetime, Callable[[], None]]]:
    for gauge in line.gauges:
        for read_on, value in gauge.readings:
            at = at_hour(read_on, "16:30")
            yield at, partial(_read, teller, measure, line, gauge, at, Decimal(value))
    if line.extended:
        at = at_hour(line.extended.asked_on, "09:30")
        yield at, partial(_extend, teller, measure, line, line.extended, at)
    if line.closed_on:
        at = at_hour(line.closed_on, "16:50")
        yield at, partial(_close, teller, measure, line, at)


def _read(
    teller: Teller, measure: Measure, line: Line, gauge: Gauge, at: datetime, value: Decimal
) -> None:
    teller.act(
        measures.record_reading,
        at=at,
        indicator=measure.indicators.get(name=gauge.name),
        by=teller.people[line.handler],
        value=value,
        read_on=at.date(),
        evidence=f"{gauge.evidence}（截至{at.month}月{at.day}日）",
    )


def _extend(teller: Teller, measure: Measure, line: Line, extended: Extended, at: datetime) -> None:
    handler, owner = teller.people[line.handler], teller.people[line.owner]
    teller.act(
        measures.ask_extension,
        at=at,
        measure=measure,
        by=handler,
        due_on=extended.due_on,
        reason=extended.reason,
    )
    teller.act(
        measures.decide_change,
        at=at + timedelta(days=1),
        measure=measure,
        by=teller.decider(owner, handler),
        outcome=Outcome.APPROVED,
    )


def _close(teller: Teller, measure: Measure, line: Line, at: datetime) -> None:
    """The handler applies; the leader decides, or the deputy where the leader is the owner."""
    handler, owner = teller.people[line.handler], teller.people[line.owner]
    teller.act(measures.apply_closing, at=at, measure=measure, by=handler, evidence=line.result)
    measure.refresh_from_db()
    teller.act(
        measures.decide_closing,
        at=at + timedelta(minutes=40),
        measure=measure,
        by=teller.decider(owner, handler),
        outcome=Outcome.APPROVED,
    )
