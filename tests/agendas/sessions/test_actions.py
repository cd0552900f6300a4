"""Changing the head of a session; decisions entered for others and objections to them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.files.actions import store
from accounts.notices.models import Notice
from agendas.sessions.actions import decide, edit_session, object_to
from agendas.sessions.models import Decision, Matter, StudySession
from agendas.sessions.rules import Sheet
from studygroups.forms.models import Stage
from studygroups.years.models import GroupYear
from tests.factories import SessionFactory, at

pytestmark = pytest.mark.django_db

NOW = at("2017-03-01 09:00")


@pytest.fixture
def recorded(session, secretary, leader, pdf):
    """The leader's decision on the minutes, entered by the secretary from a signed sheet."""
    return decide(
        session=session,
        matter=Matter.MINUTES,
        outcome="approved",
        by=secretary,
        at=timezone.now(),
        sheet=Sheet(leader, timezone.localdate(), store(pdf, by=secretary)),
    )


def test_a_change_counts_up_the_revision_and_moves_the_year(session, secretary):
    edit_session(
        session=session,
        by=secretary,
        at=NOW,
        revision=1,
        starts_at=at("2018-01-05 09:00"),
        venue="礼堂",
    )

    session.refresh_from_db()
    assert (session.revision, session.year, session.venue) == (2, 2018, "礼堂")


def test_the_second_of_two_people_saving_is_told(session, secretary, leader):
    edit_session(session=session, by=leader, at=NOW, revision=1, venue="礼堂")

    with pytest.raises(ValidationError) as refused:
        edit_session(session=session, by=secretary, at=NOW, revision=1, venue="三楼")

    assert refused.value.code == "stale"
    assert StudySession.objects.get().venue == "礼堂"


@pytest.mark.parametrize("role", ["member", "supervisor", "other_secretary", "guest", "outsider"])
def test_who_does_not_run_the_session_changes_nothing(cast, session, role):
    with pytest.raises(PermissionDenied):
        edit_session(session=session, by=cast[role], at=NOW, revision=1, venue="礼堂")

    assert StudySession.objects.get().venue == "三楼会议室"


def test_a_closed_session_is_not_changed(group, secretary):
    session = SessionFactory(group=group, stage=Stage.CLOSED)

    with pytest.raises(ValidationError) as refused:
        edit_session(session=session, by=secretary, at=NOW, revision=1, venue="礼堂")

    assert refused.value.code == "closed"


def test_everybody_invited_hears_when_an_announced_session_moves(group, secretary, member, guest):
    session = SessionFactory(group=group, stage=Stage.MEETING, announced_at=NOW)
    session.guests.add(guest)

    edit_session(
        session=session, by=secretary, at=NOW, revision=1, starts_at=at("2017-04-01 09:00")
    )

    told = Notice.objects.filter(text__contains="2017年4月1日（周六）09:00")
    assert {notice.recipient for notice in told} == {secretary, member, guest}


def test_nobody_hears_of_a_new_title(group, secretary, member):
    session = SessionFactory(group=group, stage=Stage.MEETING, announced_at=NOW)

    edit_session(session=session, by=secretary, at=NOW, revision=1, title="改名")

    assert not Notice.objects.exists()


def test_the_person_a_decision_was_entered_for_may_object(recorded, leader, secretary):
    object_to(decision=recorded, by=leader, at=NOW, text="未曾签批")

    recorded.refresh_from_db()
    assert (recorded.objection, recorded.objected_at) == ("未曾签批", NOW)
    assert Notice.objects.filter(recipient=secretary, text__contains="异议").exists()


@pytest.mark.parametrize("role", ["deputy", "secretary", "member", "outsider"])
def test_nobody_else_objects_for_him(cast, recorded, role):
    with pytest.raises(PermissionDenied):
        object_to(decision=recorded, by=cast[role], at=NOW, text="x")

    recorded.refresh_from_db()
    assert recorded.objected_at is None


def test_a_decision_made_on_line_leaves_nothing_to_object_to(session, leader):
    decision = decide(
        session=session, matter=Matter.MINUTES, outcome="approved", by=leader, at=timezone.now()
    )

    with pytest.raises(PermissionDenied):
        object_to(decision=decision, by=leader, at=NOW, text="x")


