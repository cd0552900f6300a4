"""Whatever an action writes, the index says what a rebuild would make it say."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.search.models import Entry, Searchable
from agendas.measures import actions as measures
from agendas.minutes import actions as minutes
from agendas.pages.search import KINDS, rebuild_all
from agendas.papers import actions as papers
from agendas.research import actions as research
from agendas.sessions import actions as sessions
from agendas.sessions.models import StudySession
from agendas.topics import actions as topics
from agendas.topics.models import ProblemSource, TopicState
from agendas.workflow import actions as workflow
from agendas.workflow import rules as workflow_rules
from studygroups.forms.models import Stage
from tests.factories import StudyFormFactory, TopicFactory, at, owe

pytestmark = pytest.mark.django_db

NOW = at("2017-03-01 09:00")
TOPIC: dict[str, Any] = {
    "kind": "work",
    "angles": ["people"],
    "central_task": "保用地",
    "why_now": "缺口大",
}


def entries() -> list[Any]:
    return list(Entry.objects.order_by("kind", "key").values())


@pytest.fixture
def kept():
    """Sees that the index is right as it stands, and how many entries it has."""

    def check() -> int:
        before = entries()
        assert rebuild_all() == len(before)
        assert entries() == before
        return len(before)

    return check


@pytest.fixture
def session(group, secretary) -> StudySession:
    """One begun by its action."""
    head = {"title": "破解土地要素瓶颈制约", "starts_at": timezone.now() + timedelta(days=30)}
    return workflow.open_session(
        group=group, form=StudyFormFactory(), by=secretary, at=timezone.now(), **head
    )


@pytest.fixture
def signed(secretary):
    return {"by": secretary, "at": timezone.now()}


def at_stage(session: StudySession, stage: Stage) -> StudySession:
    StudySession.objects.filter(pk=session.pk).update(stage=stage)
    session.refresh_from_db()
    return session


def test_every_kind_of_searchable_thing_is_searched():
    kinds = {kind.things.model for kind in KINDS.values()}

    assert kinds == set(Searchable.__subclasses__())


def test_a_session_is_kept_and_moves_everything_that_belongs_to_it(kept, session, signed, leader):
    assert kept() == 1
    topic = topics.propose_topic(group=session.group, title="批而未供", **TOPIC, **signed)
    topics.take_topic(topic=topic, session=session, **signed)
    assert kept() == 2

    head: dict[str, Any] = {"title": "盘活存量", "starts_at": timezone.now() + timedelta(days=400)}
    moved = sessions.edit_session(session=session, revision=1, **head, **signed)

    assert kept() == 2
    assert {entry.day for entry in Entry.objects.all()} == {moved.day()}
    assert Entry.objects.filter(title="盘活存量").count() == 1


def test_problems_and_topics_are_kept_in_and_out_of_the_pool(kept, session, signed, leader):
    facts: dict[str, Any] = {
        "title": "用地紧缺",
        "source": ProblemSource.VISIT,
        "found_on": NOW.date(),
    }
    topics.report_problem(group=session.group, **facts, **signed)
    topic = topics.propose_topic(group=session.group, title="批而未供", **TOPIC, **signed)
    topic = topics.edit_topic(topic=topic, problems=[], title="净地出让", **TOPIC, **signed)
    assert kept() == 3
    topics.put_back_topic(topic=topics.take_topic(topic=topic, session=session, **signed), **signed)
    assert kept() == 3
    topics.take_topic(topic=topic, session=session, **signed)
    topics.decide_topic(
        topic=topic, by=leader, at=timezone.now(), outcome="returned", reason="请另选"
    )
    assert kept() == 3
    assert not Entry.objects.filter(title="净地出让").exclude(session_key=None).exists()


def test_research_is_kept_with_what_was_marked_in_it(kept, session, member):
    owe(at_stage(session, Stage.RESEARCH), member)
    by = {"by": member, "at": timezone.now()}
    paper = research.hand_in(session=session, authors=[member], title="调研", text="存量大", **by)
    assert kept() == 2
    finding = research.mark_finding(paper=paper, kind="crux", text="净地不足", **by)
    assert kept() == 2
    assert Entry.objects.search(["净地"]).count() == 1
    research.remove_finding(finding=finding, **by)
    text: dict[str, Any] = {"title": "再调研", "text": "耕地少"}
    research.hand_in(session=session, authors=[member], paper=paper, **text, **by)
    assert kept() == 2
    assert not Entry.objects.search(["净地"]).exists()


def test_minutes_and_resolutions_are_kept_until_struck_out(kept, session, signed):
    at_stage(session, Stage.MEETING)
    minutes.save_minutes(session=session, revision=0, record="记录", summary="纪要", **signed)
    minutes.save_minutes(session=session, revision=1, record="改记录", summary="", **signed)
    one = minutes.add_resolution(session=session, kind="decision", text="先存量", **signed)
    assert kept() == 3
    minutes.remove_resolution(resolution=one, **signed)
    assert kept() == 2


def test_measures_and_reports_are_kept(kept, session, signed, member):
    at_stage(session, Stage.CONVERSION)
    days = {"starts_on": NOW.date(), "due_on": NOW.date() + timedelta(days=90)}
    task = {"title": "消化批而未供", "lead_unit": "利用科", "owner": member, **days}
    measure = measures.make_measure(session=session, **task, **signed)
    papers.mark_not_applicable(session=session, reason="内部学习", **signed)
    assert kept() == 3
    words: dict[str, Any] = {"title": "专报", "body": "供地1500亩"}
    papers.draft_report(session=session, recipients=[], revision=1, **words, **signed)
    measures.remove_measure(measure=measure, **signed)
    assert kept() == 2
    assert Entry.objects.search(["1500亩"]).count() == 1


def test_a_past_session_is_kept_with_its_record_and_results_until_it_is_taken_out(
    kept, group, signed, member
):
    told = workflow_rules.PastEntry(
        form=StudyFormFactory(),
        title="学习讲话",
        held_on=NOW.date(),
        record="逐字学习",
        results=[("decision", "每月通报")],
        stage=Stage.FOLLOWUP,
    )
    (past,) = workflow.enter_past(group=group, entries=[told], **signed)
    assert kept() == 3
    workflow.withdraw_past(session=past, **signed)
    assert kept() == 0


def test_the_command_fills_an_empty_index_and_leaves_a_full_one_alone(group, capsys):
    TopicFactory(group=group, title="用地", state=TopicState.POOL)
    call_command("rebuild_search", "--if-empty")
    TopicFactory(group=group)
    call_command("rebuild_search", "--if-empty")
    assert Entry.objects.count() == 1
    call_command("rebuild_search")

    assert Entry.objects.count() == 2
    assert "共 2 条" in capsys.readouterr().out
