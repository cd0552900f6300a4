"""Passing all that is open to a successor: what goes over, who does it, who is told."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from accounts.audit.models import LogEntry
from accounts.notices.models import Notice
from accounts.people.models import User
from agendas.attendance.models import Attendance, Status
from agendas.measures.models import FormerDoer, Measure, MeasureStatus
from agendas.research.models import Duty
from agendas.workflow.actions import hand_over
from agendas.workflow.rules import open_work
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole, Membership
from studygroups.years.models import GroupYear
from tests.factories import attend, measure_of, owe, paper_of, seat

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


def test_all_that_is_open_passes_over_at_once(group, ahead, left, successor, leader, measure):
    handled = measure_of(ahead, owner=leader, handler=left, due_on=DUE)
    duty = owe(ahead, left, is_speaker=True)
    row = attend(ahead, left)

    pass_over(group, left, successor, leader)

    measure.refresh_from_db()
    handled.refresh_from_db()
    assert (measure.owner, handled.owner, handled.handler) == (successor, leader, successor)
    told = Duty.objects.values("person", "name", "post", "is_speaker").get(pk=duty.pk)
    new = {"person": successor.pk, "name": "接任人", "post": "新任科长"}
    assert told == new | {"is_speaker": True}
    answer = Attendance.objects.values("person", "name", "post", "status").get(pk=row.pk)
    assert answer == new | {"status": Status.EXPECTED}
    assert GroupYear.objects.get(group=group, year=ahead.year).is_stale


def test_what_was_done_keeps_the_name_of_who_did_it(group, session, left, successor, leader):
    closed = {"status": MeasureStatus.CLOSED, "ended_on": DUE}
    done = measure_of(session, owner=left, due_on=DUE, **closed)
    paper_of(owe(session, left))

    with pytest.raises(ValidationError) as refused:
        pass_over(group, left, successor, leader)

    assert refused.value.code == "nothing_open"
    done.refresh_from_db()
    assert done.owner == left
    assert Duty.objects.get().person == left


def test_the_measure_shows_who_had_it_as_he_was_called_then(
    group, measure, member, successor, leader
):
    day = TODAY() - timedelta(days=2)

    pass_over(group, member, successor, leader, on=day)
    User.objects.filter(pk=member.pk).update(post="调研员", full_name="改名")

    trail = FormerDoer.objects.values("part", "person", "name", "post", "handed_over_on").get()
    former = {"person": member.pk, "name": "成员丁", "post": "科长"}
    assert trail == former | {"part": "owner", "handed_over_on": day}


def test_everybody_concerned_is_told_and_the_log_says_what_changed(
    group, measure, member, successor, leader, deputy, secretary, guest
):
    Measure.objects.update(handler=guest)

    pass_over(group, member, successor, secretary)

    told = Notice.objects.filter(text__contains="工作交接：成员丁移交接任人，措施 1 项。")
    assert {notice.recipient for notice in told} == {member, successor, leader, deputy, guest}
    log = LogEntry.objects.filter(by=secretary).order_by("pk").values_list("kind", "fields")
    assert list(log) == [("measure.pass_on", ["owner"]), ("group.hand_over", [])]


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("leader", True),
        ("deputy", True),
        ("secretary", True),
        ("member", False),
        ("supervisor", False),
        ("other_secretary", False),
        ("outsider", False),
    ],
)
def test_who_runs_the_group_hands_over(group, measure, cast, successor, who, may):
    if may:
        pass_over(group, cast["member"], successor, cast[who])
    else:
        with pytest.raises(PermissionDenied):
            pass_over(group, cast["member"], successor, cast[who])

    measure.refresh_from_db()
    assert (measure.owner == successor) is may
    assert FormerDoer.objects.exists() is may


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_hand_overs_at_the_same_moment_one_stands(group, measure, member, leader):
    heirs = [seat(group, GroupRole.MEMBER) for _ in range(2)]
    start = threading.Barrier(2)
    said: list[str | None] = []

    def take(heir):
        seen = keys(group, member, heir)
        start.wait()
        try:
            hand_over(
                group=group,
                leaver=member,
                successor=heir,
                on=TODAY(),
                by=leader,
                at=timezone.now(),
                seen=seen,
            )
            said.append("done")
        except ValidationError as refused:
            said.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(heir,)) for heir in heirs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(said) == {"done": 1, "nothing_open": 1}
    assert FormerDoer.objects.count() == 1
