"""A session whose research has just been asked for."""

from __future__ import annotations

import pytest
from django.utils import timezone

from agendas.research.models import Duty
from studygroups.forms.models import Stage
from tests.factories import owe


@pytest.fixture
def session(session):
    session.stage = Stage.RESEARCH
    session.save()
    return session


@pytest.fixture
def leaders_duty(session, leader) -> Duty:
    return owe(session, leader)


@pytest.fixture
def deputys_duty(session, deputy) -> Duty:
    return owe(session, deputy)


@pytest.fixture
def duty(session, member) -> Duty:
    """What the member owes."""
    return owe(session, member)


@pytest.fixture
def announced(session):
    session.announced_at = timezone.now()
    session.save()
    return session
