"""What the agenda takes in time, and what the minutes still lack."""

from __future__ import annotations

import pytest
from django.utils import timezone

from agendas.minutes.models import AgendaItem, Minutes
from agendas.minutes.rules import gaps, refuse_agenda, time_plan
from studygroups.forms.models import Stage
from tests.factories import SessionFactory

pytestmark = pytest.mark.django_db


def test_the_agenda_is_summed_against_the_time_of_the_session(meeting):
    items = [AgendaItem(minutes=90), AgendaItem(minutes=None), AgendaItem(minutes=80)]

    time = time_plan(items, meeting)

    assert (time.total, time.planned, time.over) == (170, 150, 20)


def test_without_an_end_nothing_is_over(session):
    time = time_plan([AgendaItem(minutes=90)], session)

    assert (time.total, time.planned, time.over) == (90, None, 0)


@pytest.mark.parametrize(
    ("stage", "code"),
    [
        (Stage.TOPIC, None),
        (Stage.RESEARCH, None),
        (Stage.MEETING, None),
        (Stage.CONVERSION, "wrong_stage"),
        (Stage.FOLLOWUP, "wrong_stage"),
        (Stage.CLOSED, "closed"),
    ],
)
def test_the_agenda_is_set_until_the_meeting_is_over(group, stage, code):
    refusal = refuse_agenda(SessionFactory(group=group, stage=stage))

    assert (refusal.value if refusal else None) == code


def test_a_session_without_minutes_lacks_them(meeting):
    assert [gap.code for gap in gaps(meeting, at=timezone.now())] == ["no_minutes"]


def test_submitted_minutes_still_lack_the_decision(submitted, meeting):
    assert [gap.code for gap in gaps(meeting, at=timezone.now())] == ["minutes_undecided"]


def test_confirmed_minutes_lack_nothing(confirmed, meeting):
    assert gaps(meeting, at=timezone.now()) == []


def test_only_submitted_minutes_await_a_decision(submitted):
    assert list(Minutes.objects.awaiting_decision()) == [submitted]


def test_confirmed_minutes_await_nothing(confirmed):
    assert not Minutes.objects.awaiting_decision()
