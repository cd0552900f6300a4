"""The demonstration is told once, whole, on any day, and leaves the inboxes of today quiet."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db.models import Max, QuerySet
from django.utils import timezone

from accounts.notices.models import Delivery, Notice
from accounts.people.models import User
from accounts.search.models import Entry
from accounts.units.models import Unit
from agendas.pages.search import rebuild_all
from agendas.research.models import Duty
from agendas.sessions.models import Decision
from seeds.demo import seed
from tests.factories import UserFactory


def test_what_was_told_long_ago_is_dated_then_read_and_never_mailed(demo):
    old = Notice.objects.filter(created_at__year=2017)

    assert old.filter(recipient__username="leader").exists()
    assert not old.filter(read_at=None).exists()
    assert not Notice.objects.filter(created_at__gt=timezone.now()).exists()
    assert not Delivery.objects.exists()


def test_only_the_accounts_of_the_contract_can_sign_in(demo):
    able = {person.username for person in User.objects.all() if person.has_usable_password()}

    assert able == {
        *("secretary", "leader", "member", "traffic"),
        *("supervisor", "admin", "security", "auditor"),
    }
    assert all(User.objects.get(username=name).check_password("xinchang-2017") for name in able)
    assert not User.objects.exclude(email="").exists()


def _size(rows: QuerySet) -> tuple[int, int | None]:
    return rows.count(), rows.aggregate(top=Max("pk"))["top"]


def test_told_a_second_time_it_changes_nothing(demo, capsys):
    def state() -> dict[str, tuple[int, int | None]]:
        tables = apps.get_models(include_auto_created=True)
        return {one._meta.label: _size(QuerySet(one)) for one in tables}

    before = state()
    call_command("seed_demo")

    assert state() == before
    assert capsys.readouterr().out.strip() == "演示数据已存在。"


def test_all_that_is_told_can_be_searched(demo):
    def entries() -> list[Any]:
        return list(Entry.objects.order_by("pk").values())

    before = entries()

    assert Entry.objects.search(["土地要素"]).filter(day__year=2017).exists()
    assert rebuild_all() == len(before)
    assert entries() == before


@pytest.mark.django_db
def test_a_telling_that_fails_leaves_nothing_behind():
    UserFactory(username="auditor")
    units = Unit.objects.count()

    with pytest.raises(ValidationError):
        seed()

    assert Unit.objects.count() == units


@pytest.mark.django_db
@pytest.mark.parametrize("moment", ["2026-02-19T01:30:00+08:00", "2028-10-02T23:50:00+08:00"])
def test_it_can_be_told_on_any_day_and_at_any_hour(moment):
    with time_machine.travel(moment):
        assert seed()

        later = Decision.objects.filter(recorded_at__gt=timezone.now())
        assert not later.exists()
        assert Duty.objects.unmet().filter(session__group__unit__short_name="县交通局").count() == 2
