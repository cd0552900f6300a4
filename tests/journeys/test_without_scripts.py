"""Where scripts are switched off, everything is done by whole pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.attendance.models import Attendance, Status
from agendas.sessions.models import StudySession
from agendas.topics.actions import take_topic
from agendas.topics.models import Topic, TopicState
from studygroups.forms.models import Stage
from tests.factories import StudyFormFactory, TopicFactory, UserFactory, attend
from tests.journeys.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plain(visit):
    """Lets a person sign in at a browser that runs no scripts."""

    def enter(person):
        person.set_password(PASSWORD)
        person.save()
        return visit(person.username, java_script_enabled=False)

    return enter


def test_the_leader_agrees_to_a_topic(plain, leader, secretary, session, group):
    topic = TopicFactory(group=group, proposed_by=secretary)
    take_topic(topic=topic, session=session, by=secretary, at=timezone.now())
    boss = plain(leader)

    boss.go("/approvals/")
    boss.press("同意")

    assert boss.reads("没有待您审批的事项")
    assert Topic.objects.get().state == TopicState.CHOSEN


def test_the_secretary_records_who_came(plain, secretary, leader, member, session):
    begun = timezone.now() - timedelta(hours=1)
    StudySession.objects.update(stage=Stage.MEETING, starts_at=begun, announced_at=begun)
    for person in (leader, member):
        attend(session, person)
    desk = plain(secretary)

    desk.go(f"/sessions/{session.pk}/people/")
    desk.page.get_by_label(member.full_name).select_option(label="迟到")
    desk.press("保存")

    came = dict(Attendance.objects.values_list("person__username", "status"))
    assert came == {"leader": Status.PRESENT, "member": Status.LATE}


def test_a_refused_form_says_why_and_keeps_what_was_typed(plain, secretary):
    StudyFormFactory()
    desk = plain(secretary)

    desk.go("/sessions/new/")
    desk.fill(title="破解土地要素瓶颈制约", venue="三楼会议室")
    desk.fill(starts_at="2017-03-31T14:30", ends_at="2017-03-31T14:00")
    desk.press("新建")

    assert desk.page.locator(".errorlist").inner_text()
    assert desk.page.locator("[name=title]").input_value() == "破解土地要素瓶颈制约"
    assert desk.page.locator("[name=starts_at]").input_value().startswith("2017-03-31T14:30")
    assert not StudySession.objects.exists()


def test_somebody_is_looked_for_by_a_button_and_invited(plain, secretary, session):
    StudySession.objects.update(stage=Stage.RESEARCH)
    UserFactory(full_name="单晓红")
    desk = plain(secretary)

    desk.go(f"/sessions/{session.pk}/people/invite/")
    desk.fill(**{"person-q": "shan"})
    desk.press("查找")
    desk.check("单晓红")
    desk.press("列入名单")

    assert desk.reads("单晓红已列入名单。")
    assert Attendance.objects.get().name == "单晓红"
