"""The pages where a leader says who acts for him and keeps his phrases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.people.models import StandIn
from agendas.pages.matters import COMMON_PHRASES
from agendas.topics.actions import take_topic
from tests.factories import SessionFactory, TopicFactory, seat

pytestmark = pytest.mark.django_db

PAGE = "/approvals/stand-ins/"
PHRASES = "/approvals/phrases/"


def posted(person, stand_in, *, first=1, last=5):
    today = timezone.localdate()
    return {
        "person": person.pk,
        "stand_in": stand_in.pk,
        "from_on": str(today + timedelta(days=first)),
        "until": str(today + timedelta(days=last)),
    }


def standing(person, stand_in, *, first=0, last=5):
    today = timezone.localdate()
    return StandIn.objects.create(
        person=person,
        stand_in=stand_in,
        from_on=today + timedelta(days=first),
        until=today + timedelta(days=last),
        given_by=person,
    )


@pytest.mark.parametrize("who", ["leader", "secretary"])
def test_a_stand_in_is_entered_and_ended_on_the_page(cast, leader, deputy, sign_in, who):
    client = sign_in(cast[who])

    assert client.post(PAGE, posted(leader, deputy)).status_code == 302
    row = StandIn.objects.get()
    assert "未开始" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}{row.pk}/end/")

    row.refresh_from_db()
    assert row.ended_on == timezone.localdate()
    assert "没有代理。" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("who", "seen", "ending"),
    [
        ("deputy", True, 403),
        ("member", True, 403),
        ("supervisor", False, 404),
        ("other_secretary", False, 404),
        ("outsider", False, 404),
    ],
)
def test_the_others_enter_and_end_nothing(cast, leader, deputy, sign_in, who, seen, ending):
    row, client = standing(leader, deputy), sign_in(cast[who])

    page = client.get(PAGE).content.decode()

    assert ("由副组长乙代理" in page, "登记并通知代理人" in page) == (seen, False)
    assert client.post(PAGE, posted(leader, deputy, first=9, last=9)).status_code == 403
    assert client.post(f"{PAGE}{row.pk}/end/").status_code == ending
    assert StandIn.objects.filter(ended_on=None).count() == 1


def test_a_refusal_is_said_and_what_was_typed_stays(leader, deputy, member, sign_in):
    standing(leader, deputy)
    typed = posted(leader, member)

    response = sign_in(leader).post(PAGE, typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert "这段时间已有代理人" in page
    assert f'value="{typed["until"]}"' in page
    assert StandIn.objects.get().stand_in == deputy


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many(
    count, leader, deputy, secretary, sign_in, django_assert_num_queries
):
    for week in range(count):
        standing(leader, deputy, first=7 * week, last=7 * week + 4)
    client = sign_in(secretary)

    with django_assert_num_queries(5):
        response = client.get(PAGE)

    assert len(response.context["rows"]) == count


def test_whoever_acts_for_the_leader_finds_what_waits_and_for_whom(
    group, session, leader, member, secretary, sign_in
):
    take_topic(topic=TopicFactory(group=group), session=session, by=secretary, at=timezone.now())
    before = sign_in(member).get("/approvals/").content.decode()
    standing(leader, member)

    page = sign_in(member).get("/approvals/").content.decode()

    assert "没有待您审批的事项" in before
    assert "待我审批（1）" in page
    assert "代理组长甲" in page
    assert "代理组长甲" not in sign_in(leader).get("/approvals/").content.decode()


@pytest.mark.parametrize(("person", "asked"), [("leader", 12), ("member", 11)])
def test_standing_in_costs_the_desk_and_the_list_nothing(
    group, cast, leader, member, secretary, sign_in, django_assert_num_queries, person, asked
):
    session = SessionFactory(group=group, created_by=secretary)
    take_topic(topic=TopicFactory(group=group), session=session, by=secretary, at=timezone.now())
    standing(leader, member)
    client = sign_in(cast[person])

    with django_assert_num_queries(6):
        client.get("/approvals/")
    with django_assert_num_queries(asked):
        assert "待我审批 1 项" in client.get("/").content.decode()


def test_his_phrases_start_from_the_common_ones_and_come_first(
    group, session, leader, secretary, sign_in
):
    client = sign_in(leader)
    assert "\n".join(COMMON_PHRASES) in client.get(PHRASES).content.decode()
    take_topic(topic=TopicFactory(group=group), session=session, by=secretary, at=timezone.now())

    client.post(PHRASES, {"phrases": "请先征求意见。\n\n请另选议题。"})

    (card, _, _) = client.get("/approvals/").context["cards"][0]
    assert card.phrases[:3] == ["请先征求意见。", "请另选议题。", "请进一步聚焦问题后再报。"]
    assert card.phrases.count("请另选议题。") == 1


def test_phrases_refused_stay_as_typed(leader, sign_in):
    typed = "\n".join(f"理由{n}" for n in range(11))

    response = sign_in(leader).post(PHRASES, {"phrases": typed})

    assert response.status_code == 422
    assert "常用语最多 10 条。" in response.content.decode()
    assert typed in response.content.decode()
    leader.refresh_from_db()
    assert leader.stock_phrases == []


def test_nobody_is_offered_anothers_phrases(group, session, leader, secretary, sign_in):
    sign_in(leader).post(PHRASES, {"phrases": "只此一家。"})
    second = seat(group, "deputy")

    assert "只此一家。" not in sign_in(second).get(PHRASES).content.decode()
