"""The trail of a session: steps and waivers, and who reads them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.files.actions import store
from agendas.sessions.actions import decide
from agendas.sessions.models import Decision, Matter, StageChange, Waiver
from agendas.sessions.rules import Sheet
from agendas.topics.models import TopicState
from agendas.workflow.actions import send_back
from agendas.workflow.summary import story_of
from studygroups.forms.models import Stage
from tests.factories import SessionFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["supervisor", "guest"])
def test_reasons_given_inside_the_group_stay_there(cast, sign_in, secretary, group, role):
    session = SessionFactory(group=group, stage=Stage.MEETING, announced_at=timezone.now())
    session.guests.add(cast["guest"])
    send_back(session=session, by=secretary, at=timezone.now(), reason="内部原因")

    page = sign_in(cast[role]).get(f"/sessions/{session.pk}/").content.decode()

    assert "内部原因" not in page
    assert "内部原因" in sign_in(secretary).get(f"/sessions/{session.pk}/").content.decode()


def test_a_signer_who_left_the_group_finds_what_was_signed_in_his_name_and_objects(
    sign_in, session, secretary, leader, pdf
):
    now, today = timezone.now(), timezone.localdate()
    sheet = Sheet(leader, today - timedelta(days=1), store(pdf, by=secretary))
    # The session was opened before he left.
    type(session).objects.update(created_at=now - timedelta(days=30))
    session.refresh_from_db()
    matter = {"session": session, "outcome": "approved", "at": now}
    entered = decide(**matter, matter=Matter.TOPIC, by=secretary, sheet=sheet)
    decide(**matter, matter=Matter.REPORT, by=leader, reason="他人的审定")
    Decision.objects.filter(matter=Matter.REPORT).update(by=secretary)
    Waiver.objects.create(session=session, gap="x", text="某事项", reason="内部原因", by=secretary)
    leader.memberships.update(until=today - timedelta(days=1))
    browser = sign_in(leader)

    page = browser.get(f"/sessions/{session.pk}/record/").content.decode()
    browser.post(f"/decisions/{entered.pk}/object/", {"text": "未曾签批"})

    assert "提出异议" in page
    assert not any(words in page for words in ("他人的审定", "内部原因", "阶段变更", "待完善"))
    entered.refresh_from_db()
    assert entered.objection == "未曾签批"


@pytest.mark.parametrize("role", ["supervisor", "guest", "other_secretary", "outsider"])
def test_nobody_else_from_outside_reads_the_trail(cast, sign_in, session, leader, role):
    session.guests.add(cast["guest"])
    type(session).objects.update(announced_at=timezone.now())
    decide(session=session, matter=Matter.TOPIC, outcome="approved", by=leader, at=timezone.now())

    assert sign_in(cast[role]).get(f"/sessions/{session.pk}/record/").status_code == 404


def test_a_step_is_told_by_its_name(sign_in, secretary, group, session):
    TopicFactory(group=group, session=session, state=TopicState.CHOSEN)

    page = sign_in(secretary).post(f"/sessions/{session.pk}/advance/", follow=True)

    assert "已进入调研。" in page.content.decode()


def test_the_last_step_says_that_the_session_is_closed(sign_in, secretary, group):
    session = SessionFactory(group=group, stage=Stage.FOLLOWUP, no_measures_reason="只作部署")

    page = sign_in(secretary).post(f"/sessions/{session.pk}/advance/", follow=True)

    assert "已办结。" in page.content.decode()


def test_steps_and_waivers_stand_in_the_order_of_time(session, secretary, leader):
    late = timezone.now() + timedelta(hours=2)
    StageChange.objects.create(session=session, to_stage=Stage.RESEARCH, by=secretary, at=late)
    StageChange.objects.create(session=session, to_stage=Stage.TOPIC, by=secretary)
    hour = timezone.now() + timedelta(hours=1)
    facts = {
        "gap": "late_notice",
        "text": "通知已晚",
        "reason": "时间已定",
        "by": leader,
        "at": hour,
    }
    Waiver.objects.create(session=session, **facts)

    assert [event.text for event in story_of(session)] == [
        "选题",
        "豁免“通知已晚”（时间已定）",
        "调研",
    ]


def test_nobody_outside_is_shown_an_empty_story(sign_in, supervisor, group):
    session = SessionFactory(group=group, announced_at=timezone.now())

    page = sign_in(supervisor).get(f"/sessions/{session.pk}/").content.decode()

    assert "阶段经过" not in page


@pytest.mark.parametrize(
    ("role", "reads"), [("secretary", True), ("leader", True), ("deputy", True), ("member", False)]
)
def test_whose_leave_it_was_is_read_by_those_who_may_read_of_it(
    sign_in, cast, session, leader, role, reads
):
    decide(
        session=session,
        matter=Matter.LEAVE,
        outcome="approved",
        about="请假的同志",
        by=leader,
        at=timezone.now(),
    )

    page = sign_in(cast[role]).get(f"/sessions/{session.pk}/record/").content.decode()

    assert ("请假的同志" in page) is reads


def test_the_trail_says_which_measure_was_closed(sign_in, member, leader, session):
    decide(
        session=session,
        matter=Matter.CLOSING,
        outcome="approved",
        about="消化批而未供土地",
        by=leader,
        at=timezone.now(),
    )

    page = sign_in(member).get(f"/sessions/{session.pk}/record/").content.decode()

    assert "消化批而未供土地" in page
