"""Openings and their quotas."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.audit.models import LogEntry
from agendas.attendance import actions
from agendas.attendance.models import Attendance, Capacity, Opening
from tests.agendas.attendance.listing import NOTICE, add, code, open_media

pytestmark = pytest.mark.django_db


def test_a_full_opening_takes_nobody_more(preparing, secretary):
    open_media(preparing, secretary, 3)
    add(preparing, secretary, name="采访车", headcount=2)

    with pytest.raises(ValidationError) as refused:
        add(preparing, secretary, name="第二采访车", headcount=2)

    assert code(refused) == "full"
    assert Attendance.objects.count() == 1
    add(preparing, secretary)
    with pytest.raises(ValidationError):
        add(preparing, secretary, name="记者乙")


def test_other_capacities_are_not_counted_against_an_opening(preparing, secretary):
    open_media(preparing, secretary, 0)

    add(preparing, secretary, capacity=Capacity.EXTENDED)

    assert Attendance.objects.count() == 1


def test_an_opening_without_a_quota_is_never_full(preparing, secretary):
    open_media(preparing, secretary, None)

    add(preparing, secretary, headcount=500)

    assert Attendance.objects.count() == 1


def test_a_quota_is_not_cut_below_the_list(preparing, secretary):
    opening = open_media(preparing, secretary, 3)
    add(preparing, secretary, headcount=3)

    with pytest.raises(ValidationError) as refused:
        open_media(preparing, secretary, 2)

    assert code(refused) == "below_list"
    opening.refresh_from_db()
    assert opening.quota == 3


def test_setting_an_opening_again_changes_it(preparing, secretary):
    first = open_media(preparing, secretary, 3)

    second = open_media(preparing, secretary, 5)

    assert (second.pk, second.quota) == (first.pk, 5)
    kinds = LogEntry.objects.order_by("pk").values_list("kind", "fields")
    assert list(kinds)[-1] == ("opening.change", ["quota"])


def test_an_unknown_kind_of_opening_is_refused(preparing, secretary):
    with pytest.raises(ValidationError):
        actions.open_to(
            session=preparing,
            by=secretary,
            at=NOTICE,
            kind="nonsense",
            quota=1,
            note="",
            shows_agenda=True,
            shows_minutes=False,
        )

    assert not Opening.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_eight_want_the_last_seat_and_one_gets_it(preparing, secretary):
    open_media(preparing, secretary, 1)
    start = threading.Barrier(8)
    outcomes: list[str | None] = []

    def ask(number: int) -> None:
        start.wait()
        try:
            add(preparing, secretary, name=f"记者{number}")
            outcomes.append("seated")
        except ValidationError as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(outcomes) == {"full": 7, "seated": 1}
    assert Attendance.objects.count() == 1
