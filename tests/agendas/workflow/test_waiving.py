"""A notice that is late, and the leader who waives it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agendas.sessions.actions import edit_session
from agendas.sessions.models import StudySession, Waiver
from agendas.workflow import actions
from agendas.workflow.rules import open_gaps
from studygroups.forms.models import Stage
from studygroups.localrules.models import LocalRule
from tests.factories import SessionFactory, at

pytestmark = pytest.mark.django_db

NOW = at("2017-03-01 09:00")


def test_a_notice_too_late_bars_the_way_until_the_leader_waives_it(
    group, secretary, leader, deputy
):
    session = SessionFactory(group=group, stage=Stage.RESEARCH, starts_at=NOW + timedelta(days=3))
    gaps = {gap.code for gap in open_gaps(session, at=NOW)}
    assert "notice_late" in gaps

    with pytest.raises(PermissionDenied):
        actions.waive(session=session, gap="notice_late", by=deputy, at=NOW, reason="急")
    actions.waive(session=session, gap="notice_late", by=leader, at=NOW, reason="上级临时部署")

    assert "notice_late" not in {gap.code for gap in open_gaps(session, at=NOW)}
    waiver = Waiver.objects.get()
    assert (waiver.by, waiver.reason) == (leader, "上级临时部署")
    assert waiver.text == "距召开不足 7 天，通知已晚"


def test_the_days_of_notice_are_a_local_rule(group, secretary):
    session = SessionFactory(group=group, stage=Stage.RESEARCH, starts_at=NOW + timedelta(days=3))

    LocalRule.objects.create(unit=group.unit, key="notice_days", value=2, from_on=NOW.date())

    assert "notice_late" not in {gap.code for gap in open_gaps(session, at=NOW)}


@pytest.mark.parametrize("gap", ["no_speaker", "research_missing", "unheard_of"])
def test_only_what_time_made_unfixable_is_waived(group, leader, gap):
    session = SessionFactory(group=group, stage=Stage.RESEARCH, starts_at=NOW + timedelta(days=3))

    with pytest.raises(ValidationError) as refused:
        actions.waive(session=session, gap=gap, by=leader, at=NOW, reason="免")

    assert refused.value.code == "not_waivable"
    assert not Waiver.objects.exists()


def test_a_waiver_needs_its_reason(group, leader):
    session = SessionFactory(group=group, stage=Stage.RESEARCH, starts_at=NOW + timedelta(days=3))

    with pytest.raises(ValidationError) as refused:
        actions.waive(session=session, gap="notice_late", by=leader, at=NOW, reason=" ")

    assert refused.value.code == "needs_reason"


def test_a_waiver_holds_for_the_day_it_was_given_for(group, secretary, leader):
    session = SessionFactory(group=group, stage=Stage.RESEARCH, starts_at=NOW + timedelta(days=3))
    actions.waive(session=session, gap="notice_late", by=leader, at=NOW, reason="急")

    StudySession.objects.update(starts_at=NOW + timedelta(days=2))
    session.refresh_from_db()

    assert "notice_late" in {gap.code for gap in open_gaps(session, at=NOW)}


def test_moving_an_announced_session_close_by_is_late_as_well(group, secretary):
    session = SessionFactory(
        group=group, stage=Stage.MEETING, starts_at=NOW + timedelta(days=30), announced_at=NOW
    )
    later = NOW + timedelta(days=10)
    soon = later + timedelta(hours=2)

    moved = edit_session(session=session, by=secretary, at=later, revision=1, starts_at=soon)

    assert moved.announced_at == later
    assert "notice_late" in {gap.code for gap in open_gaps(moved, at=later)}
