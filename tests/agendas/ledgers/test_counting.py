"""What is counted, of whom, and what stands in no sum."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from accounts.people.models import Role, RoleGrant
from agendas.attendance.models import Attendance, Status
from agendas.ledgers import rules
from agendas.makeups import actions as makeups
from agendas.makeups.models import MakeUp
from agendas.minutes.models import AgendaItem
from studygroups.forms.models import Stage
from studygroups.groups.models import Membership, StudyGroup
from tests.factories import SessionFactory, UserFactory, at, attend, lay_down

pytestmark = pytest.mark.django_db

TODAY = date(2017, 12, 31)


def ledger_of(group, year: int = 2017) -> rules.GroupLedger:
    return rules.group_ledger(group, year, on=TODAY)


def test_members_are_expected_and_everybody_who_came_is_a_person_time(held):
    counts = rules.counts_of(Attendance.objects.filter(session=held), on=TODAY)

    assert (counts.expected, counts.present, counts.rate) == (4, 2, 50.0)
    assert (counts.late, counts.on_leave, counts.on_duty, counts.absent) == (1, 1, 0, 1)
    assert counts.people["extended"] == (40, 40)
    assert counts.people["media"] == (1, 0)
    assert (counts.came, counts.in_halls) == (43, 40)


def test_duty_alone_is_told_from_other_leave(held, deputy):
    Attendance.objects.filter(person=deputy).update(leave_category="duty")

    counts = rules.counts_of(Attendance.objects.filter(session=held), on=TODAY)

    assert (counts.on_leave, counts.on_duty) == (1, 1)


def test_nothing_recorded_is_no_rate(held):
    Attendance.objects.members().update(status=Status.EXPECTED)

    counts = rules.counts_of(Attendance.objects.filter(session=held), on=TODAY)

    assert (counts.rate, counts.unrecorded) == (None, 4)


def test_study_made_up_is_counted_apart(held, group, secretary, member):
    makeups.make_tasks(session=held, by=secretary, at=at("2017-04-01 09:00"))
    MakeUp.objects.filter(attendance__person=member).update(
        state="accepted",
        handed_in_at=timezone.now(),
        accepted_by=secretary,
        accepted_at=timezone.now(),
    )

    ledger = ledger_of(group)

    assert (ledger.total.done, ledger.total.asked, ledger.total.rate) == (1, 2, 50.0)
    lines = {line.person_id: line.counts for line in ledger.people}
    assert (lines[member.pk].done, lines[member.pk].present) == (1, 0)


def test_a_meeting_that_is_not_over_and_another_year_are_not_in_the_ledger(held, group, member):
    for stage, day in ((Stage.MEETING, "2017-05-02 09:00"), (Stage.CLOSED, "2016-12-30 09:00")):
        attend(SessionFactory(group=group, stage=stage, starts_at=at(day)), member)

    ledger = ledger_of(group)

    assert [line.session for line in ledger.sessions] == [held]
    assert {line.counts.expected for line in ledger.people} == {1}


def test_people_stand_in_todays_order_whatever_their_rate_and_those_who_left_last(
    held, group, leader, deputy, member, colleague
):
    seats = Membership.objects.filter(group=group)
    seats.filter(person=member).update(order=0)
    seats.filter(person=leader).update(until=date(2017, 6, 1))

    people = ledger_of(group).people

    assert [line.name for line in people] == ["成员丁", "副组长乙", "成员己", "组长甲"]


def test_a_person_is_called_as_he_was_last_written_down(held, group, member):
    later = SessionFactory(group=group, stage=Stage.CLOSED, starts_at=at("2017-06-30 09:00"))
    attend(later, member, status=Status.PRESENT, post="副局长")

    (line,) = [line for line in ledger_of(group).people if line.person_id == member.pk]

    assert (line.post, line.counts.expected, line.counts.present) == ("副局长", 2, 1)


def test_the_line_to_reach_is_that_of_the_place_and_of_the_session_alone(held, group):
    lay_down(group, "rate_threshold", 50)

    (line,) = ledger_of(group).sessions

    assert (line.threshold, line.reaches_threshold) == (50, True)
    assert not hasattr(ledger_of(group).people[0], "reaches_threshold")


def test_the_sums_of_people_and_of_sessions_are_the_same(held, group, member):
    attend(
        SessionFactory(group=group, stage=Stage.CLOSED, starts_at=at("2017-06-30 09:00")),
        member,
        status=Status.LEFT_EARLY,
    )

    ledger = ledger_of(group)

    people = rules.total_of(line.counts for line in ledger.people)
    names = ("expected", "present", "late", "left_early", "on_leave", "absent")
    assert [getattr(people, name) for name in names] == [5, 3, 1, 1, 1, 1]
    assert [getattr(ledger.total, name) for name in names] == [5, 3, 1, 1, 1, 1]


# --- speaking -------------------------------------------------------------------------------------


def test_speakers_are_counted_once_and_discussion_by_what_was_timed(held, agenda):
    speaking = rules.speaking_at(held)

    assert speaking.speakers == 2
    assert speaking.discussion
    assert (speaking.discussion.minutes, speaking.minutes, speaking.rate) == (30, 60, 50.0)
    assert speaking.untimed == 1


def test_what_was_never_timed_has_no_share(held, agenda):
    AgendaItem.objects.filter(kind="discussion").update(minutes=None)

    speaking = rules.speaking_at(held)

    assert (speaking.rate, speaking.untimed) == (None, 2)


# --- who may know the counts of which groups ------------------------------------------------------


def test_counts_reach_the_supervising_unit_and_those_above_it(group, supervisor, outsider):
    above = UserFactory()
    child = supervisor.unit
    child.parent = above.unit
    child.settle(above.unit)
    child.save()
    for person in (above, outsider):
        RoleGrant.objects.create(person=person, role=Role.SUPERVISOR, unit=person.unit)

    known = [
        person
        for person in (supervisor, above, outsider)
        if StudyGroup.objects.counted_by(person).exists()
    ]

    assert known == [supervisor, above]
    assert not StudyGroup.objects.supervised_by(above).exists()


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR])
def test_no_other_role_knows_counts(group, supervisor, role):
    RoleGrant.objects.filter(person=supervisor).update(role=role)

    assert not StudyGroup.objects.counted_by(supervisor).exists()
