"""The meeting of 2017 was open in each of the three ways; these days something more waits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agendas.attendance.models import Admission, Attendance, Capacity, OpeningKind
from agendas.board.models import PressMaterial, Publication, Review
from agendas.guests.models import Invitation, InvitationState, Seat, SeatState
from agendas.observing.models import Observation, ObservationState
from agendas.observing.rules import feedback_days, last_days_to_agree
from agendas.sessions.models import StudySession
from agendas.topics.models import Problem, ProblemSource
from studygroups.forms.models import Stage


@pytest.fixture
def story(demo) -> Any:
    """The land bureau's session of 31 March 2017."""
    return StudySession.objects.select_related("group__unit").get(starts_at__year=2017)


def test_cadres_came_first_served_and_departments_on_approval(story):
    cadres = story.openings.get(kind=OpeningKind.CADRE)
    departments = story.openings.get(kind=OpeningKind.DEPARTMENT)

    assert cadres.admission == Admission.FIRST_COME
    assert cadres.opens_at == story.announced_at
    assert timezone.localdate(cadres.closes_at) == date(2017, 3, 24)
    assert departments.admission == Admission.APPROVAL
    seats: Any = Seat.objects.filter(opening=cadres, state=SeatState.CONFIRMED)
    assert set(seats.values_list("person__username", flat=True)) == {"traffic", "nanming", "zone"}
    assert {seat.attendance.capacity for seat in seats} == {Capacity.LEARNER}


def test_four_departments_were_asked_and_named_who_came(story):
    asked = list(Invitation.objects.filter(session=story).in_order())
    named = Attendance.objects.filter(session=story, capacity=Capacity.DEPARTMENT)

    assert [str(invitation.unit) for invitation in asked] == [
        *("县发改局", "县财政局", "县住建局", "县农林局")
    ]
    assert {invitation.state for invitation in asked} == {InvitationState.ANSWERED}
    assert [invitation.is_entered() for invitation in asked] == [False, False, False, True]
    assert {row for invitation in asked for row in invitation.named.all()} == set(named)


def test_the_observers_were_agreed_on_in_time_and_got_the_material(story):
    observation: Any = Observation.objects.get(session=story)
    rows = Attendance.objects.filter(session=story, capacity=Capacity.OBSERVER)
    (last_day,) = last_days_to_agree([story])

    assert str(observation.unit) == "县委宣传部"
    assert [str(person) for person in observation.people()] == ["分管副部长", "理论科长"]
    assert timezone.localdate(observation.agreed_at) <= last_day == date(2017, 3, 24)
    assert observation.words == ""
    assert observation.agreed_at < observation.handed_over_at < story.starts_at
    assert {row.person for row in rows} == set(observation.people())


def test_what_they_found_joined_the_problems_of_the_group(story):
    observation: Any = Observation.objects.get(session=story)
    problems = Problem.objects.filter(source=ProblemSource.OBSERVER, group=story.group)
    texts = [observation.overall, observation.highlights, *(one.title for one in problems)]
    (last_day,) = feedback_days([story])

    assert observation.state == ObservationState.REPORTED
    assert sum(map(len, texts)) <= 500
    assert timezone.localdate(observation.reported_at) <= last_day == date(2017, 4, 17)
    assert problems.count() == 2
    assert set(problems) == set(observation.problems.all())
    assert observation.responded_at > observation.reported_at


def test_nothing_reached_the_media_or_the_board_without_a_second_person(story):
    material: Any = PressMaterial.objects.get(session=story)

    assert material.is_published()
    assert material.last_review.decision.by.username == "leader"
    reviews = Review.objects.filter(session=story)
    assert sorted(review.subject for review in reviews) == [
        *("board", "material", "publication", "publication")
    ]
    assert all(review.is_approved() and review.by.username != "secretary" for review in reviews)


def test_anybody_reads_on_the_board_what_two_media_published(story):
    page = Client().get(f"/open/{story.pk}/").content.decode()

    outlets = Publication.objects.filter(session=story).values_list("outlet", flat=True)
    assert list(outlets) == ["新昌电视台", "新昌日报"]
    assert all(outlet in page for outlet in outlets)
    assert "县国土资源局开门学习" in page


def test_the_traffic_bureau_still_owes_its_answer(demo):
    invitation: Any = Invitation.objects.awaiting().get()

    assert invitation.contact.username == "traffic"
    assert invitation.session.group.unit.short_name == "县国土资源局"
    assert invitation.session.starts_at > timezone.now()


def test_one_piece_for_the_media_waits_for_the_leader(demo):
    waiting = PressMaterial.objects.exclude(pk__in=PressMaterial.objects.released())

    assert waiting.get().session.stage == Stage.MEETING
    assert waiting.get().last_review is None


def test_the_supervisor_may_choose_a_meeting_still_in_time(demo):
    session = StudySession.objects.get(title="学习城市精细化管理有关要求")
    (last_day,) = last_days_to_agree([session])

    assert session.announced_at
    assert not session.observations.exists()
    assert timezone.localdate() <= last_day
