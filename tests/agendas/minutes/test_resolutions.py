"""Keeping and striking out what the meeting agreed."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agendas.minutes import actions
from agendas.minutes.models import Resolution, ResolutionKind
from studygroups.forms.models import Stage
from tests.factories import measure_of

pytestmark = pytest.mark.django_db


def agree(session, by, kind="consensus", text="先存量后增量"):
    return actions.add_resolution(session=session, by=by, at=timezone.now(), kind=kind, text=text)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("leader", True),
        ("deputy", True),
        ("secretary", True),
        ("member", False),
        ("supervisor", False),
        ("other_secretary", False),
        ("outsider", False),
    ],
)
def test_who_may_keep_resolutions(cast, meeting, role, may):
    if may:
        agree(meeting, cast[role])
    else:
        with pytest.raises(PermissionDenied):
            agree(meeting, cast[role])

    assert Resolution.objects.exists() is may


def test_each_of_the_four_kinds_is_kept_in_the_order_of_the_meeting(meeting, secretary):
    for kind in ResolutionKind.values:
        agree(meeting, secretary, kind)

    assert [row.kind for row in meeting.resolutions.all()] == ResolutionKind.values


@pytest.mark.parametrize(
    ("fault", "field"),
    [({"text": "长" * 501}, "text"), ({"text": ""}, "text"), ({"kind": "other"}, "kind")],
)
def test_a_resolution_without_a_proper_text_and_kind_is_refused(meeting, secretary, fault, field):
    with pytest.raises(ValidationError) as refused:
        agree(meeting, secretary, **fault)

    assert field in refused.value.error_dict
    assert not Resolution.objects.exists()


@pytest.mark.parametrize("state", ["submitted", "confirmed"])
def test_once_minutes_are_submitted_resolutions_stand(request, meeting, secretary, state):
    kept = agree(meeting, secretary)
    request.getfixturevalue(state)

    with pytest.raises(ValidationError) as refused:
        agree(meeting, secretary, text="再加一条")
    with pytest.raises(ValidationError) as kept_back:
        actions.remove_resolution(resolution=kept, by=secretary, at=timezone.now())

    assert (refused.value.code, kept_back.value.code) == (state, state)
    assert list(Resolution.objects.all()) == [kept]


def test_a_resolution_is_struck_out_of_a_draft(meeting, secretary):
    kept = agree(meeting, secretary)

    actions.remove_resolution(resolution=kept, by=secretary, at=timezone.now())

    assert not Resolution.objects.exists()


def test_a_resolution_on_which_a_measure_rests_stays(meeting, secretary):
    kept = agree(meeting, secretary)
    measure_of(meeting, owner=secretary, due_on=date(2017, 12, 31), resolution=kept)

    with pytest.raises(ValidationError) as refused:
        actions.remove_resolution(resolution=kept, by=secretary, at=timezone.now())

    assert refused.value.code == "resolution_used"
    assert Resolution.objects.get() == kept


def test_nothing_is_agreed_before_the_meeting(session, secretary):
    assert session.stage == Stage.TOPIC

    with pytest.raises(ValidationError) as refused:
        agree(session, secretary)

    assert refused.value.code == "wrong_stage"
