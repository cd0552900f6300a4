"""Who acts for whoever leads a group: said by whom, for which days, and what it lets him do."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from accounts.audit.models import LogEntry
from accounts.notices.models import Notice
from accounts.people.models import StandIn
from studygroups.groups.actions import end_stand_in, give_stand_in
from studygroups.groups.models import GroupRole, Membership, StudyGroup
from studygroups.groups.rules import deciders, mandate_of
from tests.factories import at, seat

pytestmark = pytest.mark.django_db

NOW = at("2017-06-01 09:00")
FIRST, LAST = date(2017, 6, 5), date(2017, 6, 9)


def give(person, stand_in, by=None, *, from_on=FIRST, until=LAST, now=NOW):
    return give_stand_in(
        person=person, stand_in=stand_in, from_on=from_on, until=until, by=by or person, at=now
    )


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("leader", True),
        ("secretary", True),
        ("deputy", False),
        ("member", False),
        ("supervisor", False),
        ("other_secretary", False),
        ("guest", False),
        ("outsider", False),
    ],
)
def test_who_says_who_acts_for_the_leader_and_who_ends_it(cast, leader, deputy, member, who, may):
    standing = give(leader, deputy, from_on=date(2017, 7, 3), until=date(2017, 7, 7))

    if may:
        give(leader, member, cast[who])
        end_stand_in(standing=standing, by=cast[who], at=NOW)
    else:
        for act in (
            lambda: give(leader, member, cast[who]),
            lambda: end_stand_in(standing=standing, by=cast[who], at=NOW),
        ):
            with pytest.raises(PermissionDenied):
                act()

    standing.refresh_from_db()
    assert (StandIn.objects.count(), standing.ended_on) == ((2, NOW.date()) if may else (1, None))


@pytest.mark.parametrize("who", ["deputy", "member", "secretary"])
def test_nobody_acts_for_those_who_do_not_decide_in_the_first_place(cast, leader, who):
    with pytest.raises(PermissionDenied):
        give(cast[who], leader)

    assert not StandIn.objects.exists()


def test_the_one_in_charge_may_be_stood_in_for_as_the_leader_is(group, deputy, member):
    deputy.memberships.update(is_acting_head=True)

    give(deputy, member)

    assert deciders(group, on=FIRST) == [deputy, member]


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ((LAST, FIRST), "ends_before_it_begins"),
        ((date(2017, 5, 31), LAST), "past"),
        ((date(2017, 6, 9), date(2017, 6, 20)), "overlap"),
        ((date(2017, 6, 1), date(2017, 6, 5)), "overlap"),
        ((date(2017, 6, 6), date(2017, 6, 7)), "overlap"),
    ],
)
def test_days_that_cannot_be(leader, deputy, member, days, code):
    give(leader, deputy)

    with pytest.raises(ValidationError) as refused:
        give(leader, member, from_on=days[0], until=days[1])

    assert refused.value.code == code
    assert StandIn.objects.get().stand_in == deputy


@pytest.mark.parametrize("who", ["leader", "secretary", "other_secretary", "guest", "outsider"])
def test_who_cannot_act_for_the_leader(cast, leader, who):
    with pytest.raises(ValidationError) as refused:
        give(leader, cast[who])

    assert refused.value.code == "not_member"
    assert not StandIn.objects.exists()


def test_he_is_told_and_so_is_the_leader_where_the_secretary_entered_it(leader, deputy, secretary):
    standing = give(leader, deputy, secretary)

    told = dict(Notice.objects.values_list("recipient__username", "text"))
    assert told == {
        "deputy": "请您2017年6月5日（周一）至2017年6月9日（周五）代理组长甲审批。",
        "leader": "秘书丙代您登记：2017年6月5日（周一）至2017年6月9日（周五）由副组长乙代理审批。",
    }
    assert LogEntry.objects.latest("pk").kind == "stand_in.give"
    end_stand_in(standing=standing, by=secretary, at=NOW)
    assert Notice.objects.filter(text__contains="起结束").count() == 2


def test_once_ended_it_is_over_and_the_days_are_free_again(group, leader, deputy, member):
    standing = give(leader, deputy)
    ended = at("2017-06-06 09:00")

    end_stand_in(standing=standing, by=leader, at=ended)

    assert deciders(group, on=date(2017, 6, 5)) == [leader, deputy]
    assert deciders(group, on=date(2017, 6, 6)) == [leader]
    with pytest.raises(ValidationError) as refused:
        end_stand_in(standing=standing, by=leader, at=ended)
    assert refused.value.code == "over"
    give(leader, member, from_on=date(2017, 6, 6), now=ended)
    assert deciders(group, on=date(2017, 6, 6)) == [leader, member]


def test_what_has_run_out_is_not_ended(leader, deputy):
    standing = give(leader, deputy)

    with pytest.raises(ValidationError) as refused:
        end_stand_in(standing=standing, by=leader, at=at("2017-06-10 09:00"))

    assert refused.value.code == "over"
    standing.refresh_from_db()
    assert standing.ended_on is None


@pytest.mark.parametrize(
    ("on", "concerned", "proposer", "entitled"),
    [
        (date(2017, 6, 4), None, None, ["leader"]),
        (FIRST, None, None, ["leader", "member"]),
        (LAST, None, None, ["leader", "member"]),
        (date(2017, 6, 10), None, None, ["leader"]),
        (FIRST, "member", None, ["leader"]),
        (FIRST, "leader", None, ["deputy"]),
        (FIRST, "deputy", None, ["leader", "member"]),
        (FIRST, None, "member", ["leader"]),
        (FIRST, None, "leader", ["leader"]),
        (FIRST, None, "deputy", ["leader", "member"]),
    ],
)
def test_whom_it_lets_decide(cast, group, leader, member, on, concerned, proposer, entitled):
    give(leader, member)

    found = deciders(group, on=on, concerned=[cast.get(concerned)], proposers=[cast.get(proposer)])

    assert [person.username for person in found] == entitled


def test_by_what_right_he_decides(group, leader, deputy, member):
    give(leader, member)

    rights = [mandate_of(person, group, on=FIRST) for person in (leader, member, deputy)]

    assert [right and right.acts_for for right in rights] == [None, leader, None]
    assert [bool(right) for right in rights] == [True, True, False]


def test_who_has_left_the_group_acts_for_nobody_in_it(group, leader, member):
    give(leader, member)
    Membership.objects.filter(person=member).update(until=date(2017, 6, 6))

    assert deciders(group, on=date(2017, 6, 6)) == [leader, member]
    assert deciders(group, on=date(2017, 6, 7)) == [leader]


def test_it_holds_in_the_groups_of_both_alone(group, leader, member, other_secretary):
    elsewhere = other_secretary.memberships.get().group
    Membership.objects.create(
        group=elsewhere, person=leader, role=GroupRole.LEADER, from_on=date(2017, 1, 1)
    )
    give(leader, member)

    assert deciders(elsewhere, on=FIRST) == [leader]
    assert list(StudyGroup.objects.stood_in_by(member, on=FIRST)) == [group]


def test_whoever_acts_for_the_leader_is_found_by_the_same_one_question(
    group, leader, member, django_assert_num_queries
):
    give(leader, member)

    with django_assert_num_queries(1):
        assert deciders(group, on=FIRST) == [leader, member]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_stand_ins_given_at_one_moment_one_stands(group, leader):
    fellows = [seat(group) for _ in range(6)]
    start = threading.Barrier(len(fellows))

    def ask(fellow):
        start.wait()
        try:
            give(leader, fellow)
        except ValidationError as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(fellows)) as people:
        codes = list(people.map(ask, fellows))

    assert sorted(codes, key=str) == [None, *["overlap"] * 5]
    assert StandIn.objects.count() == 1


API = "/api/v1/stand-ins/"


def body(person, stand_in, *, days=5):
    today = timezone.localdate()
    return {
        "person": person.pk,
        "stand_in": stand_in.pk,
        "from_on": str(today + timedelta(days=1)),
        "until": str(today + timedelta(days=days)),
    }


def test_a_stand_in_is_given_and_ended_over_the_api(api, leader, deputy):
    made = api(leader).post(API, body(leader, deputy), format="json")

    row = made.json()
    assert (made.status_code, row["stand_in_name"]) == (201, "副组长乙")
    again = api(leader).post(API, body(leader, deputy), format="json")
    assert (again.status_code, again.json()["code"]) == (409, "overlap")
    ended = api(leader).post(f"{API}{row['id']}/end/")
    assert ended.json()["ended_on"] is not None


def test_over_the_api_others_cannot_name_who_is_not_theirs(api, leader, deputy, outsider):
    refused = api(outsider).post(API, body(leader, deputy), format="json")
    foreign = api(leader).post(API, body(leader, outsider), format="json")

    assert (refused.status_code, set(refused.json()["fields"])) == (400, {"person", "stand_in"})
    assert (foreign.status_code, set(foreign.json()["fields"])) == (400, {"stand_in"})
    assert not StandIn.objects.exists()


@pytest.mark.parametrize(
    ("who", "answer"),
    [("deputy", 403), ("member", 403), ("other_secretary", 404), ("outsider", 404)],
)
def test_over_the_api_others_end_nothing(api, cast, leader, deputy, who, answer):
    standing = give(leader, deputy)

    assert api(cast[who]).post(f"{API}{standing.pk}/end/").status_code == answer
    standing.refresh_from_db()
    assert standing.ended_on is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    api, leader, deputy, member, django_assert_num_queries, count
):
    for week in range(count):
        days = timedelta(days=7 * week)
        give(leader, deputy, from_on=FIRST + days, until=LAST + days)
    client = api(member)

    with django_assert_num_queries(2):
        answer = client.get(API)

    assert answer.json()["count"] == count
