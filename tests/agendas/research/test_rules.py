"""Who sees research, how a member stands, what the stage still lacks, who decides."""

from __future__ import annotations

import pytest
from django.utils import timezone

from agendas.research import rules
from agendas.research.models import Duty, DutyState, Excuse, Research, ResearchState
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole
from studygroups.groups.rules import entitled
from tests.factories import owe, paper_of, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def announced(session, guest, supervisor, cast):
    """The session after its notice went out, a guest invited; everybody of the cast exists."""
    session.stage, session.announced_at = Stage.MEETING, timezone.now()
    session.save()
    session.guests.add(guest)
    return session


# domain.md §4, row "research": leads all, members handed-in ones, a supervisor the handed-in ones
# of demonstration groups, nobody else anything.
@pytest.mark.parametrize(
    ("role", "handed_in", "returned"),
    [
        ("leader", True, True),
        ("deputy", True, True),
        ("secretary", True, True),
        ("member", True, False),
        ("supervisor", False, False),
        ("guest", False, False),
        ("other_secretary", False, False),
        ("outsider", False, False),
    ],
)
def test_papers_are_seen_by_role(announced, cast, role, handed_in, returned):
    author = seat(announced.group)
    good = paper_of(owe(announced, author))
    bad = paper_of(owe(announced, seat(announced.group)), state=ResearchState.RETURNED)

    seen = set(Research.objects.visible_to(cast[role]))

    assert seen == ({good} if handed_in else set()) | ({bad} if returned else set())


def test_an_author_sees_his_own_paper_though_it_was_returned(session, member, duty):
    paper = paper_of(duty, state=ResearchState.RETURNED)

    assert list(Research.objects.visible_to(member)) == [paper]


def test_a_supervisor_sees_the_handed_in_papers_of_a_demonstration_group(
    announced, supervisor, duty
):
    announced.group.is_demonstration = True
    announced.group.save()
    paper = paper_of(duty)
    paper_of(owe(announced, seat(announced.group)), state=ResearchState.MORE_ASKED)

    assert list(Research.objects.visible_to(supervisor)) == [paper]


def test_a_supervisor_sees_no_paper_before_the_session_is_announced(session, supervisor, duty):
    session.group.is_demonstration = True
    session.group.save()
    paper_of(duty)

    assert not Research.objects.visible_to(supervisor).exists()


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("leader", 2),
        ("deputy", 2),
        ("secretary", 2),
        ("member", 1),
        ("supervisor", 0),
        ("guest", 0),
        ("other_secretary", 0),
        ("outsider", 0),
    ],
)
def test_who_owes_what_is_seen_by_leads_and_ones_own_by_a_member(
    announced, cast, duty, leaders_duty, role, seen
):
    assert Duty.objects.visible_to(cast[role]).count() == seen


@pytest.mark.parametrize(
    ("paper_state", "excuse", "state"),
    [
        (None, Excuse.NONE, DutyState.OWED),
        (None, Excuse.ASKED, DutyState.EXCUSE_ASKED),
        (None, Excuse.GRANTED, DutyState.EXCUSED),
        (ResearchState.HANDED_IN, Excuse.NONE, DutyState.HANDED_IN),
        (ResearchState.HANDED_IN, Excuse.GRANTED, DutyState.HANDED_IN),
        (ResearchState.RETURNED, Excuse.NONE, DutyState.RETURNED),
        (ResearchState.RETURNED, Excuse.ASKED, DutyState.EXCUSE_ASKED),
        (ResearchState.MORE_ASKED, Excuse.GRANTED, DutyState.EXCUSED),
    ],
)
def test_a_duty_stands_the_same_in_python_in_the_gap_and_in_the_tally(
    session, duty, paper_state, excuse, state
):
    if paper_state:
        paper_of(duty, state=paper_state)
    Duty.objects.update(excuse=excuse, is_speaker=True)
    duty.refresh_from_db()

    tally = Duty.objects.filter(session=session).tally()

    assert duty.state() == state
    assert Duty.objects.unmet().exists() is not duty.is_met()
    assert bool(rules.gaps(session, at=timezone.now())) is not duty.is_met()
    assert tally == {
        "owed": 1,
        "handed_in": int(state == DutyState.HANDED_IN),
        "excused": int(state == DutyState.EXCUSED),
    }


def test_the_gap_counts_and_names_nobody(session, duty, leaders_duty):
    gaps = rules.gaps(session, at=timezone.now())

    assert [(gap.code, gap.text) for gap in gaps] == [
        ("research_missing", "2 人未完成调研"),
        ("no_speaker", "未确定重点发言人"),
    ]


def test_nothing_is_missing_once_all_are_met_and_a_speaker_is_named(session, duty, leaders_duty):
    paper_of(duty)
    Duty.objects.filter(pk=leaders_duty.pk).update(excuse=Excuse.GRANTED)
    Duty.objects.filter(pk=duty.pk).update(is_speaker=True)

    assert rules.gaps(session, at=timezone.now()) == []


def test_the_leader_decides_and_on_his_own_a_deputy_who_is_no_co_author(
    session, leader, deputy, member
):
    second = seat(session.group, GroupRole.DEPUTY)
    seats = session.group.memberships.in_order()

    assert entitled(seats, {member.pk}) == [leader]
    assert entitled(seats, {leader.pk, deputy.pk}) == [second]


def test_an_acting_deputy_does_not_decide_on_his_own(session, deputy, member):
    second = seat(session.group, GroupRole.DEPUTY)
    deputy.memberships.update(is_acting_head=True)
    seats = session.group.memberships.in_order()

    assert entitled(seats, {member.pk}) == [deputy]
    assert entitled(seats, {deputy.pk}) == [second]


def test_excuses_wait_for_a_decision_only_while_research_runs(session, duty):
    Duty.objects.update(excuse=Excuse.ASKED)

    assert list(Duty.objects.all().awaiting_decision()) == [duty]
    session.stage = Stage.MEETING
    session.save()
    assert not Duty.objects.all().awaiting_decision().exists()
