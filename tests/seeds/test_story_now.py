"""Around today something waits for everybody whom the demonstration lets sign in."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from agendas.attendance.models import Attendance
from agendas.measures.models import Light, Measure
from agendas.measures.rules import Yardstick, with_progress
from agendas.research.models import Duty, Excuse
from agendas.sessions.models import StudySession
from agendas.topics.models import TopicState
from agendas.workflow.rules import open_gaps
from studygroups.forms.models import Stage


def test_two_papers_are_missing_at_the_traffic_bureau(demo):
    session = StudySession.objects.get(group__unit__short_name="县交通局", stage=Stage.RESEARCH)

    assert Duty.objects.filter(session=session).unmet().count() == 2
    assert [gap.code for gap in open_gaps(session, at=timezone.now())] == ["research_missing"]


def test_a_topic_waits_for_the_leader_of_the_zone(demo):
    session = StudySession.objects.get(topics__state=TopicState.SUBMITTED)

    assert session.group.unit.short_name == "新昌工业园区"
    assert session.stage == Stage.TOPIC


def test_the_street_has_one_measure_overdue_and_one_behind(demo):
    street = Measure.objects.filter(session__group__unit__short_name="南明街道")
    lit: Any = with_progress(street, Yardstick.of(timezone.localdate()))

    assert sorted(measure.light for measure in lit) == sorted(
        [Light.NONE, Light.RED, Light.YELLOW, Light.GREEN]
    )


def test_the_land_bureau_has_work_on_every_desk(demo):
    unmet = Duty.objects.unmet().filter(session__group__unit__short_name="县国土资源局")
    asked = unmet.filter(excuse=Excuse.ASKED)
    leaves = Attendance.objects.awaiting_decision()

    assert unmet.filter(person__username="member").count() == 1
    assert asked.count() == 1
    assert leaves.get().session.group.unit.short_name == "县国土资源局"
