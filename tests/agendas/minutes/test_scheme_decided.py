"""Deciding the scheme, and what follows from it."""

from __future__ import annotations

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.files.actions import store
from accounts.notices.models import Notice
from agendas.minutes import actions
from agendas.minutes.models import Scheme, SchemeState
from agendas.minutes.rules import scheme_gaps
from agendas.sessions.models import Decision, StudySession
from agendas.sessions.rules import Sheet
from agendas.workflow.rules import open_gaps
from studygroups.forms.models import Stage
from tests.races import at_once

pytestmark = pytest.mark.django_db


def submit(scheme, by):
    return actions.submit_scheme(scheme=scheme, by=by, at=timezone.now())


def decide(scheme, by, outcome="approved", **more):
    return actions.decide_scheme(scheme=scheme, by=by, at=timezone.now(), outcome=outcome, **more)


def test_a_returned_scheme_is_a_draft_again_and_its_author_hears(waiting, leader, secretary):
    scheme = decide(waiting, leader, "returned", reason="压缩议程")

    assert (scheme.state, scheme.decision.reason) == (SchemeState.DRAFT, "压缩议程")
    assert Notice.objects.filter(recipient=secretary, text__contains="退回").exists()


def test_a_return_needs_its_reason(waiting, leader):
    with pytest.raises(ValidationError) as refused:
        decide(waiting, leader, "returned", reason=" ")

    assert refused.value.code == "needs_reason"
    assert Scheme.objects.get().state == SchemeState.SUBMITTED


@pytest.mark.parametrize(("state", "code"), [("scheme", "not_submitted"), ("approved", "approved")])
def test_only_what_waits_is_approved(request, leader, state, code):
    scheme = request.getfixturevalue(state)
    decisions = Decision.objects.count()

    with pytest.raises(ValidationError) as refused:
        decide(scheme, leader)

    assert refused.value.code == code
    assert Decision.objects.count() == decisions


def test_an_approved_scheme_is_returned_to_be_rewritten(approved, leader):
    assert decide(approved, leader, "returned", reason="换主题").state == SchemeState.DRAFT


def test_another_sheet_than_the_one_read_is_not_decided(waiting, leader, secretary):
    read = waiting.revision
    actions.withdraw_scheme(scheme=waiting, by=secretary, at=timezone.now())
    submit(waiting, secretary)

    with pytest.raises(ValidationError) as refused:
        decide(waiting, leader, revision=read)

    assert refused.value.code == "stale"
    assert not Decision.objects.exists()


def test_a_draft_cannot_be_withdrawn(scheme, secretary):
    with pytest.raises(ValidationError) as refused:
        actions.withdraw_scheme(scheme=scheme, by=secretary, at=timezone.now())

    assert refused.value.code == "not_submitted"


def test_who_submitted_it_leaves_it_to_a_deputy(scheme, leader, deputy):
    submit(scheme, leader)

    with pytest.raises(PermissionDenied):
        decide(scheme, leader)

    assert decide(scheme, deputy).decision.by == deputy


def test_what_was_signed_on_paper_is_entered_even_after_the_meeting(
    waiting, planned, leader, secretary, pdf
):
    StudySession.objects.filter(pk=planned.pk).update(stage=Stage.CONVERSION)
    sheet = Sheet(leader, timezone.localdate(), store(pdf, by=secretary))

    scheme = decide(waiting, secretary, sheet=sheet)

    assert (scheme.decision.by, scheme.decision.recorded_by) == (leader, secretary)
    assert scheme.state == SchemeState.APPROVED


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_those_who_review_a_demonstration_group_are_told(
    waiting, group, leader, supervisor, is_demonstration
):
    group.is_demonstration = is_demonstration
    group.save()

    decide(waiting, leader)

    told = Notice.objects.filter(recipient=supervisor, path__endswith="/minutes/scheme/print/")
    assert told.exists() is is_demonstration


@pytest.mark.parametrize(("state", "waits"), [("scheme", 0), ("waiting", 1), ("approved", 0)])
def test_a_submitted_scheme_bars_the_notice_until_it_is_decided(request, planned, state, waits):
    assert scheme_gaps(planned, at=timezone.now()) == []
    request.getfixturevalue(state)
    planned = StudySession.objects.get(pk=planned.pk)

    codes = [gap.code for gap in open_gaps(planned, at=timezone.now())]

    assert codes.count("scheme_undecided") == waits
    assert Scheme.objects.awaiting_decision().count() == waits


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_submit_and_two_who_decide_at_one_moment_one_does(
    scheme, secretary, deputy, leader
):
    submitted = at_once([partial(submit, scheme, secretary), partial(submit, scheme, deputy)])
    decided = at_once([partial(decide, scheme, leader)] * 2)

    assert (submitted, decided) == (["done", "submitted"], ["approved", "done"])
    assert Scheme.objects.get().revision == 2
    assert Decision.objects.count() == 1
