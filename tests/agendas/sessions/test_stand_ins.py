"""Decisions by somebody who acts for the leader: whose they are, and where that is seen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.files.actions import store
from accounts.people.models import StandIn
from agendas.attendance.models import Attendance
from agendas.minutes.models import Minutes
from agendas.research.actions import ask_excuse, decide_excuse
from agendas.research.models import Excuse
from agendas.sessions.models import Decision, StudySession, Waiver
from agendas.sessions.rules import Sheet, signers
from agendas.topics.actions import decide_topic, take_topic
from agendas.topics.models import TopicState
from agendas.workflow.actions import waive
from studygroups.forms.models import Stage
from tests.factories import SessionFactory, TopicFactory, attend, minutes_of, owe, seat

pytestmark = pytest.mark.django_db


def stands_in(stand_in, person, *, days=(0, 5)) -> StandIn:
    today = timezone.localdate()
    return StandIn.objects.create(
        person=person,
        stand_in=stand_in,
        from_on=today + timedelta(days=days[0]),
        until=today + timedelta(days=days[1]),
        given_by=person,
    )


@pytest.fixture
def topic(group, session, secretary):
    found = TopicFactory(group=group)
    return take_topic(topic=found, session=session, by=secretary, at=timezone.now())


def choose(topic, by, **more):
    return decide_topic(topic=topic, by=by, at=timezone.now(), outcome="approved", **more)


@pytest.fixture
def asks(group, secretary):
    """Lets a person ask to be excused from the research of a session."""

    def ask(person):
        session = SessionFactory(group=group, stage=Stage.RESEARCH)
        now = {"by": secretary, "at": timezone.now()}
        return ask_excuse(duty=owe(session, person), **now, reason="出差")

    return ask


def excuse(duty, by):
    return decide_excuse(duty=duty, by=by, at=timezone.now(), outcome="approved")


def test_his_decision_says_for_whom_and_shows_it_on_every_page(topic, leader, member, sign_in, api):
    stands_in(member, leader)

    choose(topic, member)

    decision = Decision.objects.get()
    assert (decision.by, decision.acted_for) == (member, leader)
    client = sign_in(leader)
    for part in ("topic", "record"):
        page = client.get(f"/sessions/{topic.session_id}/{part}/").content.decode()
        assert "代理组长甲" in page


def test_he_decides_on_the_page_of_the_session_too(topic, leader, member, sign_in):
    stands_in(member, leader)
    words = {"outcome": "approved", "revision": topic.revision()}

    sign_in(member).post(f"/sessions/{topic.session_id}/topic/decide/", words)

    assert Decision.objects.get().acted_for == leader


def test_the_api_says_for_whom_he_decided(asks, leader, deputy, member, api):
    stands_in(deputy, leader)
    duty = excuse(asks(member), deputy)

    answer = api(leader).get(f"/api/v1/duties/{duty.pk}/").json()

    assert answer["excuse_decision"]["by"] == "副组长乙"
    assert answer["excuse_decision"]["acted_for"] == "组长甲"


@pytest.mark.parametrize("days", [(1, 5), (-5, -1)])
def test_outside_his_days_he_is_nobody(topic, leader, member, days):
    stands_in(member, leader, days=days)

    with pytest.raises(PermissionDenied):
        choose(topic, member)

    topic.refresh_from_db()
    assert topic.state == TopicState.SUBMITTED


def test_the_leader_goes_on_deciding_himself(topic, leader, member):
    stands_in(member, leader)

    choose(topic, leader)

    assert Decision.objects.get().acted_for is None


@pytest.mark.parametrize("whose", ["leader", "member"])
def test_he_decides_neither_the_leaders_matter_nor_his_own(asks, cast, leader, member, whose):
    stands_in(member, leader)
    duty = asks(cast[whose])

    with pytest.raises(PermissionDenied):
        excuse(duty, member)

    duty.refresh_from_db()
    assert duty.excuse == Excuse.ASKED


@pytest.mark.parametrize("whose", ["leader", "member"])
def test_he_chooses_no_topic_of_his_own_or_the_leaders(
    group, session, cast, secretary, leader, member, whose
):
    stands_in(member, leader)
    found = TopicFactory(group=group, proposed_by=cast[whose])
    topic = take_topic(topic=found, session=session, by=secretary, at=timezone.now())

    with pytest.raises(PermissionDenied):
        choose(topic, member)

    choose(topic, leader)
    assert Decision.objects.get().by == leader


def test_a_deputy_decides_the_leaders_matter_by_his_own_seat(asks, leader, deputy):
    stands_in(deputy, leader)

    excuse(asks(leader), deputy)

    assert Decision.objects.get().acted_for is None


def test_what_he_lets_pass_says_for_whom(group, leader, member, sign_in):
    soon = timezone.now() + timedelta(days=3)
    session = SessionFactory(group=group, stage=Stage.RESEARCH, starts_at=soon)
    stands_in(member, leader)

    waive(session=session, gap="notice_late", by=member, at=timezone.now(), reason="急")

    assert Waiver.objects.get().acted_for == leader
    for part in ("", "record/"):
        page = sign_in(leader).get(f"/sessions/{session.pk}/{part}").content.decode()
        assert "成员丁（代理组长甲）" in page


@pytest.mark.parametrize(("days", "code"), [((-3, 0), None), ((1, 3), "not_entitled")])
def test_what_he_signed_on_paper_in_his_days_is_his(
    topic, session, leader, member, secretary, pdf, days, code
):
    stands_in(member, leader, days=days)
    sheet = Sheet(member, timezone.localdate(), store(pdf, by=secretary))

    assert member in signers(session)
    if code is None:
        choose(topic, secretary, sheet=sheet)
        decision = Decision.objects.get()
        assert (decision.by, decision.acted_for) == (member, leader)
    else:
        with pytest.raises(ValidationError) as refused:
            choose(topic, secretary, sheet=sheet)
        assert refused.value.code == code
        assert not Decision.objects.exists()


@pytest.mark.parametrize(("days", "sees"), [((0, 5), True), ((1, 5), False), ((-5, -1), False)])
def test_in_his_days_he_reads_what_the_leader_reads(session, leader, member, secretary, days, sees):
    stands_in(member, leader, days=days)
    minutes_of(session, secretary)
    attend(session, leader)

    read = (Minutes.objects.visible_to(member), Attendance.objects.visible_to(member))

    assert [rows.exists() for rows in read] == [sees, sees]
    assert StudySession.objects.led_by(member).exists() is sees


def test_who_acts_for_anothers_leader_reads_nothing_here(session, leader, secretary):
    stranger = seat(SessionFactory().group)
    stands_in(stranger, leader)
    minutes_of(session, secretary)

    assert not Minutes.objects.visible_to(stranger).exists()
    assert not StudySession.objects.visible_to(stranger).filter(pk=session.pk).exists()


def test_what_was_decided_in_his_place_stays_in_sight_of_who_has_left(topic, leader, member):
    stands_in(member, leader)
    choose(topic, member)

    leader.memberships.update(until=date(2017, 12, 31))

    assert Decision.objects.visible_to(leader).count() == 1
