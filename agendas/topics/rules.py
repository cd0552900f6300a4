"""Who may bring problems and topics, who chooses, and what the first stage still lacks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils import timezone

from accounts.people.models import User
from agendas.sessions.models import StudySession
from agendas.sessions.rules import Gap
from agendas.topics.models import Problem, Topic, TopicState
from studygroups.groups.models import StudyGroup
from studygroups.groups.rules import is_lead, membership_of


class TopicRefusal(TextChoices):
    NOT_IN_POOL = "not_in_pool", "该议题已被学习会选用。"
    OTHER_GROUP = "other_group", "该议题属于另一个中心组。"
    HAS_TOPIC = "has_topic", "本次学习会已有议题。"
    NOT_SUBMITTED = "not_submitted", "该议题不在待审定状态。"
    OTHER_PROBLEM = "other_problem", "所选问题属于另一个中心组。"
    FOUND_LATER = "found_later", "发现日期不能晚于今天。"


def may_propose(person: User, group: StudyGroup) -> bool:
    """Any member may bring a problem or a topic."""
    return membership_of(person, group, on=timezone.localdate()) is not None


def may_edit(person: User, topic: Topic) -> bool:
    """Whoever proposed it, and those who run the group."""
    return topic.proposed_by == person or is_lead(person, topic.group, on=timezone.localdate())


def refuse_problem(*, found_on: date, at: datetime) -> TopicRefusal | None:
    return TopicRefusal.FOUND_LATER if found_on > timezone.localdate(at) else None


def refuse_problems(problems: Iterable[Problem], group: StudyGroup) -> TopicRefusal | None:
    """A topic answers problems of its own group."""
    foreign = any(problem.group_id != group.pk for problem in problems)
    return TopicRefusal.OTHER_PROBLEM if foreign else None


def refuse_editing(topic: Topic) -> TopicRefusal | None:
    return None if topic.state == TopicState.POOL else TopicRefusal.NOT_IN_POOL


def refuse_leaving(topic: Topic, session: StudySession) -> TopicRefusal | None:
    """Why the topic is not the session's to give back."""
    return None if topic.session_id == session.pk else TopicRefusal.NOT_SUBMITTED


def refuse_deciding(topic: Topic, session: StudySession) -> TopicRefusal | None:
    is_waiting = topic.session_id == session.pk and topic.state == TopicState.SUBMITTED
    return None if is_waiting else TopicRefusal.NOT_SUBMITTED


def refuse_taking(topic: Topic, session: StudySession) -> TopicRefusal | None:
    if topic.group_id != session.group_id:
        return TopicRefusal.OTHER_GROUP
    if topic.state != TopicState.POOL:
        return TopicRefusal.NOT_IN_POOL
    if Topic.objects.filter(session=session).exists():
        return TopicRefusal.HAS_TOPIC
    return None


def gaps(session: StudySession, *, at: datetime) -> list[Gap]:  # noqa: ARG001 - every stage asks so
    """Before research: one topic taken, and decided by the leader."""
    topic = Topic.objects.filter(session=session).first()
    if topic is None:
        return [Gap("no_topic", "未选定议题", "topic")]
    if topic.state != TopicState.CHOSEN:
        return [Gap("topic_undecided", "议题待组长审定", "topic", awaits_decision=True)]
    return []
