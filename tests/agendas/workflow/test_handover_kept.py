"""What is not passed to a successor, and who is none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.notices.models import Notice
from accounts.people.models import StandIn, User
from agendas.attendance.models import Attendance, Capacity, Status
from agendas.measures.models import FormerDoer, Measure
from agendas.research.models import Duty
from agendas.workflow.actions import hand_over
from agendas.workflow.rules import open_work
from studygroups.forms.models import Stage
from studygroups.groups.models import Membership
from tests.factories import SessionFactory, UserFactory, attend, measure_of, owe, paper_of, seat

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
DUE = date(2017, 12, 31)


@pytest.fixture
def successor(group):
    """A member since today, in the leaver's place."""
    return seat(group, since=TODAY(), full_name="接任人", post="新任科长")


@pytest.fixture
def left(member):
    """The member, whose seat ended yesterday."""
    Membership.objects.filter(person=member).update(until=TODAY() - timedelta(days=1))
    return member


@pytest.fixture
def ahead(session):
    """The session between its notice and its meeting."""
    session.stage, session.announced_at = Stage.MEETING, timezone.now()
    session.save()
    return session


@pytest.fixture
def measure(session, member) -> Measure:
    return measure_of(session, owner=member, due_on=DUE)


def keys(group, leaver, successor) -> list[str]:
    return open_work(group, leaver, successor, today=TODAY()).keys()


def pass_over(group, leaver, successor, by, **more):
    facts = {"on": TODAY(), "seen": keys(group, leaver, successor), **more}
    return hand_over(
        group=group, leaver=leaver, successor=successor, by=by, at=timezone.now(), **facts
    )


def refused_code(group, leaver, successor, by, **more) -> str:
    with pytest.raises(ValidationError) as refused:
        pass_over(group, leaver, successor, by, **more)
    assert not FormerDoer.objects.exists()
    assert not Notice.objects.exists()
    return str(refused.value.code)


def test_nobody_hands_over_to_himself(group, measure, member, leader):
    assert refused_code(group, member, member, leader) == "same_person"


def test_the_successor_is_of_the_group_or_its_unit(group, measure, member, leader, outsider):
    assert refused_code(group, member, outsider, leader) == "not_ours"


def test_the_successor_can_sign_in(group, measure, member, leader, successor):
    User.objects.filter(pk=successor.pk).update(is_active=False)

    assert refused_code(group, member, successor, leader) == "not_ours"


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (lambda: TODAY() + timedelta(days=1), "future"),
        (lambda: date(2016, 12, 31), "too_early"),
    ],
)
def test_the_day_lies_between_the_seat_and_today(
    group, measure, member, successor, leader, on, code
):
    assert refused_code(group, member, successor, leader, on=on()) == code


@pytest.mark.parametrize("who", ["leader", "deputy", "acting"])
def test_who_still_decides_in_the_group_does_not_pass_on_what_he_would_review(
    group, session, cast, secretary, successor, who
):
    leaver = cast.get(who) or seat(group)
    Membership.objects.filter(person=leaver).update(is_acting_head=who == "acting")
    measure_of(session, owner=leaver, due_on=DUE)

    assert refused_code(group, leaver, successor, secretary) == "still_decides"


def test_who_stands_in_for_the_leader_passes_nothing_on_until_it_is_over(
    group, measure, member, leader, secretary, successor
):
    days = {"from_on": TODAY(), "until": TODAY() + timedelta(days=3)}
    StandIn.objects.create(person=leader, stand_in=member, given_by=leader, **days)

    assert refused_code(group, member, successor, secretary) == "still_decides"
    StandIn.objects.update(ended_on=TODAY())
    pass_over(group, member, successor, secretary)
    measure.refresh_from_db()
    assert measure.owner == successor


def test_a_leader_hands_over_on_the_last_day_of_his_seat(
    group, session, leader, secretary, successor
):
    measure = measure_of(session, owner=leader, due_on=DUE)
    Membership.objects.filter(person=leader).update(until=TODAY())

    pass_over(group, leader, successor, secretary)

    measure.refresh_from_db()
    assert measure.owner == successor


def test_nothing_passes_over_that_was_not_shown(group, session, measure, member, successor, leader):
    seen = keys(group, member, successor)
    measure_of(session, owner=member, due_on=DUE, title="刚刚下达的")

    assert refused_code(group, member, successor, leader, seen=seen) == "stale"
    assert set(Measure.objects.values_list("owner", flat=True)) == {member.pk}


def test_a_member_who_still_sits_keeps_what_he_owes_as_a_member(
    group, ahead, measure, member, successor, leader
):
    owe(ahead, member)
    attend(ahead, member)

    work = pass_over(group, member, successor, leader)

    assert (len(work.measures), work.duties, work.answers) == (1, [], [])
    assert {why for _, why in work.kept} == {"席位未截止，仍由本人承担"}
    assert (Duty.objects.get().person, Attendance.objects.get().person) == (member, member)


def test_somebody_of_the_unit_takes_measures_but_no_member_s_duties(
    group, ahead, measure, left, leader
):
    colleague = UserFactory(unit=group.unit)
    owe(ahead, left)

    work = pass_over(group, left, colleague, leader)

    assert Measure.objects.get().owner == colleague
    assert work.kept == [(f"《{ahead}》会前调研", "接任人还没有成员席位")]
    assert Duty.objects.get().person == left


def test_a_returned_paper_and_a_given_answer_stay(group, ahead, left, successor, measure):
    paper_of(owe(ahead, left), state="returned")
    attend(ahead, left, status=Status.COMING)

    work = open_work(group, left, successor, today=TODAY())

    assert [why for _, why in work.kept] == [
        "材料已交过，由学习秘书代改",
        "本人已答复，由学习秘书在参会名单中调整",
    ]
    assert work.keys() == [f"measure-{measure.pk}"]


def test_a_duty_falls_away_where_the_successor_owes_one_himself(
    group, ahead, left, successor, leader
):
    owe(ahead, left)
    own = owe(ahead, successor)
    attend(ahead, left)
    invited = attend(ahead, successor, capacity=Capacity.EXTENDED, status=Status.COMING)

    pass_over(group, left, successor, leader)

    assert Duty.objects.get() == own
    row = Attendance.objects.get()
    assert (row, row.capacity, row.status) == (invited, Capacity.MEMBER, Status.COMING)


def test_the_chair_goes_to_whoever_decides_and_not_to_the_successor(
    group, ahead, leader, deputy, secretary, successor
):
    attend(ahead, leader, capacity=Capacity.CHAIR)
    attend(ahead, deputy)
    Membership.objects.filter(person=leader).update(until=TODAY() - timedelta(days=1))

    pass_over(group, leader, successor, secretary)

    assert dict(Attendance.objects.values_list("person", "capacity")) == {
        successor.pk: Capacity.MEMBER,
        deputy.pk: Capacity.CHAIR,
    }


def test_who_would_answer_for_a_measure_and_handle_it_only_answers_for_it(
    group, session, member, leader, successor
):
    measure = measure_of(session, owner=member, handler=successor, due_on=DUE)

    pass_over(group, member, successor, leader)

    measure.refresh_from_db()
    assert (measure.owner, measure.handler) == (successor, None)


def test_another_group_s_measures_are_not_its_own_to_pass_over(
    group, measure, member, successor, leader
):
    elsewhere = measure_of(SessionFactory(), owner=member, due_on=DUE)

    pass_over(group, member, successor, leader)

    elsewhere.refresh_from_db()
    assert elsewhere.owner == member
