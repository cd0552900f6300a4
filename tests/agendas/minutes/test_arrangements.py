"""What a scheme lists, without anybody having typed it for the scheme."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agendas.attendance.actions import announce
from agendas.attendance.models import Capacity, Opening, OpeningKind, Status
from agendas.minutes.arrangements import arrangements
from agendas.minutes.models import AgendaItem
from agendas.topics.models import TopicState
from studygroups.forms.models import Stage
from tests.factories import (
    AttendanceFactory,
    ProblemFactory,
    SessionFactory,
    TopicFactory,
    at,
    owe,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def march(group, secretary):
    starts_at = at("2017-03-31 14:30")
    return SessionFactory(
        group=group,
        created_by=secretary,
        title="土地要素学习会",
        stage=Stage.RESEARCH,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=150),
    )


def sheet(session, requirements=""):
    return dict(arrangements(session, requirements, on=timezone.localdate()))


def test_time_place_and_chair_stand_as_the_session_holds_them(march, leader, deputy, member):
    found = sheet(march, "提前十分钟到会。\n\n手机静音。")

    assert found == {
        "题目": ["土地要素学习会"],
        "时间": ["2017年3月31日（周五）14:30至17:00"],
        "地点": ["三楼会议室"],
        "主持人": ["组长甲（科长）"],
        "参加人员": ["成员（2 人）：副组长乙、成员丁"],
        "有关要求": ["提前十分钟到会。", "手机静音。"],
    }


def test_what_is_not_set_yet_is_left_out(march):
    march.starts_at, march.venue = None, ""

    assert list(sheet(march)) == ["题目"]


def test_people_stand_by_capacity_guests_unit_by_unit(march, leader, member):
    AttendanceFactory(session=march, name="日报记者", unit_name="新昌日报社")
    for order, (name, unit) in enumerate((("甲", "发改局"), ("乙", "发改局"), ("丙", "财政局"))):
        department = {"capacity": Capacity.DEPARTMENT, "order": order}
        AttendanceFactory(session=march, name=name, unit_name=unit, **department)
    AttendanceFactory(session=march, name="分会场", headcount=30, capacity=Capacity.EXTENDED)

    assert sheet(march)["参加人员"] == [
        "成员（1 人）：成员丁",
        "扩大参会人员（30 人）：县融媒体中心　分会场（30 人）",
        "部门（3 人）：发改局　甲、乙；财政局　丙",
        "采访（1 人）：新昌日报社　日报记者",
    ]


def test_the_notice_and_answers_change_nothing_of_who_is_expected(
    march, secretary, leader, deputy, member
):
    before = sheet(march)
    march.stage = Stage.MEETING
    march.save()

    announce(session=march, by=secretary, at=timezone.now())
    march.attendances.filter(person=member).update(status=Status.LEAVE, leave_category="sick")

    assert sheet(march) == before
    assert "病假" not in str(sheet(march))


def test_openings_topic_research_and_agenda_are_listed(march, group, leader, member):
    Opening.objects.create(session=march, kind=OpeningKind.MEDIA, quota=2, note="稿件经审核")
    Opening.objects.create(session=march, kind=OpeningKind.CADRE)
    topic = TopicFactory(group=group, title="用地要素", session=march, state=TopicState.CHOSEN)
    topic.problems.set([ProblemFactory(group=group, title=f"问题{n}") for n in (1, 2)])
    owe(march, member, is_speaker=True, due_on=date(2017, 3, 20))
    owe(march, leader, due_on=None)
    AgendaItem.objects.create(session=march, order=1, kind="speech", title="存量", speaker="丁")
    AgendaItem.objects.create(session=march, order=2, kind="first", title="学习", minutes=15)

    found = sheet(march)

    assert found["开放安排"] == ["对媒体开放：2 人，稿件经审核", "对干部开放：不限"]
    assert found["议题"] == ["用地要素（工作难点问题）", "针对的问题：问题1；问题2"]
    assert found["调研安排"] == ["会前调研：2 人，2017年3月20日（周一）前提交", "重点发言：成员丁"]
    assert found["议程"] == ["1. 重点发言：存量（丁）", "2. 第一议题：学习（15 分钟）"]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_is_read_with_the_same_few_questions_whatever_the_rows(
    march, group, leader, member, rows, django_assert_num_queries
):
    topic = TopicFactory(group=group, session=march, state=TopicState.CHOSEN)
    for number in range(rows):
        topic.problems.add(ProblemFactory(group=group))
        AttendanceFactory(session=march)
        AgendaItem.objects.create(session=march, kind="speech", title=f"发言{number}")

    with django_assert_num_queries(8):
        sheet(march)
