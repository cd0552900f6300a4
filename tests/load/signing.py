"""Lays down a meeting with many people on its list, each signed in; prints what drives it."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.people.models import User
from accounts.people.spelling import spelling_of
from agendas.attendance.models import Attendance
from agendas.presence.models import Mark, RoomCode
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole
from studygroups.localrules.models import RuleKey
from tests.factories import SessionFactory, StudyGroupFactory, seat
from tests.factories import lay_down as lay_down_rule

SURNAMES, GIVEN = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚",
)


def lay_down(people: int) -> dict[str, object]:
    """The session's key, its code's secret, the secretary's cookie everybody's, and the rows."""
    group = StudyGroupFactory()
    secretary = seat(group, GroupRole.SECRETARY)
    begun = timezone.now()
    session = SessionFactory(
        group=group, stage=Stage.MEETING, starts_at=begun, announced_at=begun, created_by=secretary
    )
    listed = [_person(number, secretary) for number in range(people)]
    User.objects.bulk_create(listed)
    Attendance.objects.bulk_create(_expected(session, person) for person in listed)
    lay_down_rule(group, RuleKey.ROOM_CODE, 1)
    room = RoomCode.objects.create(session=session, secret="s" * 64)
    cookies = [_signed_in(person) for person in [secretary, *listed]]
    Session.objects.bulk_create(cookies)
    keys = [cookie.session_key for cookie in cookies]
    rows = Attendance.objects.filter(session=session).order_by("person_id")
    told = {"session": session.pk, "secret": room.secret, "secretary": keys[0], "keys": keys[1:]}
    return {**told, "rows": list(rows.values_list("pk", flat=True))}


def _person(number: int, like: User) -> User:
    name = SURNAMES[number % 20] + GIVEN[number // 20 % 20] + GIVEN[number // 400 % 20]
    fields = {"full_name": name, "spelling": spelling_of(name), "unit": like.unit}
    return User(username=f"signing{number}", password="!", **fields)


def _expected(session: StudySession, person: User) -> Attendance:
    return Attendance(
        session=session,
        person=person,
        name=person.full_name,
        unit_name="县国土资源局",
        capacity="extended",
        order=1,
    )


def _signed_in(person: User) -> Session:
    held = {
        SESSION_KEY: str(person.pk),
        BACKEND_SESSION_KEY: "accounts.signin.backends.NameOrPhoneBackend",
        HASH_SESSION_KEY: person.get_session_auth_hash(),
    }
    ends = timezone.now() + timedelta(hours=1)
    data = SessionStore().encode(held)
    return Session(session_key=uuid.uuid4().hex, session_data=data, expire_date=ends)


def main(people: int) -> None:
    print(json.dumps(lay_down(people)))


def counted() -> None:
    came = Attendance.objects.filter(status__in=("present", "late"))
    print(came.count(), Mark.objects.count(), came.filter(origin="code").count())
