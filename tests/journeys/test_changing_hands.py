"""A member and a secretary leave and others follow, by the pages alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.people.models import Role, RoleGrant, User
from agendas.attendance.models import Attendance
from agendas.measures.models import Measure
from agendas.research.models import Duty
from studygroups.forms.models import Stage
from studygroups.groups.models import Membership
from tests.factories import UserFactory, attend, measure_of, owe

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
YESTERDAY = TODAY() - timedelta(days=1)


@pytest.fixture
def security(group, sign_in):
    person = UserFactory(unit=group.unit)
    RoleGrant.objects.create(person=person, role=Role.SECURITY_ADMIN, unit=group.unit)
    return sign_in(person)


@pytest.fixture
def owed(session, member, secretary, leader):
    """The member has a measure, a paper and an answer to give, the secretary a measure."""
    session.stage, session.announced_at = Stage.MEETING, timezone.now()
    session.save()
    for owner in (member, secretary):
        measure_of(session, owner=owner, due_on=date(2027, 12, 31))
    owe(session, member)
    attend(session, member)


def change_hands(security: Client, leaver: User, successor: User) -> None:
    """One seat ends, the form for the next comes filled in and takes only the person more."""
    seat = leaver.memberships.get()
    page = security.post(f"/manage/seats/{seat.pk}/end/", {"until": YESTERDAY}, follow=True)
    filled = {name: page.context["form"][name].value() for name in ("role", "place", "from_on")}
    path = page.request["PATH_INFO"]
    security.post(path, filled | {"person": successor.pk})


def hand_over(secretary: Client, group, leaver: User, successor: User) -> str:
    """What the secretary is told after he followed the notice, looked and confirmed."""
    told = secretary.get("/inbox/").context["page"]
    (notice,) = (each for each in told if "hand-over" in each.path and str(leaver) in each.text)
    page = secretary.get(notice.path)
    first = page.context["form"]["successor"].field.widget.people.first()
    asked = {"leaver": page.context["form"]["leaver"].value(), "successor": first.pk}
    listed = secretary.get(f"/groups/{group.pk}/hand-over/", asked | {"on": TODAY()})
    seen = " ".join(listed.context["work"].keys())
    done = secretary.post(
        listed.request["PATH_INFO"], asked | {"on": TODAY(), "seen": seen}, follow=True
    )
    assert first == successor
    return done.content.decode()


def test_a_member_s_work_passes_to_whoever_took_his_place(
    security, sign_in, group, owed, secretary, member, leader
):
    successor = UserFactory(unit=group.unit, full_name="单晓红")

    change_hands(security, member, successor)
    words = hand_over(sign_in(secretary), group, member, successor)

    assert "成员丁的措施 1 项、会前调研 1 项、参会答复 1 项已移交。" in words
    assert successor.memberships.get().order == member.memberships.get().order
    assert {row.person for row in (*Duty.objects.all(), *Attendance.objects.all())} == {successor}
    assert set(Measure.objects.values_list("owner__full_name", flat=True)) == {"单晓红", "秘书丙"}


def test_a_secretary_s_work_passes_to_the_next_by_whoever_leads(
    security, sign_in, group, owed, secretary, leader, member
):
    successor = UserFactory(unit=group.unit, full_name="新秘书")

    change_hands(security, secretary, successor)
    words = hand_over(sign_in(leader), group, secretary, successor)

    assert "秘书丙的措施 1 项已移交。" in words
    assert sign_in(secretary).get("/sessions/new/").content.decode().count(group.name) == 0
    assert group.name in sign_in(successor).get("/sessions/new/").content.decode()
    seats = Membership.objects.current(TODAY()).filter(role="secretary")
    assert [seat.person for seat in seats] == [successor]
