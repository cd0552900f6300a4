"""A session whose research has just been asked for, and what is dropped for it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from agendas.drops import actions
from agendas.drops.models import Drop
from studygroups.forms.models import Stage
from tests.factories import owe, seat


@pytest.fixture
def session(session):
    session.stage = Stage.RESEARCH
    session.save()
    return session


@pytest.fixture
def duties(session):
    """Three members whose names are hard to tell apart."""
    names = ("张三", "张三丰", "李四")
    return [owe(session, seat(session.group, full_name=name)) for name in names]


@pytest.fixture
def drop_files(session, secretary):
    def drop_files(*uploads: UploadedFile, by=secretary) -> Drop:
        return actions.drop_files(session=session, by=by, at=timezone.now(), uploads=uploads)

    return drop_files
