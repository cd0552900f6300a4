"""A session being prepared with its scheme, and one at its meeting with its minutes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.minutes import actions
from agendas.minutes.models import Minutes, Scheme
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from tests.factories import SessionFactory, minutes_of, scheme_of


@pytest.fixture
def meeting(group, secretary) -> StudySession:
    starts_at = timezone.now() - timedelta(hours=3)
    return SessionFactory(
        group=group,
        created_by=secretary,
        stage=Stage.MEETING,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=150),
        announced_at=starts_at - timedelta(days=8),
    )


@pytest.fixture
def draft(meeting, secretary) -> Minutes:
    return minutes_of(meeting, secretary)


@pytest.fixture
def submitted(leader, draft, secretary) -> Minutes:
    return actions.submit_minutes(minutes=draft, by=secretary, at=timezone.now())


@pytest.fixture
def confirmed(submitted, leader) -> Minutes:
    return actions.decide_minutes(
        minutes=submitted, by=leader, at=timezone.now(), outcome="approved"
    )


@pytest.fixture
def planned(group, secretary) -> StudySession:
    """Before the notice: the research is on, time and place are set."""
    return SessionFactory(group=group, created_by=secretary, stage=Stage.RESEARCH)


@pytest.fixture
def scheme(planned, secretary) -> Scheme:
    return scheme_of(planned, secretary, requirements="请提前十分钟到会。")


@pytest.fixture
def waiting(leader, scheme, secretary) -> Scheme:
    return actions.submit_scheme(scheme=scheme, by=secretary, at=timezone.now())


@pytest.fixture
def approved(waiting, leader) -> Scheme:
    now = timezone.now()
    return actions.decide_scheme(scheme=waiting, by=leader, at=now, outcome="approved")
