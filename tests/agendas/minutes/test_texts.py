"""Writing, submitting and confirming the minutes."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from accounts.audit.models import LogEntry
from accounts.files.actions import store
from accounts.notices.models import Notice
from agendas.minutes import actions
from agendas.minutes.models import Minutes, MinutesState
from agendas.sessions.models import Decision
from agendas.sessions.rules import Sheet
from studygroups.forms.models import Stage
from tests.factories import minutes_of

pytestmark = pytest.mark.django_db


def save(session, by, revision=0, record="记录", summary="纪要"):
    return actions.save_minutes(
        session=session,
        by=by,
        at=timezone.now(),
        revision=revision,
        record=record,
        summary=summary,
    )


def decide(minutes, by, outcome="approved", **more):
    return actions.decide_minutes(
        minutes=minutes, by=by, at=timezone.now(), outcome=outcome, **more
    )


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("leader", True),
        ("deputy", True),
        ("secretary", True),
        ("member", False),
        ("supervisor", False),
        ("other_secretary", False),
        ("guest", False),
        ("outsider", False),
    ],
)
def test_who_may_write_minutes(cast, meeting, role, may):
    if may:
        save(meeting, cast[role])
    else:
        with pytest.raises(PermissionDenied):
            save(meeting, cast[role])

    assert Minutes.objects.exists() is may


def test_each_save_is_one_revision_on_top_of_the_last(meeting, secretary, deputy):
    save(meeting, secretary)

    minutes = save(meeting, deputy, revision=1, record="记录二")

    assert (minutes.revision, minutes.record, minutes.written_by) == (2, "记录二", deputy)
    assert set(LogEntry.objects.filter(kind="minutes.save").values_list("by", flat=True)) == {
        secretary.pk,
        deputy.pk,
    }


@pytest.mark.parametrize("revision", [0, 2])
def test_a_save_from_a_stale_revision_is_refused_and_changes_nothing(meeting, secretary, revision):
    save(meeting, secretary)

    with pytest.raises(ValidationError) as refused:
        save(meeting, secretary, revision=revision, record="另一份")

    assert refused.value.code == "stale"
    assert Minutes.objects.get().record == "记录"


@pytest.mark.parametrize("stage", [Stage.TOPIC, Stage.RESEARCH, Stage.CONVERSION, Stage.CLOSED])
def test_minutes_are_written_only_while_the_session_meets(meeting, secretary, stage):
    meeting.stage = stage
    meeting.save()

    with pytest.raises(ValidationError) as refused:
        save(meeting, secretary)

    assert refused.value.code == ("closed" if stage == Stage.CLOSED else "wrong_stage")
    assert not Minutes.objects.exists()


@pytest.mark.parametrize("texts", [("", ""), ("记录", " \n"), (" ", "纪要")])
def test_empty_minutes_cannot_be_submitted(meeting, secretary, texts):
    minutes = minutes_of(meeting, secretary, record=texts[0], summary=texts[1])

    with pytest.raises(ValidationError) as refused:
        actions.submit_minutes(minutes=minutes, by=secretary, at=timezone.now())

    assert refused.value.code == "empty"
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.DRAFT


def test_the_leader_is_asked_and_the_text_stands_still(submitted, meeting, leader, secretary):
    asked = Notice.objects.get(recipient=leader, kind="decide")
    assert asked.path == f"/sessions/{meeting.pk}/minutes/"

    with pytest.raises(ValidationError) as refused:
        save(meeting, secretary, revision=1, record="改一改")

    assert refused.value.code == "submitted"
    assert Minutes.objects.get().record != "改一改"


def test_withdrawn_minutes_can_be_written_again(submitted, meeting, secretary):
    actions.withdraw_minutes(minutes=submitted, by=secretary, at=timezone.now())

    assert save(meeting, secretary, revision=2, record="改一改").record == "改一改"


def test_the_leader_does_not_confirm_what_he_has_not_read(submitted, meeting, leader, secretary):
    read = submitted.revision
    actions.withdraw_minutes(minutes=submitted, by=secretary, at=timezone.now())
    # A resolution is part of what he confirms, though neither text was saved again.
    actions.add_resolution(
        session=meeting, by=secretary, at=timezone.now(), kind="decision", text="另有决定"
    )
    again = actions.submit_minutes(minutes=submitted, by=secretary, at=timezone.now())

    with pytest.raises(ValidationError) as refused:
        decide(again, leader, revision=read)

    assert refused.value.code == "stale"
    assert not Decision.objects.exists()
    assert decide(again, leader, revision=again.revision).state == MinutesState.CONFIRMED


def test_minutes_are_not_signed_before_the_meeting(submitted, meeting, leader, secretary, pdf):
    day_before = timezone.localdate(meeting.starts_at) - timedelta(days=1)

    with pytest.raises(ValidationError) as refused:
        decide(submitted, secretary, sheet=Sheet(leader, day_before, store(pdf, by=secretary)))

    assert refused.value.code == "too_early"
    assert not Decision.objects.exists()


def test_a_draft_cannot_be_withdrawn(draft, secretary):
    with pytest.raises(ValidationError) as refused:
        actions.withdraw_minutes(minutes=draft, by=secretary, at=timezone.now())

    assert refused.value.code == "not_submitted"


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("leader", True),
        ("deputy", False),
        ("secretary", False),
        ("member", False),
        ("supervisor", False),
        ("outsider", False),
    ],
)
def test_who_may_confirm_minutes(cast, submitted, role, may):
    if may:
        decide(submitted, cast[role])
    else:
        with pytest.raises(PermissionDenied):
            decide(submitted, cast[role])

    submitted.refresh_from_db()
    assert (submitted.state == MinutesState.CONFIRMED) is may


def test_a_leader_who_submitted_them_himself_leaves_them_to_a_deputy(draft, leader, deputy):
    actions.submit_minutes(minutes=draft, by=leader, at=timezone.now())

    with pytest.raises(PermissionDenied):
        decide(draft, leader)
    minutes = decide(draft, deputy)

    assert minutes.state == MinutesState.CONFIRMED
    assert minutes.decision.by == deputy


def test_a_return_needs_its_reason(submitted, leader):
    with pytest.raises(ValidationError) as refused:
        decide(submitted, leader, "returned", reason="  ")

    assert refused.value.code == "needs_reason"
    submitted.refresh_from_db()
    assert submitted.state == MinutesState.SUBMITTED


def test_returned_minutes_are_a_draft_again_and_their_author_hears_why(
    submitted, leader, secretary, meeting
):
    minutes = decide(submitted, leader, "returned", reason="补充研讨发言")

    assert minutes.state == MinutesState.DRAFT
    assert minutes.decision.reason == "补充研讨发言"
    assert Notice.objects.filter(recipient=secretary, path=f"/sessions/{meeting.pk}/minutes/")


def test_a_draft_awaits_no_decision(draft, leader):
    with pytest.raises(ValidationError) as refused:
        decide(draft, leader)

    assert refused.value.code == "not_submitted"
    assert not Decision.objects.exists()


def test_confirmed_minutes_are_read_only(confirmed, meeting, secretary):
    with pytest.raises(ValidationError) as refused:
        save(meeting, secretary, revision=1, record="改一改")

    assert refused.value.code == "confirmed"
    assert Minutes.objects.get().record != "改一改"


def test_confirmed_minutes_cannot_be_confirmed_twice(confirmed, leader):
    with pytest.raises(ValidationError) as refused:
        decide(confirmed, leader)

    assert refused.value.code == "confirmed"
    assert Decision.objects.count() == 1


def test_the_leader_may_return_confirmed_minutes_while_the_session_meets(
    confirmed, meeting, leader, secretary
):
    decide(confirmed, leader, "returned", reason="更正数字")

    assert save(meeting, secretary, revision=2, record="更正").state == MinutesState.DRAFT


def test_after_the_meeting_confirmed_minutes_cannot_be_returned(confirmed, meeting, leader):
    meeting.stage = Stage.CONVERSION
    meeting.save()

    with pytest.raises(ValidationError) as refused:
        decide(confirmed, leader, "returned", reason="更正数字")

    assert refused.value.code == "wrong_stage"
    confirmed.refresh_from_db()
    assert confirmed.state == MinutesState.CONFIRMED


def test_the_secretary_enters_what_the_leader_signed_on_paper(submitted, leader, secretary, pdf):
    now = timezone.now()
    sheet = Sheet(leader, timezone.localdate(now), store(pdf, by=secretary))

    minutes = decide(submitted, secretary, sheet=sheet)

    assert minutes.state == MinutesState.CONFIRMED
    assert (minutes.decision.by, minutes.decision.recorded_by) == (leader, secretary)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_first_saves_at_one_moment_one_is_stale(meeting, secretary, deputy):
    start = threading.Barrier(2)

    def write(person):
        start.wait()
        try:
            return f"revision {save(meeting, person, record=person.full_name).revision}"
        except ValidationError as refused:
            return str(refused.code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as writers:
        answers = list(writers.map(write, [secretary, deputy]))

    assert sorted(answers) == ["revision 1", "stale"]
    assert Minutes.objects.get().revision == 1
