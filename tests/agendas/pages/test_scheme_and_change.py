"""The scheme and the change of a measure among what waits for the leader."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from agendas.measures.actions import ask_target
from agendas.minutes.models import SchemeState
from agendas.reminders.actions import plan_notices
from agendas.sessions.models import Decision
from studygroups.forms.models import Stage
from tests.agendas.pages.pile import asked_extension, submitted_scheme
from tests.factories import SessionFactory, indicator_of, measure_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def due_on():
    return date(timezone.localdate().year, 12, 31)


@pytest.fixture
def scheme(group, leader, secretary):
    return submitted_scheme(group, secretary)


@pytest.fixture
def change(group, leader, member, due_on):
    return asked_extension(group, member)


def post(client, item, outcome="approved", reason=""):
    return client.post("/approvals/decide/", {"item": item, "outcome": outcome, "reason": reason})


def test_their_cards_say_enough_to_decide_by(sign_in, leader, scheme, change, due_on):
    page = sign_in(leader).get("/approvals/").content.decode()

    assert "待我审批（2）" in page
    assert "四楼会议室" in page
    assert "请提前到会" in page
    assert f"{due_on.year}年12月31日" in page
    assert "与交流同步" in page


def test_the_card_of_a_target_tells_old_and_new(sign_in, group, leader, member, due_on):
    held = SessionFactory(group=group, stage=Stage.CONVERSION)
    indicator = indicator_of(measure_of(held, owner=member, due_on=due_on))
    now = {"by": member, "at": timezone.now(), "reason": "规划调整"}
    ask_target(measure=indicator.measure, indicator=indicator, target=Decimal(800), **now)

    page = sign_in(leader).get("/approvals/").content.decode()

    assert "1000 亩" in page
    assert "800 亩" in page


def test_both_are_decided_there_by_what_was_shown(sign_in, leader, scheme, change):
    client = sign_in(leader)

    stale = post(client, f"scheme-{scheme.pk}:{scheme.revision - 1}")
    post(client, f"scheme-{scheme.pk}:{scheme.revision}")
    post(client, f"change-{change.pk}:{change.pk}", "returned", "请按原时限完成。")

    scheme.refresh_from_db()
    change.refresh_from_db()
    assert stale.status_code == 422
    assert scheme.state == SchemeState.APPROVED
    assert change.decision.reason == "请按原时限完成。"


@pytest.mark.parametrize("who", ["deputy", "secretary", "member", "supervisor", "outsider"])
def test_for_nobody_else_they_wait(cast, sign_in, scheme, change, who):
    client = sign_in(cast[who])

    assert "没有待您审批的事项" in client.get("/approvals/").content.decode()
    post(client, f"scheme-{scheme.pk}:{scheme.revision}")
    post(client, f"change-{change.pk}:{change.pk}")
    assert not Decision.objects.exists()


def test_what_waits_for_more_than_two_days_is_asked_once_more(leader, scheme, change):
    told = plan_notices(at=timezone.now() + timedelta(days=3))

    texts = [notice.text for notice in leader.notices.all() if "超过 2 天" in notice.text]
    assert told >= 2
    assert [any(word in text for text in texts) for word in ("学习会方案", "措施调整")] == [
        True
    ] * 2


def test_the_desk_of_the_secretary_names_the_gap(sign_in, secretary, scheme):
    assert "学习会方案待审定" in sign_in(secretary).get("/").content.decode()
