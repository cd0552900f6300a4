"""A session in conversion with one measure of the member's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agendas.measures.models import Indicator, Measure
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from tests.factories import SessionFactory, indicator_of, measure_of


@pytest.fixture
def session(group, secretary) -> StudySession:
    return SessionFactory(
        group=group,
        created_by=secretary,
        stage=Stage.CONVERSION,
        announced_at=timezone.now() - timedelta(days=40),
        starts_at=timezone.now() - timedelta(days=30),
    )


@pytest.fixture
def measure(session, member) -> Measure:
    """Due at the end of the year, so that no test hangs on the day it runs."""
    return measure_of(session, owner=member, due_on=date(timezone.localdate().year, 12, 31))


@pytest.fixture
def indicator(measure) -> Indicator:
    return indicator_of(measure)
