"""Returning a paper and asking for more."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.notices.models import Notice
from agendas.research import actions
from agendas.research.models import Duty, ResearchState
from studygroups.forms.models import Stage
from tests.factories import paper_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "returns", "asks_more"),
    [
        ("leader", True, True),
        ("deputy", False, True),
        ("secretary", False, True),
        ("member", False, False),
        ("supervisor", False, False),
        ("outsider", False, False),
    ],
)
def test_the_leader_returns_and_leads_ask_for_more(session, cast, duty, role, returns, asks_more):
    paper = paper_of(duty)
    by, now = cast[role], timezone.now()

    for act, may in (
        (lambda: actions.ask_for_more(paper=paper, by=by, at=now, remark="补充数据。"), asks_more),
        (lambda: actions.return_paper(paper=paper, by=by, at=now, reason="跑题。"), returns),
    ):
        if may:
            assert act().remarked_by == by
        else:
            with pytest.raises(PermissionDenied):
                act()


def test_the_leaders_own_paper_is_returned_by_a_deputy_not_by_himself(
    session, leader, deputy, leaders_duty
):
    paper = paper_of(leaders_duty)
    now = timezone.now()

    with pytest.raises(PermissionDenied):
        actions.return_paper(paper=paper, by=leader, at=now, reason="重写。")

    returned = actions.return_paper(paper=paper, by=deputy, at=now, reason="重写。")
    assert returned.state == ResearchState.RETURNED
    assert Notice.objects.get(recipient=leader).text.endswith("已退回：重写。")


def test_a_paper_returned_or_to_be_completed_is_owed_again(session, leader, member, duty):
    paper = paper_of(duty)

    actions.ask_for_more(paper=paper, by=leader, at=timezone.now(), remark="补充数据。")

    assert Duty.objects.unmet().get() == duty
    assert "请补充：补充数据。" in Notice.objects.get(recipient=member).text


def test_returning_and_asking_for_more_need_words(session, leader, duty):
    paper = paper_of(duty)
    now = timezone.now()

    with pytest.raises(ValidationError) as returned:
        actions.return_paper(paper=paper, by=leader, at=now, reason=" ")
    with pytest.raises(ValidationError) as asked:
        actions.ask_for_more(paper=paper, by=leader, at=now, remark="")

    assert (returned.value.code, asked.value.code) == ("needs_reason", "needs_reason_more")
    paper.refresh_from_db()
    assert paper.state == ResearchState.HANDED_IN


def test_what_is_returned_is_not_returned_again_nor_asked_to_be_completed(session, leader, duty):
    paper = paper_of(duty, state=ResearchState.RETURNED)
    now = timezone.now()

    with pytest.raises(ValidationError) as returned:
        actions.return_paper(paper=paper, by=leader, at=now, reason="重写。")
    with pytest.raises(ValidationError) as asked:
        actions.ask_for_more(paper=paper, by=leader, at=now, remark="补充。")

    assert (returned.value.code, asked.value.code) == ("not_handed_in", "not_handed_in")


def test_after_the_meeting_nothing_is_returned(session, leader, duty):
    paper = paper_of(duty)
    session.stage = Stage.CONVERSION
    session.save()

    with pytest.raises(ValidationError) as refused:
        actions.return_paper(paper=paper, by=leader, at=timezone.now(), reason="重写。")

    assert refused.value.code == "wrong_stage"