def test_only_the_secretary_enters_decisions_made_on_paper(
    session, leader, deputy, secretary, member, pdf
):
    sheet = Sheet(leader, NOW.date(), store(pdf, by=deputy))

    for person in (leader, deputy, member):
        with pytest.raises(PermissionDenied):
            decide(
                session=session,
                matter=Matter.MINUTES,
                outcome="approved",
                by=person,
                at=timezone.now(),
                sheet=sheet,
            )

    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("signed_on", "since", "refusal"),
    [
        ("2017-02-28", "2017-03-01", "too_early"),
        ("2017-03-02", "2017-03-01", "future"),
        ("2017-03-01", "2017-03-01", None),
        ("2016-12-31", None, "too_early"),
        ("2017-01-01", None, None),
    ],
)
def test_a_sheet_is_signed_between_the_matter_and_today(
    session, secretary, leader, pdf, signed_on, since, refusal
):
    session.created_at, session.year = NOW, 2017
    sheet = Sheet(leader, date.fromisoformat(signed_on), store(pdf, by=secretary))
    matter = {"session": session, "matter": Matter.REPORT, "outcome": "approved", "sheet": sheet}
    since = date.fromisoformat(since) if since else None

    if refusal:
        with pytest.raises(ValidationError) as refused:
            decide(**matter, by=secretary, at=NOW, since=since)
        assert refused.value.code == refusal
    else:
        decide(**matter, by=secretary, at=NOW, since=since)

    assert Decision.objects.exists() is (refusal is None)


def test_the_leaders_own_submission_is_decided_by_a_deputy(session, leader, deputy):
    with pytest.raises(PermissionDenied):
        decide(
            session=session,
            matter=Matter.EXCUSE,
            outcome="approved",
            by=leader,
            at=timezone.now(),
            concerned=[leader],
        )

    decision = decide(
        session=session,
        matter=Matter.EXCUSE,
        outcome="approved",
        by=deputy,
        at=timezone.now(),
        concerned=[leader],
    )

    assert decision.by == deputy


def test_an_edit_never_undoes_a_step_made_in_the_meantime(session, secretary):
    StudySession.objects.filter(pk=session.pk).update(stage=Stage.RESEARCH, shares_measures=True)

    edit_session(session=session, by=secretary, at=NOW, revision=1, venue="礼堂")

    stored = StudySession.objects.get()
    assert (stored.stage, stored.shares_measures, stored.venue) == (Stage.RESEARCH, True, "礼堂")


def test_both_years_are_counted_again_when_a_session_moves_to_another(session, secretary):
    edit_session(
        session=session, by=secretary, at=NOW, revision=1, starts_at=at("2018-01-05 09:00")
    )

    stale = GroupYear.objects.filter(group=session.group, is_stale=True)
    assert {row.year for row in stale} == {session.year, 2018}


def test_a_second_objection_does_not_replace_the_first(recorded, leader):
    object_to(decision=recorded, by=leader, at=NOW, text="未曾签批")

    with pytest.raises(ValidationError) as refused:
        object_to(decision=recorded, by=leader, at=NOW, text="再提")

    assert refused.value.code == "already_objected"
    recorded.refresh_from_db()
    assert recorded.objection == "未曾签批"


@pytest.mark.parametrize(
    ("role", "matters"),
    [
        ("secretary", {"minutes", "leave"}),
        ("member", {"minutes"}),
        ("leader", {"minutes", "leave"}),
        ("supervisor", set()),
        ("other_secretary", set()),
        ("outsider", set()),
    ],
)
def test_what_concerns_one_person_is_not_for_every_member(cast, session, leader, role, matters):
    for matter in (Matter.MINUTES, Matter.LEAVE):
        decide(session=session, matter=matter, outcome="approved", by=leader, at=timezone.now())

    seen = Decision.objects.visible_to(cast[role])

    assert {decision.matter for decision in seen} == matters


@pytest.mark.parametrize(
    ("stage", "head", "code"),
    [
        (Stage.MEETING, {"venue": ""}, "needs_head"),
        (Stage.MEETING, {"starts_at": None}, "needs_head"),
        (Stage.FOLLOWUP, {"starts_at": at("2018-01-05 09:00")}, "held"),
        (Stage.FOLLOWUP, {"venue": "礼堂"}, "held"),
    ],
)
def test_what_was_announced_or_held_does_not_lose_its_time_and_place(
    group, secretary, stage, head, code
):
    session = SessionFactory(group=group, stage=stage, announced_at=NOW)

    with pytest.raises(ValidationError) as refused:
        edit_session(session=session, by=secretary, at=NOW, revision=1, **head)

    assert refused.value.code == code
    stored = StudySession.objects.get()
    assert (stored.venue, stored.starts_at) == (session.venue, session.starts_at)


def test_the_title_of_a_held_session_may_still_be_put_right(group, secretary):
    session = SessionFactory(group=group, stage=Stage.FOLLOWUP, announced_at=NOW)

    edit_session(session=session, by=secretary, at=NOW, revision=1, title="改名")

    assert StudySession.objects.get().title == "改名"
