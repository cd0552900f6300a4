"""待我审批: deciding several at once."""

from __future__ import annotations

import pytest
from django.utils import timezone

from agendas.pages.actions import GONE, decide_matters
from agendas.sessions.models import Decision
from agendas.topics.actions import put_back_topic
from agendas.topics.models import TopicState
from studygroups.forms.models import Stage
from tests.agendas.pages.pile import APPROVED, RETURNED, WAITING

pytestmark = pytest.mark.django_db


def _post(client, keys, outcome="approved", reason=""):
    words = {"item": keys, "outcome": outcome, "reason": reason}
    return client.post("/approvals/decide/", words, follow=False)


def test_several_are_approved_at_once_and_each_is_named(pile, leader, sign_in):
    client = sign_in(leader)

    _post(client, pile.matters())

    page = client.get("/approvals/").content.decode()
    assert pile.states() == APPROVED
    assert "已同意 6 项：" in page
    assert "没有待您审批的事项" in page


def test_one_that_was_withdrawn_keeps_none_of_the_others_back(pile, leader, secretary, sign_in):
    put_back_topic(topic=pile.topic, by=secretary, at=timezone.now())
    response = _post(sign_in(leader), pile.matters())

    page = response.content.decode()
    assert response.status_code == 422
    assert pile.states() == [TopicState.POOL, *APPROVED[1:]]
    assert "已同意 5 项：" in page
    assert GONE in page


def test_one_that_its_room_refuses_says_why_and_the_others_go_through(pile, leader):
    # Closed meanwhile: still waiting in its table, but nothing may change any more.
    type(pile.held).objects.filter(pk=pile.held.pk).update(stage=Stage.CLOSED)

    results = decide_matters(items=pile.matters(), by=leader, at=timezone.now(), outcome="approved")

    assert [bool(result.refusal) for result in results] == [False] * 4 + [True] * 2
    assert pile.states() == [*APPROVED[:4], *WAITING[4:]]


def _several(client, keys, **words):
    return client.post("/approvals/decide/", {"several": "1", "item": keys, **words})


@pytest.mark.parametrize(
    "words",
    [
        {"phrase": "请修改后再报。"},
        {"outcome": "returned", "reason": "请修改后再报。"},
        {"phrase": "请修改后再报。", "reason": "没写完", "outcome": ""},
    ],
)
def test_several_are_returned_with_one_reason(pile, leader, sign_in, words):
    client = sign_in(leader)

    assert _several(client, pile.matters(), **words).status_code == 302

    assert pile.states() == RETURNED
    assert set(Decision.objects.values_list("reason", flat=True)) == {"请修改后再报。"}
    assert "已退回 6 项：" in client.get("/approvals/").content.decode()


def test_several_returned_without_a_reason_stay_ticked_and_say_it_once(pile, leader, sign_in):
    response = _several(sign_in(leader), pile.matters()[:2], outcome="returned")

    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("退回须写明理由。") == 1
    assert page.count("checked") == 2
    assert pile.states() == WAITING


def test_of_several_the_refused_one_stays_ticked_with_its_reason_and_what_was_typed(
    pile, leader, sign_in
):
    type(pile.held).objects.filter(pk=pile.held.pk).update(stage=Stage.CLOSED)
    keys = pile.matters()

    response = _several(sign_in(leader), keys, outcome="returned", reason="请核实后再报。")

    page = response.content.decode()
    assert response.status_code == 422
    assert pile.states() == [*RETURNED[:4], *WAITING[4:]]
    assert "已退回 4 项：" in page
    assert "2 项未办理，原因如下。" in page
    assert page.count("checked") == page.count("学习会已办结，不能再修改。") == 2
    assert "请核实后再报。</textarea>" in page


def test_all_are_ticked_without_scripts_too(pile, leader, sign_in):
    assert sign_in(leader).get("/approvals/?all=1").content.decode().count("checked") == 6


def test_a_decision_without_an_outcome_is_refused(pile, leader, sign_in):
    assert _several(sign_in(leader), pile.matters()).status_code == 422
    assert pile.states() == WAITING
