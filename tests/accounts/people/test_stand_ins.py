"""What can never be true of somebody who acts for another."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.people.models import StandIn
from tests.factories import UserFactory

FIRST, LAST = date(2017, 6, 5), date(2017, 6, 9)


@pytest.mark.parametrize(("himself", "days"), [(True, (FIRST, LAST)), (False, (LAST, FIRST))])
def test_nobody_acts_for_himself_or_ends_before_he_begins(db, himself, days):
    person, other = UserFactory(), UserFactory()
    facts = {"person": person, "given_by": person, "from_on": days[0], "until": days[1]}

    with pytest.raises(IntegrityError), transaction.atomic():
        StandIn.objects.create(**facts, stand_in=person if himself else other)

    assert not StandIn.objects.exists()


@pytest.mark.parametrize(
    ("ended_on", "holds"),
    [(None, [False, True, True, False]), (date(2017, 6, 9), [False, True, False, False])],
)
def test_it_holds_from_its_first_day_to_its_last(db, ended_on, holds):
    person = UserFactory()
    StandIn.objects.create(
        person=person,
        given_by=person,
        stand_in=UserFactory(),
        from_on=FIRST,
        until=LAST,
        ended_on=ended_on,
    )

    days = (date(2017, 6, 4), FIRST, LAST, date(2017, 6, 10))

    assert [StandIn.objects.current(day).exists() for day in days] == holds
