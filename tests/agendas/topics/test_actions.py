"""Bringing problems and topics, taking a topic, deciding on it, giving it back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.audit.models import LogEntry
from accounts.files.actions import store
from accounts.notices.models import Notice
from agendas.sessions.models import Decision
from agendas.sessions.rules import Sheet
from agendas.topics import actions
from agendas.topics.models import Problem, Topic, TopicState
from studygroups.forms.models import Stage
from tests.factories import ProblemFactory, SessionFactory, StudyGroupFactory, TopicFactory

pytestmark = pytest.mark.django_db

PROBLEM = {"title": "用地指标紧缺", "detail": "", "source": "research", "raised_by_unit": None}


@pytest.fixture
def topic(group):
    return TopicFactory(group=group, title="破解土地要素瓶颈制约")


@pytest.fixture
def submitted(topic, session, secretary):
    return actions.take_topic(topic=topic, session=session, by=secretary, at=timezone.now())


def take(topic, session, by):
    return actions.take_topic(topic=topic, session=session, by=by, at=timezone.now())


def decide(topic, by, outcome="approved", **more):
    return actions.decide_topic(topic=topic, by=by, at=timezone.now(), outcome=outcome, **more)


def test_a_member_reports_a_problem_and_the_log_notes_it_without_its_words(group, member):
    now = timezone.now()

    problem = actions.report_problem(
        group=group, by=member, at=now, found_on=date(2017, 3, 1), **PROBLEM
    )

    assert (problem.group, problem.created_by) == (group, member)
    entry = LogEntry.objects.get(kind="problem.report")
    assert entry.object_key == f"agendas.problem:{problem.pk}"
    assert "用地指标" not in entry.label


def test_a_problem_cannot_be_found_tomorrow(group, member):
    now = timezone.now()

    with pytest.raises(ValidationError) as refused:
        actions.report_problem(
            group=group,
            by=member,
            at=now,
            found_on=timezone.localdate(now) + timedelta(days=1),
            **PROBLEM,
        )

    assert refused.value.code == "found_later"
    assert not Problem.objects.exists()


def test_a_topic_answers_problems_of_its_own_group_alone(group, member):
    own, foreign = ProblemFactory(group=group), ProblemFactory()
    words = {
        "title": "破解土地要素瓶颈制约",
        "kind": "work",
        "angles": ["people"],
        "central_task": "重点项目用地",
        "theme": "",
        "why_now": "缺口大",
    }

    with pytest.raises(ValidationError) as refused:
        actions.propose_topic(
            group=group, by=member, at=timezone.now(), problems=[own, foreign], **words
        )
    topic = actions.propose_topic(
        group=group, by=member, at=timezone.now(), problems=[own], **words
    )

    assert refused.value.code == "other_problem"
    assert list(Topic.objects.get().problems.all()) == [own]
    assert topic.proposed_by == member


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("leader", True),
        ("deputy", True),
        ("secretary", True),
        ("member", False),
        ("supervisor", False),
        ("other_secretary", False),
        ("outsider", False),
    ],
)
def test_who_may_take_a_topic_for_a_session(cast, topic, session, role, may):
    if may:
        take(topic, session, cast[role])
    else:
        with pytest.raises(PermissionDenied):
            take(topic, session, cast[role])

    topic.refresh_from_db()
    assert (topic.session == session) is may


def test_a_taken_topic_waits_and_the_leader_is_asked_to_decide(submitted, session, leader):
    asked = Notice.objects.filter(recipient=leader, kind="decide").count()
    assert asked == 0  # nobody was leader yet when it was taken

    topic = actions.put_back_topic(topic=submitted, by=session.created_by, at=timezone.now())
    take(topic, session, session.created_by)

    notice = Notice.objects.get(recipient=leader, kind="decide")
    assert "破解土地要素瓶颈制约" in notice.text
    assert notice.path == f"/sessions/{session.pk}/topic/"


def test_a_second_topic_for_the_session_is_refused(submitted, session, secretary, group):
    second = TopicFactory(group=group)

    with pytest.raises(ValidationError) as refused:
        take(second, session, secretary)

    assert refused.value.code == "has_topic"
    second.refresh_from_db()
    assert second.state == TopicState.POOL


def test_a_topic_already_taken_is_refused_to_another_session(submitted, group, secretary):
    another = SessionFactory(group=group)

    with pytest.raises(ValidationError) as refused:
        take(submitted, another, secretary)

    assert refused.value.code == "not_in_pool"


def test_a_topic_of_another_group_is_refused(session, secretary):
    foreign = TopicFactory(group=StudyGroupFactory())

    with pytest.raises(ValidationError) as refused:
        take(foreign, session, secretary)

    assert refused.value.code == "other_group"


def test_no_topic_is_taken_after_the_first_stage(topic, group, secretary):
    later = SessionFactory(group=group, stage=Stage.RESEARCH)

    with pytest.raises(ValidationError) as refused:
        take(topic, later, secretary)

    assert refused.value.code == "wrong_stage"


def test_the_leader_chooses_even_a_topic_of_his_own(group, session, secretary, leader):
    own = TopicFactory(group=group, proposed_by=leader)
    take(own, session, secretary)

    chosen = decide(own, leader)

    assert chosen.state == TopicState.CHOSEN
    assert chosen.decision.by == leader
    assert chosen.decision.recorded_by is None


def test_a_returned_topic_goes_back_to_the_pool_with_the_reason(submitted, leader):
    returned = decide(submitted, leader, "returned", reason="先摸清底数")

    assert (returned.state, returned.session) == (TopicState.POOL, None)
    assert returned.decision.reason == "先摸清底数"


def test_a_return_without_a_reason_is_refused(submitted, leader):
    with pytest.raises(ValidationError) as refused:
        decide(submitted, leader, "returned", reason="  ")

    assert refused.value.code == "needs_reason"
    submitted.refresh_from_db()
    assert submitted.state == TopicState.SUBMITTED


@pytest.mark.parametrize("role", ["deputy", "secretary", "member", "supervisor", "outsider"])
def test_nobody_but_the_leader_decides_while_there_is_one(cast, submitted, role):
    with pytest.raises(PermissionDenied):
        decide(submitted, cast[role])

    assert not Decision.objects.exists()


def test_the_secretary_records_what_the_leader_signed_on_paper(submitted, secretary, leader, pdf):
    today = timezone.localdate()
    sheet = Sheet(leader, today, store(pdf, by=secretary))

    chosen = decide(submitted, secretary, sheet=sheet)

    decision = chosen.decision
    assert (decision.by, decision.recorded_by, decision.on) == (
        leader,
        secretary,
        today,
    )
    assert Notice.objects.filter(recipient=leader, kind="inform", text__contains="代录").exists()


def test_a_paper_decision_of_somebody_not_entitled_is_refused(
    submitted, secretary, leader, member, pdf
):
    sheet = Sheet(member, timezone.localdate(), store(pdf, by=secretary))

    with pytest.raises(ValidationError) as refused:
        decide(submitted, secretary, sheet=sheet)

    assert refused.value.code == "not_entitled"


def test_a_paper_decision_dated_tomorrow_is_refused(submitted, secretary, leader, pdf):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(ValidationError) as refused:
        decide(submitted, secretary, sheet=Sheet(leader, tomorrow, store(pdf, by=secretary)))

    assert refused.value.code == "future"


def test_a_topic_rewritten_since_it_was_read_is_not_chosen(submitted, session, secretary, leader):
    read = submitted.revision()
    now = {"by": secretary, "at": timezone.now()}
    actions.put_back_topic(topic=submitted, **now)
    actions.edit_topic(topic=submitted, **now, problems=[], title="换了题目")
    again = take(submitted, session, secretary)

    with pytest.raises(ValidationError) as refused:
        decide(again, leader, revision=read)

    assert refused.value.code == "stale"
    assert not Decision.objects.exists()
    assert decide(again, leader, revision=again.revision()).state == TopicState.CHOSEN


def test_a_topic_is_not_decided_twice(submitted, leader):
    decide(submitted, leader)

    with pytest.raises(ValidationError) as refused:
        decide(submitted, leader)

    assert refused.value.code == "not_submitted"
    assert Decision.objects.count() == 1


def test_a_topic_in_use_is_no_longer_edited(submitted, secretary):
    with pytest.raises(ValidationError) as refused:
        actions.edit_topic(
            topic=submitted, by=secretary, at=timezone.now(), problems=[], title="改名"
        )

    assert refused.value.code == "not_in_pool"
    assert Topic.objects.get(pk=submitted.pk).title == "破解土地要素瓶颈制约"
