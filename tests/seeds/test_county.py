"""A county drawn by chance has the size asked for, and is the same for the same seed."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from accounts.notices.models import Notice
from accounts.people.models import User
from accounts.search.models import Entry
from accounts.units.models import Unit
from agendas.attendance.models import Attendance
from agendas.measures.models import Measure
from agendas.sessions.models import StudySession
from seeds.county import seed_county
from studygroups.groups.models import StudyGroup

pytestmark = pytest.mark.django_db


def _told() -> list[object]:
    sessions = StudySession.objects.order_by("pk").values_list("title", "stage", "starts_at")
    measures = Measure.objects.order_by("pk").values_list("title", "due_on", "owner__username")
    return [*sessions, *measures, Attendance.objects.filter(status="absent").count()]


def _drawn(seed: int) -> list[object]:
    """What that seed draws; taken back at once."""
    with transaction.atomic():
        seed_county(groups=3, sessions=40, seed=seed, year=2026)
        told = _told()
        transaction.set_rollback(True)
    return told


def test_the_same_seed_draws_the_same_county():
    assert _drawn(7) == _drawn(7)
    assert _drawn(7) != _drawn(8)


def test_two_counties_of_different_seeds_stand_side_by_side(capsys):
    call_command("seed_county", groups=5, sessions=50, seed=1, year=2026)
    call_command("seed_county", groups=2, sessions=3, seed=2, year=2025)

    assert StudyGroup.objects.count() == 7
    assert StudySession.objects.filter(year=2026).count() == 50
    assert StudySession.objects.filter(year=2025).count() == 3
    assert not Notice.objects.exists()
    assert Entry.objects.search(["学习会"]).count() >= 53
    assert "county1-supervisor" in capsys.readouterr().out


def test_the_same_seed_a_second_time_is_refused_and_changes_nothing():
    call_command("seed_county", groups=1, sessions=2, seed=1)

    with pytest.raises(CommandError, match="已存在"):
        call_command("seed_county", groups=9, sessions=9, seed=1)

    assert StudyGroup.objects.count() == 1
    assert StudySession.objects.count() == 2


@pytest.mark.parametrize("wrong", [{"groups": 0}, {"sessions": -1}, {"year": 0}])
def test_impossible_sizes_are_refused(wrong):
    with pytest.raises(CommandError):
        call_command("seed_county", **{"groups": 1, "sessions": 1, "seed": 1, **wrong})

    assert not Unit.objects.exists()


def test_supervisor_and_secretaries_sign_in_and_see_their_sessions():
    names = seed_county(groups=2, sessions=20, seed=3, year=2026)

    able = {person.username for person in User.objects.all() if person.has_usable_password()}
    assert (
        able == set(names) == {"county3-supervisor", "county3-1-secretary", "county3-2-secretary"}
    )
    client = Client()
    client.post("/accounts/login/", {"login": "county3-1-secretary", "password": "xinchang-2017"})
    assert StudySession.objects.visible_to(User.objects.get(username=names[1])).count() == 10
    assert client.get("/sessions/").status_code == 200
