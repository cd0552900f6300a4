"""Who may bring problems and topics, who chooses, and what the first stage still lacks."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import TextChoices
from django.utils import timezone

from accounts.people.models import User
from agendas.sessions.models import StudySession
from agendas.sessions.rules import Gap
from agendas.topics.models import Topic, TopicState
from studygroups.groups.models import StudyGroup
from studygroups.groups.rules import is_lead, membership_of


class TopicRefusal(TextChoices):
    NOT_IN_POOL = "not_in_pool", "该议题已被学习会选用。"
    OTHER_GROUP = "other_group", "该议题属于另一个中心组。"
    HAS_TOPIC = "has_topic", "本次学习会已有议题。"
    NOT_SUBMITTED = "not_submitted", "该议题不在待审定状态。"
    FOUND_LATER = "found_later", "发现日期不能晚于今天。"


def may_propose(person: User, group: StudyGroup) -> bool:
    """Any member may bring a problem or a topic."""
    return membership_of(person, group, on=timezone.localdate()) is not None


def may_edit(person: User, topic: Topic) -> bool:
    """Whoever proposed it, and those who run the group, until a session has taken it."""
    return topic.proposed_by == person or is_lead(person, topic.group, on=timezone.localdate())


def refuse_problem(*, found_on: date, at: datetime) -> TopicRefusal | None:
    return TopicRefusal.FOUND_LATER if found_on > timezone.localdate(at) else None


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
        return [Gap("topic_undecided", "议题待组长审定", "topic")]
    return []
