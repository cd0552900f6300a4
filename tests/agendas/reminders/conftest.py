"""Sessions of March 2017 on which things fall due."""

from __future__ import annotations

import pytest

from studygroups.forms.models import Stage
from tests.factories import SessionFactory, at

HELD_AT = at("2017-03-31 14:30")


@pytest.fixture
def research_session(group, secretary):
    return SessionFactory(
        group=group, created_by=secretary, stage=Stage.RESEARCH, starts_at=HELD_AT
    )


@pytest.fixture
def announced(group, secretary):
    return SessionFactory(
        group=group,
        created_by=secretary,
        stage=Stage.MEETING,
        starts_at=HELD_AT,
        announced_at=at("2017-03-20 09:00"),
    )
