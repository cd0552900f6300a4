"""The first two stages of a story: choosing a topic, and the research it asks for."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.people.models import User
from agendas.proxies.rules import Given
from agendas.research import actions as research
from agendas.research.models import Duty, Research
from agendas.sessions.models import Outcome, StudySession
from agendas.topics import actions as topics
from agendas.topics.models import Problem, Topic
from agendas.workflow.actions import open_session
from seeds.plot import Excused, ProposedTopic, ResearchPaper
from seeds.telling.teller import Teller, at_hour
from studygroups.forms.models import FULL_FORM, StudyForm


def begin(teller: Teller) -> StudySession:
    plot = teller.plot
    return teller.act(
        open_session,
        at=teller.moment("open" if plot.form == FULL_FORM else "announce"),
        group=teller.group,
        form=StudyForm.objects.get(code=plot.form),
        by=teller.secretary,
        title=plot.title,
        starts_at=at_hour(plot.day, plot.starts),
        ends_at=at_hour(plot.day, plot.ends),
        venue=plot.venue,
    )


def choose_topic(teller: Teller, session: StudySession) -> None:
    """A topic is taken out of the pool for the session and decided."""
    topic, words = fill_pool(teller), teller.plot.topic
    if topic is None or words is None:
        return
    topic = teller.act(
        topics.take_topic,
        at=teller.moment("take"),
        topic=topic,
        session=session,
        by=teller.secretary,
    )
    if words.decided:
        teller.act(
            topics.decide_topic,
            at=teller.moment("decide topic"),
            topic=topic,
            by=teller.leader,
            outcome=Outcome.APPROVED,
        )


def fill_pool(teller: Teller) -> Topic | None:
    """Problems are found and a topic, where the story has one, is made of them."""
    problems = _find_problems(teller)
    words = teller.plot.topic
    return _propose(teller, words, problems) if words else None


def _find_problems(teller: Teller) -> list[Problem]:
    at = teller.moment("problems")
    return [
        teller.act(
            topics.report_problem,
            at=at,
            group=teller.group,
            by=teller.people[found.finder],
            title=found.title,
            detail=found.detail,
            source=found.source,
            found_on=at.date() - timedelta(days=order),
        )
        for order, found in enumerate(teller.plot.problems)
    ]


def _propose(teller: Teller, words: ProposedTopic, problems: list[Problem]) -> Topic:
    return teller.act(
        topics.propose_topic,
        at=teller.moment("propose"),
        group=teller.group,
        by=teller.people[words.proposer],
        problems=problems,
        title=words.title,
        kind=words.kind,
        angles=[angle.value for angle in words.angles],
        central_task=words.central_task,
        theme=words.theme,
        why_now=words.why_now,
    )


def do_research(teller: Teller, session: StudySession) -> None:
    """Questions are given, papers handed in and read, some people excused, the speakers named."""
    if teller.plot.questions:
        _give_questions(teller, session)
    for excused in teller.plot.excused:
        _excuse(teller, session, excused)
    for order, paper in enumerate(teller.plot.papers):
        _hand_in(teller, session, paper, order)
    for duty in Duty.objects.filter(session=session, person__username__in=teller.plot.speakers):
        teller.act(
            research.name_speaker,
            at=teller.moment("speakers"),
            duty=duty,
            by=teller.secretary,
            is_speaker=True,
        )


def _give_questions(teller: Teller, session: StudySession) -> None:
    questions = dict(teller.plot.questions)
    duties = Duty.objects.filter(session=session, person__username__in=questions)
    keyed = duties.values_list("pk", "person__username")
    teller.act(
        research.give_questions,
        at=teller.moment("ask for research") + timedelta(minutes=30),
        session=session,
        by=teller.secretary,
        questions={key: questions[username] for key, username in keyed},
    )


def _excuse(teller: Teller, session: StudySession, excused: Excused) -> None:
    person, at = teller.people[excused.person], teller.moment("excuse")
    duty = Duty.objects.get(session=session, person=person)
    duty = teller.act(research.ask_excuse, at=at, duty=duty, by=person, reason=excused.reason)
    if excused.granted:
        teller.act(
            research.decide_excuse,
            at=at + timedelta(hours=3),
            duty=duty,
            by=teller.decider(person),
            outcome=Outcome.APPROVED,
        )


def _hand_in(teller: Teller, session: StudySession, paper: ResearchPaper, order: int) -> None:
    """One paper, its findings marked by whoever handed it in; completed where more is asked."""
    at = teller.moment("research") + timedelta(minutes=order * 7)
    authors = [teller.people[author] for author in paper.authors]
    by = teller.secretary if paper.entered else authors[0]
    scan = teller.paper(paper.title, paper.text.splitlines(), at=at) if paper.entered else None
    handed_in = teller.act(
        research.hand_in,
        at=at,
        session=session,
        authors=authors,
        by=by,
        title=paper.title,
        text=paper.text,
        file=scan,
        given=Given(at.date(), scan) if paper.entered else None,
    )
    for kind, text in paper.findings:
        teller.act(research.mark_finding, at=at, paper=handed_in, by=by, kind=kind, text=text)
    _note_visits(teller, handed_in, paper, at=at, by=by)
    if not paper.asked_for:
        return
    handed_in = teller.act(
        research.ask_for_more,
        at=at + timedelta(hours=1),
        paper=handed_in,
        by=teller.secretary,
        remark=paper.asked_for,
    )
    if paper.completed:
        teller.act(
            research.hand_in,
            at=teller.moment("more research"),
            session=session,
            authors=authors,
            by=by,
            title=paper.title,
            text=paper.text,
            paper=handed_in,
        )


def _note_visits(
    teller: Teller, handed_in: Research, paper: ResearchPaper, *, at: datetime, by: User
) -> None:
    for went in paper.visits:
        teller.act(
            research.note_visit,
            at=at,
            paper=handed_in,
            by=by,
            visited_on=at.date() - timedelta(days=went.days_before),
            place=went.place,
            met_count=went.met,
            problems=went.found,
            solved=went.solved,
        )
