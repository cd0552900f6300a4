"""Passing open research on: who may, to whom, and until when."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agendas.research.actions import pass_on_duty
from agendas.research.models import Duty, Excuse
from studygroups.forms.models import Stage
from tests.factories import paper_of, seat

pytestmark = pytest.mark.django_db


def pass_on(duty, successor, by):
    pass_on_duty(duty=duty, successor=successor, by=by, at=timezone.now())


@pytest.mark.parametrize(
    ("who", "may"),
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
def test_who_runs_the_session_passes_a_duty_on(cast, group, duty, who, may):
    successor = seat(group, full_name="接任人")
    if may:
        pass_on(duty, successor, cast[who])
    else:
        with pytest.raises(PermissionDenied):
            pass_on(duty, successor, cast[who])

    duty.refresh_from_db()
    assert (duty.name == "接任人") is may


def test_the_other_s_excuse_is_no_matter_of_the_successor(duty, leader, group):
    Duty.objects.update(excuse=Excuse.ASKED, excuse_reason="出差")

    pass_on(duty, seat(group), leader)

    duty.refresh_from_db()
    assert (duty.excuse, duty.excuse_reason) == (Excuse.NONE, "")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"excuse": Excuse.GRANTED}, "met"),
        ({"state": "returned"}, "duty_has_paper"),
        ({"stage": Stage.CONVERSION}, "wrong_stage"),
        ({"successor": "secretary"}, "not_member"),
        ({"successor": "outsider"}, "not_member"),
    ],
)
def test_why_a_duty_does_not_pass_on(cast, session, duty, facts, code):
    if "state" in facts:
        paper_of(duty, state=facts["state"])
    Duty.objects.update(excuse=facts.get("excuse", Excuse.NONE))
    session.stage = facts.get("stage", Stage.RESEARCH)
    session.save()

    with pytest.raises(ValidationError) as refused:
        pass_on(duty, cast[facts.get("successor", "deputy")], cast["leader"])

    assert refused.value.code == code
    assert Duty.objects.get().person == cast["member"]
