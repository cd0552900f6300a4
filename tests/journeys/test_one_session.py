"""Four people take one session from its topic to its end, by the pages alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.people.models import User
from agendas.measures.models import Closing
from agendas.sessions.models import Decision, Matter, StudySession
from agendas.workflow.rules import open_gaps
from studygroups.forms.actions import ensure_standard_forms
from studygroups.forms.models import Stage
from tests.factories import at
from tests.journeys.conftest import PASSWORD, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEFORE, AFTER, YEAR_END = at("2017-03-01 09:00"), at("2017-04-05 09:00"), at("2017-12-29 09:00")
TITLE, MEASURE = "破解土地要素瓶颈制约", "消化利用批而未供土地"


@pytest.fixture
def four(secretary, leader, deputy, member, supervisor, settings, visit, clock):
    """Secretary, leader on a phone, deputy and member at their browsers; a unit supervises them."""
    # The story lasts longer than anybody stays signed in.
    settings.SESSION_COOKIE_AGE = 365 * 24 * 60 * 60
    ensure_standard_forms()
    clock(BEFORE)
    for person in (secretary, leader, deputy, member):
        person.set_password(PASSWORD)
        person.save()
    return visit("secretary"), visit("leader", size=PHONE), visit("deputy"), visit("member")


def agree(phone: Visitor) -> None:
    """The leader agrees to the one matter that waits, on a page that fits a phone."""
    phone.go("/approvals/")
    assert phone.reads("待我审批（1）")
    assert phone.overflow() == 0
    phone.press("同意")
    assert phone.reads("没有待您审批的事项")


def choose_a_topic(desk: Visitor, phone: Visitor, member: Visitor) -> str:
    """The member brings problem and topic, the secretary takes it, the leader decides."""
    member.go("/problems/new/")
    member.fill(title="用地指标紧缺", detail="全年需 3386 亩。", source="调研")
    member.press("登记")
    member.go("/problems/")
    member.follow("提出议题")
    member.fill(title=TITLE, central_task="保障重点项目用地", why_now="缺口大，等不起。")
    member.check("工作难点问题", "群众关切", "用地指标紧缺")
    member.press("保存")

    desk.go("/sessions/new/")
    desk.fill(form="三聚三开放", title=TITLE, venue="局机关三楼会议室")
    desk.fill(starts_at="2017-03-31T14:30", ends_at="2017-03-31T17:00")
    desk.press("新建")
    path = f"/sessions/{StudySession.objects.get().pk}/"
    desk.go(f"{path}topic/")
    desk.fill(topic=TITLE)
    desk.press("选用并请组长审定")
    agree(phone)
    desk.go(path)
    desk.press("进入调研")
    return path


def research(path: str, desk: Visitor, leader_name: str, *authors: Visitor) -> None:
    """Everybody hands in, the leader on paper through the secretary, who names a speaker."""
    for author in authors:
        author.go(f"{path}research/")
        author.fill(title="用地调研", text="批而未供 1588 亩，可先消化。")
        author.press("提交", within="#hand-in")
        assert author.reads("已提交")
    desk.go(f"{path}research/")
    desk.unfold("代成员提交调研材料")
    desk.fill(title="组长的调研", text="先存量后增量。")
    desk.page.locator("#hand-in").get_by_label(leader_name).check()
    desk.press("提交", within="#hand-in")
    assert desk.reads("代交：")
    desk.press("定为重点发言")
    assert desk.reads("已定为重点发言")
    desk.go(path)
    desk.press("发出会议通知")
    assert desk.reads("学习会尚未召开")


def meet(path: str, desk: Visitor, phone: Visitor) -> None:
    """A journalist is added, everybody marked, the record written, submitted and confirmed."""
    desk.go(f"{path}people/")
    desk.fill(name="记者甲", unit_name="新昌日报", capacity="采访")
    desk.press("添加")
    assert desk.reads("记者甲")
    desk.press("保存")
    desk.go(f"{path}minutes/")
    desk.fill("#resolutions", text="逐宗消化批而未供土地")
    desk.press("增加", within="#resolutions")
    assert desk.reads("逐宗消化批而未供土地")
    desk.fill(record="会议围绕用地指标紧缺展开讨论。", summary="会议议定先存量后增量。")
    desk.press("保存并送审")
    agree(phone)
    desk.go(path)
    desk.press("进入转化")


def convert(path: str, desk: Visitor, phone: Visitor, owner: User) -> None:
    """The resolution becomes the deputy's measure with an indicator; the report is sent."""
    desk.go(f"{path}measures/")
    desk.follow("形成措施", within="#panel")
    desk.fill(title=MEASURE, lead_unit="利用科", starts_on="2017-04-01", due_on="2017-12-31")
    desk.page.locator("[name=owner-q]").fill("fzzy")
    desk.page.locator("[name=owner-q]").press("Enter")
    desk.page.locator(f"[name=owner][value='{owner.pk}']:checked").wait_for()
    desk.press("形成措施")
    desk.fill(name=MEASURE, target="1000", unit="亩")
    desk.press("添加指标")
    desk.go(f"{path}papers/")
    desk.press("起草会议专报")
    desk.press("保存并送审")
    agree(phone)
    desk.go(f"{path}papers/")
    desk.press("登记报送")
    desk.go(path)
    desk.press("进入问效")


def follow_up(owner: Visitor, phone: Visitor) -> None:
    """The owner reports and applies; though a deputy, he finds nothing to decide; another does."""
    owner.go("/measures/")
    owner.follow(MEASURE)
    owner.unfold("报进度")
    owner.fill(value="1050", read_on="2017-12-20", evidence="供地台账")
    owner.press("报进度")
    assert owner.reads("1050 / ≥ 1000 亩")
    owner.unfold("申请办结")
    owner.fill(evidence="全年消化 1050 亩，超过目标。")
    owner.press("申请办结")
    assert owner.reads("等待复核。")
    owner.go("/approvals/")
    assert owner.reads("没有待您审批的事项")
    agree(phone)


def test_four_people_take_one_session_from_its_topic_to_its_end(four, clock, leader, deputy):
    desk, phone, deputy_desk, member = four
    path = choose_a_topic(desk, phone, member)
    research(path, desk, leader.full_name, deputy_desk, member)
    clock(AFTER)
    meet(path, desk, phone)
    convert(path, desk, phone, deputy)
    clock(YEAR_END)
    follow_up(deputy_desk, phone)
    desk.go(path)
    desk.press("办结")

    session = StudySession.objects.get()
    closing = Closing.objects.get()
    matters = [Matter.CLOSING, Matter.REPORT, Matter.MINUTES, Matter.TOPIC]
    assert desk.reads("本次学习会已办结。")
    assert (session.stage, open_gaps(session, at=timezone.now())) == (Stage.CLOSED, [])
    assert session.closed_at
    assert session.closed_at - YEAR_END < timedelta(hours=1)
    assert closing.decision
    assert (closing.applied_by, closing.decision.by) == (deputy, leader)
    assert [decision.matter for decision in Decision.objects.filter(by=leader)] == matters
    assert not Decision.objects.exclude(by=leader, recorded_by=None).exists()
