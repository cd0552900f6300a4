"""A session in conversion, with its report in each of its states."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.papers import actions
from agendas.papers.models import Paper
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from tests.factories import SessionFactory, report_of


@pytest.fixture
def held(group, secretary) -> StudySession:
    starts_at = timezone.now() - timedelta(days=3)
    return SessionFactory(
        group=group,
        created_by=secretary,
        title="破解土地要素瓶颈制约",
        stage=Stage.CONVERSION,
        starts_at=starts_at,
        announced_at=starts_at - timedelta(days=8),
    )


@pytest.fixture
def draft(held, supervisor) -> Paper:
    return report_of(held, to=supervisor.unit)


@pytest.fixture
def submitted(leader, draft, secretary) -> Paper:
    return actions.submit_paper(paper=draft, by=secretary, at=timezone.now())


@pytest.fixture
def signed(submitted, leader) -> Paper:
    return actions.decide_paper(paper=submitted, by=leader, at=timezone.now(), outcome="approved")


@pytest.fixture
def sent(signed, secretary) -> Paper:
    now = timezone.now()
    return actions.send_paper(paper=signed, by=secretary, at=now, sent_on=timezone.localdate(now))


@pytest.fixture
def set_aside(held, secretary) -> Paper:
    return actions.mark_not_applicable(
        session=held, by=secretary, at=timezone.now(), reason="内部专题学习"
    )
