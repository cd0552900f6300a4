"""Asking for another deadline or target on the page of a measure and over the API."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agendas.measures import actions
from agendas.measures.models import Change, Measure
from agendas.proxies.models import Proxy
from agendas.sessions.models import Decision
from tests.factories import indicator_of, measure_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def later():
    return date(timezone.localdate().year + 1, 3, 31)


@pytest.fixture
def asked(leader, measure, member, later):
    return actions.ask_extension(
        measure=measure, by=member, at=timezone.now(), due_on=later, reason="与干部交流同步"
    )


def path(measure, verb=""):
    return f"/measures/{measure.pk}/{verb}"


def words(response):
    return response.content.decode()


def test_a_later_deadline_is_asked_for_and_decided_by_page(sign_in, measure, member, leader, later):
    owner, head = sign_in(member), sign_in(leader)

    owner.post(path(measure, "ask-extension/"), {"due_on": later, "reason": "与交流同步"})
    waiting = words(owner.get(path(measure)))
    listed = words(owner.get("/measures/"))
    own = owner.post(path(measure, "decide-change/"), {"outcome": "approved"})
    head.post(path(measure, "decide-change/"), {"outcome": "approved"})
    trail = words(owner.get(path(measure)))

    assert "等待审定，批准前按原时限考核。" in waiting
    assert "decide-change" not in waiting
    assert "调整申请待审定" in listed
    assert own.status_code == 403
    assert Measure.objects.get().due_on == later
    assert f"{measure.due_on.year}年12月31日" in trail
    assert "理由：与交流同步" in trail
    assert "调整申请待审定" not in words(owner.get("/measures/"))


def test_another_target_is_asked_for_and_returned_by_page(
    sign_in, measure, indicator, member, leader
):
    typed = {"indicator": indicator.pk, "target": "800", "reason": "规划调整"}
    sign_in(member).post(path(measure, "ask-target/"), typed)
    client = sign_in(leader)
    assert "1000 亩 → 800 亩" in " ".join(words(client.get(path(measure))).split())

    bare = client.post(path(measure, "decide-change/"), {"outcome": "returned"})
    answer = client.post(path(measure, "decide-change/"), {"outcome": "returned", "reason": "不"})

    assert (bare.status_code, answer.status_code) == (422, 302)
    assert "退回须写明理由。" in words(bare)
    indicator.refresh_from_db()
    assert indicator.target == 1000


def test_a_refused_request_keeps_what_was_typed(sign_in, measure, indicator, member):
    client = sign_in(member)
    early = {"due_on": measure.due_on, "reason": "来不及"}
    same = {"indicator": indicator.pk, "target": "1000", "reason": "来不及"}

    for verb, typed, why in (
        ("ask-extension/", early, "新时限须晚于原时限。"),
        ("ask-target/", same, "目标值没有变化。"),
    ):
        answer = client.post(path(measure, verb), typed)
        assert answer.status_code == 422
        assert why in words(answer)
        assert words(answer).count('value="来不及"') == 1
    assert not Change.objects.exists()


def test_an_old_page_does_not_decide_a_newer_request(sign_in, measure, asked, leader):
    old = {"outcome": "approved", "revision": asked.pk + 1}

    refused = sign_in(leader).post(path(measure, "decide-change/"), old)

    assert refused.status_code == 422
    assert f'name="revision" value="{asked.pk}"' in words(refused)
    assert not Decision.objects.exists()


def test_what_the_owner_asked_on_paper_shows_who_entered_it_and_when_it_was_given(
    sign_in, measure, indicator, secretary, member, later, pdf
):
    client, today = sign_in(secretary), timezone.localdate()
    typed = {"indicator": indicator.pk, "target": "800", "reason": "规划调整", "scan": pdf}

    early = client.post(path(measure, "ask-target/"), {**typed, "given_on": "2001-01-01"})
    client.post(path(measure, "ask-extension/"), {"due_on": later, "reason": "延期"})

    proxy = Proxy.objects.get(kind="change")
    assert early.status_code == 422
    assert "提供日期早于该事项" in words(early)
    assert (proxy.person, proxy.entered_by, proxy.given_on) == (member, secretary, today)
    assert "代交：秘书丙" in words(sign_in(member).get(path(measure)))


def test_the_secretary_enters_what_the_leader_signed(
    sign_in, measure, asked, secretary, leader, pdf, later
):
    today = timezone.localdate()
    sheet = {"outcome": "approved", "signed_by": leader.pk, "signed_on": today, "scan": pdf}

    sign_in(secretary).post(path(measure, "decide-change/"), sheet)

    assert Decision.objects.get().recorded_by == secretary
    assert Measure.objects.get().due_on == later


@pytest.mark.parametrize(
    ("who", "status"), [("supervisor", 404), ("outsider", 404), ("leader", 403)]
)
def test_strangers_find_nothing_and_others_of_the_group_may_not(
    cast, sign_in, measure, indicator, later, who, status
):
    client = sign_in(cast[who])
    target = {"indicator": indicator.pk, "target": "800", "reason": "调整"}

    extended = client.post(path(measure, "ask-extension/"), {"due_on": later, "reason": "延期"})
    assert extended.status_code == status
    assert client.post(path(measure, "ask-target/"), target).status_code == status
    assert not Change.objects.exists()


@pytest.mark.parametrize("is_late", [True, False])
def test_after_the_date_or_an_application_to_close_nothing_can_be_asked(
    sign_in, measure, member, is_late
):
    client = sign_in(member)
    assert "申请延期" in words(client.get(path(measure)))

    if is_late:
        Measure.objects.update(starts_on=date(2017, 1, 1), due_on=date(2017, 6, 30))
    else:
        client.post(path(measure, "apply-closing/"), {"evidence": "已办结"})

    assert "申请延期" not in words(client.get(path(measure)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_trail_is_shown_with_the_same_few_queries(
    sign_in, measure, secretary, member, leader, later, count, django_assert_num_queries
):
    indicator_of(measure)
    for number in range(count):
        day = later + timedelta(days=number)
        now = {"measure": measure, "at": timezone.now()}
        actions.ask_extension(**now, by=member, due_on=day, reason="延期")
        actions.decide_change(**now, by=leader, outcome="approved")
    client = sign_in(secretary)

    with django_assert_num_queries(15):
        page = client.get(path(measure))

    assert words(page).count("申请延期：") == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_shows_what_waits_with_the_same_few_queries(
    sign_in, session, member, leader, later, count, django_assert_num_queries
):
    for _ in range(count):
        measure = measure_of(session, owner=member, due_on=later)
        day = later + timedelta(days=9)
        now = {"by": member, "at": timezone.now()}
        actions.ask_extension(measure=measure, **now, due_on=day, reason="延期")
    client = sign_in(member)

    with django_assert_num_queries(7):
        page = client.get("/measures/")

    assert words(page).count("调整申请待审定") == count


def test_over_the_api_it_is_asked_and_decided(api, measure, indicator, member, leader, later):
    start = f"/api/v1/measures/{measure.pk}/"
    owner, head = api(member), api(leader)

    asked = owner.post(f"{start}ask-extension/", {"due_on": later, "reason": "延期"})
    target = {"indicator": indicator.pk, "target": "800", "reason": "调整"}
    twice = owner.post(f"{start}ask-target/", target)
    key = asked.data["change"]
    stale = head.post(f"{start}decide-change/", {"outcome": "approved", "revision": key + 1})
    done = head.post(f"{start}decide-change/", {"outcome": "approved", "revision": key})
    again = owner.post(f"{start}ask-target/", target)

    answers = [(one.status_code, one.data.get("code")) for one in (twice, stale)]
    assert answers == [(409, "waiting"), (412, "stale")]
    assert (done.data["due_on"], done.data["change"]) == (later.isoformat(), None)
    assert again.status_code == 200
    assert Change.objects.awaiting_decision().get().new_target == 800


def test_over_the_api_the_owner_does_not_decide(api, measure, asked, member):
    answer = api(member).post(
        f"/api/v1/measures/{measure.pk}/decide-change/", {"outcome": "approved"}
    )

    assert (answer.status_code, answer.data["code"]) == (409, "own_measure")
