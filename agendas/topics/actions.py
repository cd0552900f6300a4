"""Bringing problems and topics, taking a topic for a session, deciding on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from accounts.search.actions import index
from agendas.sessions.actions import allow, decide, insist, locked, path_of, refuse
from agendas.sessions.models import Matter, StudySession
from agendas.sessions.rules import Sheet, refuse_change, refuse_unseen, runs
from agendas.topics import rules
from agendas.topics.models import Problem, Topic, TopicState
from agendas.topics.rules import TopicRefusal
from studygroups.forms.models import Stage
from studygroups.groups.models import StudyGroup
from studygroups.groups.rules import deciders


@transaction.atomic
def report_problem(*, group: StudyGroup, by: User, at: datetime, **facts: Any) -> Problem:
    """Put a problem on the group's list.

    ``facts`` takes ``title``, ``detail``, ``source``, ``found_on`` and ``raised_by_unit``. Raises
    ``ValidationError`` for a date to come, ``PermissionDenied`` outside the group.
    """
    allow(rules.may_propose(by, group))
    return raise_problem(group=group, by=by, at=at, **facts)


def raise_problem(*, group: StudyGroup, by: User, at: datetime, **facts: Any) -> Problem:
    """The same by somebody from outside, for an action that has settled who may."""
    insist(rules.refuse_problem(found_on=facts["found_on"], at=at))
    problem = Problem(group=group, created_by=by, created_at=at, **facts)
    problem.full_clean()
    problem.save()
    record("problem.report", problem, by=by, at=at)
    index(problem)
    return problem


@transaction.atomic
def propose_topic(
    *, group: StudyGroup, by: User, at: datetime, problems: Iterable[Problem] = (), **words: Any
) -> Topic:
    """Put a topic into the group's pool, with the problems it answers.

    ``words`` takes ``title``, ``kind``, ``angles``, ``central_task``, ``theme`` and ``why_now``.
    Raises ``PermissionDenied`` outside the group, ``ValidationError`` for another group's problem.
    """
    allow(rules.may_propose(by, group))
    insist(rules.refuse_problems(problems := list(problems), group))
    topic = Topic(group=group, proposed_by=by, created_at=at, **words)
    topic.full_clean()
    topic.save()
    topic.problems.set(problems)
    record("topic.propose", topic, by=by, at=at)
    index(topic)
    return topic


@transaction.atomic
def edit_topic(
    *, topic: Topic, by: User, at: datetime, problems: Iterable[Problem], **words: Any
) -> Topic:
    """Change a topic that is still in the pool. ``words`` as for ``propose_topic``.

    Raises ``ValidationError`` once a session has taken it.
    """
    allow(rules.may_edit(by, topic))
    topic = _locked(topic)
    insist(rules.refuse_editing(topic))
    insist(rules.refuse_problems(problems := list(problems), topic.group))
    for name, value in words.items():
        setattr(topic, name, value)
    topic.full_clean()
    topic.save()
    topic.problems.set(problems)
    record("topic.edit", topic, by=by, at=at, fields=words)
    index(topic)
    return topic


@transaction.atomic
def take_topic(*, topic: Topic, session: StudySession, by: User, at: datetime) -> Topic:
    """Take a topic from the pool for a session and ask the leader to decide on it.

    Raises ``ValidationError`` when it is taken already, belongs to another group, or the session
    has a topic or is past choosing one.
    """
    allow(runs(by, session))
    session = locked(session)
    insist(refuse_change(session, Stage.TOPIC))
    topic = _locked(topic)
    insist(rules.refuse_taking(topic, session))
    topic.state, topic.session, topic.taken_at = TopicState.SUBMITTED, session, at
    topic.last_decision, topic.decision = topic.decision or topic.last_decision, None
    topic.save(update_fields=["state", "session", "taken_at", "last_decision", "decision"])
    record("topic.take", topic, by=by, at=at, fields=["session"])
    index(topic)
    tell(
        deciders(session.group, on=timezone.localdate(at), proposers=[topic.proposed_by]),
        kind=NoticeKind.DECIDE,
        text=f"请审定《{session}》的议题：{topic}。",
        path=path_of(session, "topic"),
        key=f"topic-{topic.pk}-{session.pk}-{at:%Y%m%d%H%M%S}",
    )
    return topic


@transaction.atomic
def put_back_topic(*, topic: Topic, by: User, at: datetime) -> Topic:
    """Give a session's topic back to the pool, as long as the session is choosing one."""
    session = _locked_session(topic)
    allow(runs(by, session))
    insist(refuse_change(session, Stage.TOPIC))
    topic = _locked(topic)
    insist(rules.refuse_leaving(topic, session))
    topic.state, topic.session = TopicState.POOL, None
    topic.save(update_fields=["state", "session"])
    record("topic.put_back", topic, by=by, at=at, fields=["session"])
    index(topic)
    return topic


@transaction.atomic
def decide_topic(
    *,
    topic: Topic,
    by: User,
    at: datetime,
    outcome: str,
    reason: str = "",
    sheet: Sheet | None = None,
    revision: int | None = None,
) -> Topic:
    """Choose the topic for its session, or return it to the pool with a reason.

    The leader may choose a topic of his own: that choice is exempt from the rule that nobody
    decides what he submitted. Raises as ``decide`` does, when nothing awaits a decision, and
    with code ``stale`` when it was put back and another taken since ``revision`` was read.
    """
    session = _locked_session(topic)
    insist(refuse_change(session, Stage.TOPIC))
    topic = _locked(topic)
    insist(rules.refuse_deciding(topic, session))
    insist(refuse_unseen(revision, now=topic.revision()))
    topic.decision = decide(
        session=session,
        matter=Matter.TOPIC,
        about=topic.title,
        outcome=outcome,
        by=by,
        at=at,
        reason=reason,
        proposers=[topic.proposed_by],
        sheet=sheet,
        facts=topic.facts(),
    )
    if topic.decision.is_approved():
        topic.state = TopicState.CHOSEN
    else:
        topic.state, topic.session = TopicState.POOL, None
    topic.save(update_fields=["state", "session", "decision"])
    index(topic)
    tell(
        {topic.proposed_by, session.created_by} - {by},
        kind=NoticeKind.INFORM,
        text=f"《{session}》的议题“{topic}”：{topic.decision.get_outcome_display()}。",
        path=path_of(session, "topic"),
        key=f"decision-{topic.decision.pk}-told",
    )
    return topic


def _locked_session(topic: Topic) -> StudySession:
    """The session of the topic, locked before the topic itself, as everywhere."""
    session = StudySession.objects.filter(topics=topic).first()
    if session is None:
        refuse(TopicRefusal.NOT_SUBMITTED)
    return locked(session)


def _locked(topic: Topic) -> Topic:
    """The topic as it stands now, nobody else changing it until this is done."""
    topics = Topic.objects.select_for_update(of=("self",))
    return topics.select_related("group", "session__group", "proposed_by").get(pk=topic.pk)
