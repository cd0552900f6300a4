"""Drafting and submitting the report, or saying why there is none."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.notices.models import Notice
from agendas.papers import actions
from agendas.papers.models import Paper, PaperStatus
from agendas.papers.rules import gaps
from studygroups.forms.models import Stage
from studygroups.years.models import GroupYear
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


def draft_report(session, by, title="专报", body="正文", recipients=(), revision=0):
    return actions.draft_report(
        session=session,
        by=by,
        at=timezone.now(),
        title=title,
        body=body,
        recipients=recipients,
        revision=revision,
    )


def set_aside_by(session, by, reason="内部专题学习"):
    return actions.mark_not_applicable(session=session, by=by, at=timezone.now(), reason=reason)


@pytest.mark.parametrize("write", [draft_report, set_aside_by])
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
def test_who_may_draft_a_report_or_set_it_aside(cast, held, write, role, may):
    if may:
        write(held, cast[role])
    else:
        with pytest.raises(PermissionDenied):
            write(held, cast[role])

    assert Paper.objects.exists() is may


def test_a_report_is_drafted_once_and_then_changed(held, secretary, group):
    county = UnitFactory()

    draft_report(held, secretary)
    paper = draft_report(held, secretary, title="改后的专报", recipients=[county], revision=1)

    assert Paper.objects.get() == paper
    assert (paper.title, list(paper.recipients.all())) == ("改后的专报", [county])
    assert (paper.issuer, paper.number) == (group.unit, None)


@pytest.mark.parametrize("write", [draft_report, set_aside_by])
def test_the_second_of_two_drafting_is_told_and_wipes_nothing(
    held, draft, leader, secretary, write
):
    write(held, leader, **({"body": "组长改过", "revision": 1} if write is draft_report else {}))

    with pytest.raises(ValidationError) as refused:
        draft_report(held, secretary, body="秘书改过", revision=1)
    with pytest.raises(ValidationError):
        actions.start_report(session=held, by=secretary, at=timezone.now(), revision=1)

    assert refused.value.code == "stale"
    paper = Paper.objects.get()
    assert paper.body == ("组长改过" if write is draft_report else draft.body)
    assert paper.revision == 2


def test_too_long_a_title_is_refused(held, secretary):
    with pytest.raises(ValidationError) as refused:
        draft_report(held, secretary, title="长" * 101)

    assert "title" in refused.value.error_dict
    assert not Paper.objects.exists()


@pytest.mark.parametrize("stage", [Stage.MEETING, Stage.FOLLOWUP, Stage.CLOSED])
def test_a_report_is_drafted_only_in_conversion(held, secretary, stage):
    held.stage = stage
    held.save()

    with pytest.raises(ValidationError) as refused:
        draft_report(held, secretary)

    assert refused.value.code == ("closed" if stage == Stage.CLOSED else "wrong_stage")
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("state", "code"), [("submitted", "submitted"), ("signed", "signed"), ("sent", "signed")]
)
def test_a_report_under_way_is_neither_rewritten_nor_set_aside(
    request, held, secretary, state, code
):
    paper = request.getfixturevalue(state)

    for write in (draft_report, set_aside_by):
        with pytest.raises(ValidationError) as refused:
            write(held, secretary)
        assert refused.value.code == code

    assert Paper.objects.get().title == paper.title


@pytest.mark.parametrize("reason", ["", "  "])
def test_setting_aside_needs_a_reason(held, secretary, reason):
    with pytest.raises(ValidationError) as refused:
        set_aside_by(held, secretary, reason)

    assert refused.value.code == "needs_reason"
    assert not Paper.objects.exists()


def test_the_leader_hears_why_a_report_is_set_aside_and_the_gate_opens(held, leader, secretary):
    set_aside_by(held, secretary)

    assert "内部专题学习" in Notice.objects.get(recipient=leader).text
    assert gaps(held, at=timezone.now()) == []
    assert GroupYear.objects.get(group=held.group).is_stale


def test_a_report_set_aside_can_be_drafted_after_all(set_aside, held, secretary):
    paper = draft_report(held, secretary, revision=1)

    assert (paper.status, paper.reason) == (PaperStatus.DRAFT, "")
    assert [gap.code for gap in gaps(held, at=timezone.now())] == ["report_not_sent"]


@pytest.mark.parametrize(("title", "body"), [("", "正文"), ("专报", " "), ("", "")])
def test_an_empty_report_cannot_be_submitted(draft, secretary, title, body):
    Paper.objects.update(title=title, body=body)

    with pytest.raises(ValidationError) as refused:
        actions.submit_paper(paper=draft, by=secretary, at=timezone.now())

    assert refused.value.code == "empty"
    assert Paper.objects.get().status == PaperStatus.DRAFT


def test_a_report_to_nobody_cannot_be_submitted(draft, secretary):
    draft.recipients.clear()

    with pytest.raises(ValidationError) as refused:
        actions.submit_paper(paper=draft, by=secretary, at=timezone.now())

    assert refused.value.code == "no_recipient"


def test_the_leader_is_asked_to_sign(submitted, held, leader):
    asked = Notice.objects.get(recipient=leader, kind="decide")

    assert asked.path == f"/sessions/{held.pk}/papers/"
    assert list(Paper.objects.awaiting_decision()) == [submitted]


def test_a_withdrawn_report_is_a_draft_again(submitted, secretary):
    paper = actions.withdraw_paper(paper=submitted, by=secretary, at=timezone.now())

    assert paper.status == PaperStatus.DRAFT
    assert not Paper.objects.awaiting_decision()


@pytest.mark.parametrize("state", ["draft", "signed", "sent"])
def test_only_a_submitted_report_is_withdrawn(request, secretary, state):
    paper = request.getfixturevalue(state)

    with pytest.raises(ValidationError) as refused:
        actions.withdraw_paper(paper=paper, by=secretary, at=timezone.now())

    assert refused.value.code == "not_submitted"
    assert Paper.objects.get().status == paper.status


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("held", "会议专报未起草"),
        ("draft", "会议专报未送审"),
        ("submitted", "会议专报待签发"),
        ("signed", "会议专报未报送"),
    ],
)
def test_the_gate_says_what_the_report_lacks(request, held, state, text):
    request.getfixturevalue(state)

    assert [gap.text for gap in gaps(held, at=timezone.now())] == [text]


def test_a_sent_report_lacks_nothing(sent, held):
    assert gaps(held, at=timezone.now()) == []
