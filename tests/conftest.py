"""The cast: one group with its people, its supervisor, a guest, and those who have no business."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from rest_framework.test import APIClient

from accounts.people.models import User
from agendas.sessions.models import StudySession
from studygroups.groups.models import GroupRole, StudyGroup
from tests import factories


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def group(db) -> StudyGroup:
    return factories.StudyGroupFactory()


@pytest.fixture
def leader(group) -> User:
    return factories.seat(group, GroupRole.LEADER, username="leader", full_name="组长甲")


@pytest.fixture
def deputy(group) -> User:
    return factories.seat(group, GroupRole.DEPUTY, username="deputy", full_name="副组长乙")


@pytest.fixture
def secretary(group) -> User:
    return factories.seat(group, GroupRole.SECRETARY, username="secretary", full_name="秘书丙")


@pytest.fixture
def member(group) -> User:
    return factories.seat(group, GroupRole.MEMBER, username="member", full_name="成员丁")


@pytest.fixture
def supervisor(group) -> User:
    return factories.supervisor_of(group, username="supervisor", full_name="督导戊")


@pytest.fixture
def other_secretary(db) -> User:
    group = factories.StudyGroupFactory()
    return factories.seat(group, GroupRole.SECRETARY, username="traffic", full_name="别组秘书")


@pytest.fixture
def guest(db) -> User:
    return factories.UserFactory(username="guest", full_name="列席人")


@pytest.fixture
def outsider(db) -> User:
    return factories.UserFactory(username="outsider", full_name="局外人")


@pytest.fixture
def cast(
    leader, deputy, secretary, member, supervisor, other_secretary, guest, outsider
) -> dict[str, User]:
    """Everybody by name, for permission tables."""
    people = (leader, deputy, secretary, member, supervisor, guest, outsider)
    return {person.username: person for person in people} | {"other_secretary": other_secretary}


@pytest.fixture
def session(group, secretary) -> StudySession:
    """A session of the group at its first stage."""
    return factories.SessionFactory(group=group, created_by=secretary)


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser in which that person is signed in."""

    def enter(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return enter


@pytest.fixture
def api() -> Callable[[User], APIClient]:
    """An API client for that person."""

    def enter(person: User) -> APIClient:
        client = APIClient()
        client.force_authenticate(person)
        return client

    return enter


@pytest.fixture
def pdf() -> SimpleUploadedFile:
    """A small real PDF to upload."""
    return SimpleUploadedFile("签批单.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")


@pytest.fixture
def take_back() -> Callable[[Client, HttpResponse], Any]:
    """Press 撤销 in the message of that page; the page that follows."""

    def press(client: Client, page: HttpResponse) -> Any:
        forms = re.findall(r"<form.*?</form>", page.content.decode(), re.DOTALL)
        (form,) = (form for form in forms if "撤销" in form)
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        path = re.findall(r'action="([^"]+)"', form)[0]
        return client.post(path, fields, follow=True)

    return press
