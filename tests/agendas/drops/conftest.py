"""A session whose research has just been asked for."""

from __future__ import annotations

import pytest

from studygroups.forms.models import Stage


@pytest.fixture
def session(session):
    session.stage = Stage.RESEARCH
    session.save()
    return session
