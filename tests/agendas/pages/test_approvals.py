"""待我审批: who sees what, deciding one, deciding several, and being refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from agendas.attendance.actions import answer
from agendas.measures.actions import apply_closing
from agendas.minutes.actions import submit_minutes, withdraw_minutes
from agendas.minutes.models import MinutesState
from agendas.pages.actions import GONE, decide_matters
from agendas.pages.matters import HANDLINGS
from agendas.sessions.models import Decision
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole, Membership
from tests.agendas.pages.pile import (
    APPROVED,
    RETURNED,
    WAITING,
    Pile,
    asked_extension,
    submitted_scheme,
)
from tests.factories import (
    SessionFactory,
    attend,
    measure_of,
    seat,
)

pytestmark = pytest.mark.django_db

WAITING_TEXTS = (
    "用地要素",
    "工作任务冲突",
    "请假类别",
    "会议形成共识",
    "存量用地专报",
    "全部消化完毕",
)


def _post(client, keys, outcome="approved", reason=""):
    words = {"item": keys, "outcome": outcome, "reason": reason}
    return client.post("/approvals/decide/", words, follow=False)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("leader", True),
        ("deputy", False),
        ("secretary", False),
        ("member", False),
        ("supervisor", False),
        ("other_secretary", False),
        ("guest", False),
        ("outsider", False),
    ],
)
def test_only_the_leader_finds_what_waits_and_what_he_needs_to_decide(
    cast, pile, sign_in, who, sees
):
    page = sign_in(cast[who]).get("/approvals/").content.decode()

    assert [text in page for text in WAITING_TEXTS] == [sees] * 6
    assert ("没有待您审批的事项" in page) != sees


def test_what_the_secretary_asked_for_another_says_so_to_who_decides(pile, leader, sign_in):
    page = sign_in(leader).get("/approvals/").content.decode()

    # The excuse, the leave, the closing: all three were entered for the member.
    assert (page.count("代交"), page.count("代答复"), page.count("秘书丙，")) == (2, 1, 3)


@pytest.mark.parametrize("who", ["deputy", "secretary", "member", "other_secretary", "outsider"])
def test_nobody_else_decides_by_posting(cast, pile, sign_in, who):
    response = _post(sign_in(cast[who]), pile.matters())

    assert response.status_code == 422
    assert pile.states() == WAITING
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("outcome", "reason", "states"),
    [("approved", "", APPROVED), ("returned", "请核实后再报。", RETURNED)],
)
def test_each_matter_is_decided_on_its_own(pile, leader, sign_in, outcome, reason, states):
    client = sign_in(leader)

    for key in pile.matters():
        assert _post(client, [key], outcome, reason).status_code == 302

    assert pile.states() == states
    assert {decision.by for decision in Decision.objects.all()} == {leader}


def test_what_was_rewritten_since_it_was_shown_is_not_decided(pile, leader, secretary, sign_in):
    client, now = sign_in(leader), {"by": secretary, "at": timezone.now()}
    shown = f"minutes-{pile.minutes.pk}:{pile.minutes.revision}"
    assert f'value="{shown}"' in client.get("/approvals/").content.decode()
    withdraw_minutes(minutes=pile.minutes, **now)
    submit_minutes(minutes=pile.minutes, **now)

    response = _post(client, [shown])

    assert response.status_code == 422
    assert "他人刚刚改过这项内容" in response.content.decode()
    assert pile.states() == WAITING
    _post(client, [f"minutes-{pile.minutes.pk}:{pile.minutes.revision}"])
    assert pile.states()[3] == MinutesState.CONFIRMED


def test_another_application_than_the_one_shown_is_not_decided(pile, leader):
    item, old = pile.matters()[5], pile.closing.pk - 1

    results = decide_matters(
        items=[f"{item}:{old}"], by=leader, at=timezone.now(), outcome="approved"
    )

    assert "他人刚刚改过" in results[0].refusal
    assert pile.states() == WAITING


def test_a_return_without_a_reason_is_refused_beside_the_matter(pile, leader, sign_in):
    response = _post(sign_in(leader), [pile.matters()[0]], "returned")

    assert response.status_code == 422
    assert "退回须写明理由。" in response.content.decode()
    assert pile.states() == WAITING


def test_a_reason_too_long_is_refused_and_kept(pile, leader, sign_in):
    typed = "请补充。" * 51

    response = _post(sign_in(leader), [pile.matters()[0]], "returned", typed)

    assert response.status_code == 422
    assert typed in response.content.decode()
    assert pile.states() == WAITING


@pytest.mark.parametrize("keys", [[], ["topic-0"], ["nonsense"], ["topic-x"], [""]])
def test_what_does_not_wait_is_refused_in_words(pile, leader, sign_in, keys):
    response = _post(sign_in(leader), keys)

    assert response.status_code == 422
    assert (GONE if keys else "请先选择要审批的事项。") in response.content.decode()
    assert pile.states() == WAITING


def test_an_outcome_nobody_knows_changes_nothing(pile, leader, sign_in):
    assert _post(sign_in(leader), pile.matters(), "perhaps").status_code == 422
    assert pile.states() == WAITING


def test_the_leaders_own_leave_and_measure_wait_for_the_deputy(group, leader, deputy, sign_in):
    now = {"by": leader, "at": timezone.now()}
    meeting = SessionFactory(group=group, stage=Stage.MEETING, announced_at=timezone.now())
    answer(attendance=attend(meeting, leader), **now, coming=False, leave_category="duty")
    measure = measure_of(meeting, owner=leader, due_on=date(2017, 6, 30))
    apply_closing(measure=measure, **now, evidence="已办结")

    assert "没有待您审批的事项" in sign_in(leader).get("/approvals/").content.decode()
    assert "待我审批（2）" in sign_in(deputy).get("/approvals/").content.decode()


def test_a_deputy_decides_where_the_post_is_vacant(pile, deputy, leader, sign_in):
    Membership.objects.filter(person=leader).update(until=date(2017, 12, 31))
    client = sign_in(deputy)

    _post(client, pile.matters())

    assert pile.states() == APPROVED


def test_a_record_of_sickness_is_seen_by_who_decides_alone(pile, leader, secretary, sign_in):
    pile.leave.leave_category = "sick"
    pile.leave.save()

    assert "病假" in sign_in(leader).get("/approvals/").content.decode()
    assert "病假" not in sign_in(secretary).get("/").content.decode()


@pytest.mark.parametrize("count", [1, 10])
def test_the_page_asks_the_same_however_much_waits(
    count, group, secretary, leader, sign_in, django_assert_num_queries
):
    for _ in range(count):
        Pile(group, secretary, seat(group, GroupRole.MEMBER))
    client = sign_in(leader)

    with django_assert_num_queries(13):
        response = client.get("/approvals/")

    assert len(response.context["cards"]) == 6 * count


@pytest.mark.parametrize("count", [1, 3])
def test_all_eight_kinds_cost_the_same_for_one_row_of_each_and_for_three(
    count, group, secretary, leader, sign_in, django_assert_num_queries
):
    for _ in range(count):
        member = seat(group, GroupRole.MEMBER)
        Pile(group, secretary, member)
        submitted_scheme(group, secretary)
        asked_extension(group, member)
    client = sign_in(leader)

    with django_assert_num_queries(15):
        response = client.get("/approvals/")

    kinds = [card.waiting.matter for card, *_ in response.context["cards"]]
    assert kinds == [matter for matter in HANDLINGS for _ in range(count)]
