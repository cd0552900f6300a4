"""Four people take one session from its topic to its end, by the pages alone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from agendas.sessions.models import StudySession
from agendas.workflow.rules import open_gaps
from studygroups.forms.actions import ensure_standard_forms
from studygroups.forms.models import Stage
from tests.factories import at
from tests.journeys.conftest import PASSWORD, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEFORE, MEETING, AFTER = at("2017-03-01 09:00"), at("2017-03-31 14:30"), at("2017-04-05 09:00")
YEAR_END = at("2017-12-29 09:00")


@pytest.fixture
def four(secretary, leader, deputy, member):
    """Secretary, leader, deputy and member, each with a password."""
    ensure_standard_forms()
    for person in (secretary, leader, deputy, member):
        person.set_password(PASSWORD)
        person.save()


@pytest.fixture
def clock():
    """Sets the day on which the story stands; the clock runs on from there."""
    running: list[time_machine.travel] = []

    def stand_at(moment: datetime) -> None:
        for travel in running:
            travel.stop()
        running[:] = [time_machine.travel(moment.astimezone(), tick=True)]
        running[0].start()

    yield stand_at
    for travel in running:
        travel.stop()


def choose_a_topic(visit, secretary, leader, member) -> str:
    """The member brings problem and topic, the secretary takes it, the leader decides."""
    author = visit(member)
    author.go("/problems/new/")
    author.fill(title="用地指标紧缺", detail="全年需 3386 亩。", source="调研", found_on="2017-02-20")
    author.press("登记")
    author.go("/problems/")
    author.page.get_by_role("link", name="提出议题").first.click()
    author.fill(
        title="破解土地要素瓶颈制约", central_task="保障重点项目用地", why_now="缺口大，等不起。"
    )
    author.check("工作难点问题", "群众关切", "用地指标紧缺")
    author.press("保存")

    desk = visit(secretary)
    desk.go("/sessions/new/")
    desk.fill(
        form="三聚三开放",
        title="破解土地要素瓶颈制约",
        starts_at="2017-03-31T14:30",
        ends_at="2017-03-31T17:00",
        venue="局机关三楼会议室",
    )
    desk.press("新建")
    path = f"/sessions/{StudySession.objects.get().pk}/"
    desk.go(f"{path}topic/")
    desk.fill(topic="破解土地要素瓶颈制约")
    desk.press("选用并请组长审定")

    phone = visit(leader, size=PHONE)
    phone.go("/approvals/")
    phone.press("同意")
    desk.go(path)
    desk.press("进入调研")
    return path


def research(visit, path, secretary, leader, deputy, member) -> None:
    """Everybody hands in, the leader on paper through the secretary, who names a speaker."""
    for person in (deputy, member):
        author = visit(person)
        author.go(f"{path}research/")
        author.fill(title=f"{person.full_name}的调研", text="批而未供 1588 亩，可先消化。")
        author.press("提交")
        assert author.reads("已提交")
    desk = visit(secretary)
    desk.go(f"{path}research/")
    desk.fill(title="组长的调研", text="先存量后增量。")
    desk.page.locator("#hand-in").get_by_label(leader.full_name).check()
    desk.press("提交")
    assert desk.reads("代交：")
    desk.page.get_by_role("button", name="定为重点发言").first.click()
    assert desk.reads("取消")
    desk.go(path)
    desk.press("发出会议通知")
    assert desk.reads("学习会尚未召开")


def meet(visit, path, secretary, leader) -> None:
    """A journalist is added, everybody marked, the record written, submitted and confirmed."""
    desk = visit(secretary)
    desk.go(f"{path}people/")
    desk.fill(name="记者甲", unit_name="新昌日报", capacity="采访")
    desk.press("添加")
    assert desk.reads("记者甲")
    desk.press("保存")
    desk.go(f"{path}minutes/")
    desk.fill(record="会议围绕用地指标紧缺展开讨论。", summary="会议议定先存量后增量。")
    desk.press("保存并送审")
    desk.page.locator("#resolutions [name=text]").fill("逐宗消化批而未供土地")
    desk.page.locator("#resolutions").get_by_role("button", name="增加").click()
    assert desk.reads("逐宗消化批而未供土地")
    boss = visit(leader, size=PHONE)
    boss.go("/approvals/")
    boss.press("同意")
    desk.go(path)
    desk.press("进入转化")


def convert(visit, path, secretary, leader, member) -> None:
    """A resolution becomes a measure with an indicator; the report is signed and sent."""
    desk = visit(secretary)
    desk.go(f"{path}measures/")
    desk.page.get_by_role("link", name="形成措施").last.click()
    desk.fill(
        title="消化利用批而未供土地",
        lead_unit="利用科",
        starts_on="2017-04-01",
        due_on="2017-12-31",
    )
    desk.page.locator("[name=owner]").select_option(str(member.pk))
    desk.press("形成措施")
    desk.go(f"{path}measures/?measure=1")
    desk.fill(name="消化利用批而未供土地", target="1000", unit="亩")
    desk.press("添加指标")
    desk.go(f"{path}papers/")
    desk.press("起草会议专报")
    desk.press("保存并送审")
    boss = visit(leader, size=PHONE)
    boss.go("/approvals/")
    boss.press("同意")
    desk.go(f"{path}papers/")
    desk.press("登记报送")
    desk.go(path)
    desk.press("进入问效")


def follow_up(visit, path, secretary, deputy, member) -> None:
    """The owner reports and applies, another closes, and the session comes to its end."""
    owner = visit(member)
    owner.go("/measures/")
    owner.page.get_by_role("link", name="消化利用批而未供土地").first.click()
    owner.unfold("报进度")
    owner.fill(value="1050", read_on="2017-12-20", evidence="供地台账")
    owner.press("报进度")
    assert owner.reads("1050 / ≥ 1000 亩")
    owner.unfold("申请销号")
    owner.fill(evidence="全年消化 1050 亩，超过目标。")
    owner.press("申请销号")
    return None


def test_four_people_take_one_session_from_its_topic_to_its_end(
    visit, clock, four, secretary, leader, deputy, member
):
    clock(BEFORE)
    path = choose_a_topic(visit, secretary, leader, member)
    research(visit, path, secretary, leader, deputy, member)

    clock(AFTER)
    meet(visit, path, secretary, leader)
    convert(visit, path, secretary, leader, member)

    clock(YEAR_END)
    follow_up(visit, path, secretary, deputy, member)
    boss = visit(leader, size=PHONE)
    boss.go("/approvals/")
    boss.press("同意")
    desk = visit(secretary)
    desk.go(path)
    desk.press("办结")

    session = StudySession.objects.get()
    assert session.stage == Stage.CLOSED
    assert session.closed_at - YEAR_END < timedelta(hours=1)
    assert open_gaps(session, at=timezone.now()) == []
    assert desk.reads("本次学习会已办结。")
