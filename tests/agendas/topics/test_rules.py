"""Who sees problems and topics, and what the first stage still lacks."""

from __future__ import annotations

import pytest
from django.utils import timezone

from agendas.topics import rules
from agendas.topics.models import Problem, Topic, TopicState
from studygroups.forms.models import Stage
from tests.factories import ProblemFactory, SessionFactory, TopicFactory

pytestmark = pytest.mark.django_db

GROUP = ("leader", "deputy", "secretary", "member")


@pytest.mark.parametrize("role", [*GROUP, "supervisor", "other_secretary", "guest", "outsider"])
def test_the_pool_is_for_the_group_alone(cast, group, role):
    topic, problem = TopicFactory(group=group), ProblemFactory(group=group)

    sees = role in GROUP

    assert Topic.objects.visible_to(cast[role]).filter(pk=topic.pk).exists() is sees
    assert Problem.objects.visible_to(cast[role]).filter(pk=problem.pk).exists() is sees


def test_a_supervisor_sees_the_topic_of_an_announced_session(cast, group):
    session = SessionFactory(group=group, stage=Stage.MEETING, announced_at=timezone.now())
    topic = TopicFactory(group=group, state=TopicState.CHOSEN, session=session)

    assert list(Topic.objects.visible_to(cast["supervisor"])) == [topic]
    assert not Topic.objects.visible_to(cast["outsider"]).exists()


def test_a_supervisor_sees_the_problem_his_own_unit_raised(cast, group):
    raised = ProblemFactory(group=group, raised_by_unit=cast["supervisor"].unit)
    ProblemFactory(group=group)

    assert list(Problem.objects.visible_to(cast["supervisor"])) == [raised]


@pytest.mark.parametrize(
    ("state", "code"),
    [(None, "no_topic"), (TopicState.SUBMITTED, "topic_undecided"), (TopicState.CHOSEN, None)],
)
def test_the_first_stage_lacks_a_topic_and_then_its_decision(session, group, state, code):
    if state:
        TopicFactory(group=group, state=state, session=session)

    found = rules.gaps(session, at=timezone.now())

    assert [gap.code for gap in found] == ([code] if code else [])
    assert all(gap.part == "topic" for gap in found)
