"""Fills a fresh installation with 20 000 measures and 200 000 readings, and times the list.

A line for each way of asking: who, what he narrows to, how many rows he sees, how many queries the
list took, and the milliseconds of its first page and of the same rows by SQL written by hand.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from agendas.measures.forms import MeasureFilter
from agendas.measures.models import Indicator, Light, Measure, MeasureStatus, Reading
from agendas.measures.rules import Yardstick, standings, with_progress
from agendas.sessions.models import StudySession
from seeds.bulk.rows import write
from seeds.county import seed_county
from tests.load import by_hand

GROUPS, SESSIONS, MEASURES, READINGS = 84, 500, 20_000, 10
ROUNDS, SHOWN = 15, 30
TODAY = date(2026, 6, 30)
ASKING = ("county1-supervisor", "county1-1-secretary")
ENDED_SHARE = 0.3


def fill(chance: Random) -> None:
    """Measures spread over the sessions, each with one indicator read ten times; all shared."""
    seed_county(groups=GROUPS, sessions=SESSIONS, seed=1, year=TODAY.year)
    StudySession.objects.update(shares_measures=True)
    sessions = list(StudySession.objects.select_related("created_by"))
    Measure.objects.all().delete()
    spread = (sessions[number % SESSIONS] for number in range(MEASURES))
    measures = write((_measure(one, chance) for one in spread), Measure)
    indicators = write((_indicator(one) for one in measures), Indicator)
    write((_reading(one, n, chance) for one in indicators for n in range(READINGS)), Reading)
    Indicator.objects.all().recount()


def _measure(session: StudySession, chance: Random) -> Measure:
    is_over = chance.random() < ENDED_SHARE
    return Measure(
        session=session,
        title="消化批而未供土地",
        lead_unit="综合科",
        owner=session.created_by,
        created_by=session.created_by,
        starts_on=date(TODAY.year, 1, 1),
        due_on=TODAY + timedelta(days=chance.randint(-20, 180)),
        status=MeasureStatus.CLOSED if is_over else MeasureStatus.OPEN,
        ended_on=TODAY if is_over else None,
    )


def _indicator(measure: Measure) -> Indicator:
    return Indicator(measure=measure, name="供地", target=Decimal(1000), unit="亩")


def _reading(indicator: Indicator, number: int, chance: Random) -> Reading:
    return Reading(
        indicator=indicator,
        value=Decimal(chance.randint(20, 100)),
        read_on=date(TODAY.year, 1, 10) + timedelta(days=15 * number),
        evidence="工作台账",
        recorded_by=indicator.measure.owner,
    )


def _listed(person: User, light: str) -> tuple[int, list[tuple[int, str]]]:
    """As the page does it: how many there are, and the first of them with their lights."""
    yardstick = Yardstick.of(TODAY)
    chosen = MeasureFilter({"light": light})
    keys = chosen.narrow(Measure.objects.visible_to(person), yardstick).running_first().all_keys()
    rows = with_progress(Measure.objects.filter(pk__in=keys[:SHOWN]), yardstick).running_first()
    return len(keys), [(one.measure.pk, one.light) for one in standings(rows, TODAY)]


def _round(ask: Callable[[], object]) -> float:
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000


def measure(person: User, light: str) -> str:
    """Round by round in turn, so that drift hits both; medians."""
    theirs = by_hand.listing(person, light, on=TODAY, shown=SHOWN)
    ways: tuple[Callable[[], Any], ...] = (lambda: _listed(person, light), theirs)
    with CaptureQueriesContext(connection) as asked:
        count, shown = ways[0]()
    assert (count, shown) == ways[1](), "not the same rows"
    took = zip(*([_round(way) for way in ways] for _ in range(ROUNDS)), strict=True)
    figures = " ".join(f"{statistics.median(way):.2f}" for way in took)
    return f"{person.username} {light or 'all'} {count} {len(asked)} {figures}"


def lines() -> Iterator[str]:
    with transaction.atomic():
        fill(Random(1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for username in ASKING:
        person = User.objects.get(username=username)
        yield from (measure(person, light) for light in ("", Light.YELLOW))


def main() -> None:
    for line in lines():
        print(line, flush=True)
