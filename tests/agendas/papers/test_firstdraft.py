"""The first draft of the report, computed from the session."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from agendas.attendance.models import Attendance, Capacity, Status
from agendas.minutes.models import Resolution
from agendas.papers import actions
from agendas.papers.firstdraft import first_draft
from agendas.topics.models import TopicState
from tests.factories import (
    ProblemFactory,
    TopicFactory,
    UnitFactory,
    at,
    measure_of,
    owe,
    paper_of,
)

pytestmark = pytest.mark.django_db


def come(session, capacity, headcount, status=Status.PRESENT):
    Attendance.objects.create(
        session=session, name="代表", capacity=capacity, headcount=headcount, status=status
    )


@pytest.fixture
def rich(held, group, member, leader, secretary):
    """A session with something in each of its parts."""
    held.starts_at = at("2017-03-31 14:30")
    held.save()
    topic = TopicFactory(
        group=group, session=held, state=TopicState.CHOSEN, title="破解土地要素瓶颈制约"
    )
    topic.problems.add(ProblemFactory(group=group, title="用地指标紧缺"))
    paper_of(owe(held, member), owe(held, leader))
    come(held, Capacity.MEMBER, 7)
    come(held, Capacity.EXTENDED, 18, Status.LATE)
    come(held, Capacity.MEDIA, 2)
    come(held, Capacity.SOCIAL, 9, Status.ABSENT)
    for kind, text in (
        ("consensus", "先存量后增量"),
        ("requirement", "逐宗销号"),
        ("to_above", "请求追加指标"),
    ):
        Resolution.objects.create(session=held, kind=kind, text=text, created_by=secretary)
    measure_of(held, owner=secretary, due_on=date(2017, 12, 31))
    return held


def test_the_draft_says_what_was_entered_and_nothing_else(rich, group):
    draft = first_draft(rich)

    assert draft.title == "关于“破解土地要素瓶颈制约”学习会情况的专报"
    opening = (
        f"2017年3月31日，{group.name}在三楼会议室举行三聚三开放学习会，"
        "围绕“破解土地要素瓶颈制约”开展学习研讨。会前，2名成员开展调研，提交调研材料1篇。"
        "到会27人，其中扩大参会和旁听人员18人、媒体2人。现将有关情况报告如下。"
    )
    assert draft.body.split("\n") == [
        opening,
        "一、聚焦问题",
        "1. 用地指标紧缺",
        "二、聚汇共识",
        "（一）共识",
        "1. 先存量后增量",
        "（二）要求",
        "1. 逐宗销号",
        "三、聚力对策",
        "1. 消化利用批而未供土地（责任单位：利用科，时限：2017年12月31日）",
        "四、提请上级研究的事项",
        "1. 请求追加指标",
    ]


def test_a_bare_session_gives_a_draft_without_sections(held):
    draft = first_draft(held)

    assert "一、" not in draft.body
    assert draft.title == "关于“破解土地要素瓶颈制约”学习会情况的专报"


def test_a_topic_of_the_longest_title_still_fits(held, group):
    TopicFactory(group=group, session=held, state=TopicState.CHOSEN, title="长" * 100)

    assert len(first_draft(held).title) <= 100


def test_starting_a_report_keeps_the_first_draft_for_the_supervising_unit(
    held, secretary, supervisor
):
    paper = actions.start_report(session=held, by=secretary, at=timezone.now())

    assert paper.body == first_draft(held).body
    assert list(paper.recipients.all()) == [supervisor.unit]


def test_starting_anew_keeps_the_recipients_chosen(draft, held, secretary):
    chosen = UnitFactory()
    draft.recipients.set([chosen])

    paper = actions.start_report(session=held, by=secretary, at=timezone.now(), revision=1)

    assert paper.body == first_draft(held).body
    assert list(paper.recipients.all()) == [chosen]


@pytest.mark.parametrize(
    ("name", "words"),
    [("三聚三开放", "举行“三聚三开放”学习会，"), ("现场会", "举行现场会，")],
)
def test_what_was_held_is_called_a_meeting(session, name, words):
    session.form.name = name

    assert words in first_draft(session).body
