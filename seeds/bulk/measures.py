"""What the sessions led to: resolutions, measures with an indicator each, readings."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from agendas.measures.models import Indicator, Measure, MeasureStatus, Reading
from agendas.minutes.models import Resolution, ResolutionKind
from seeds.bulk.rows import WORDS, Drawn, write
from studygroups.forms.models import Stage

_MOST_MEASURES = 4
_MOST_READINGS = 3
_TARGET = 100


def add_measures(drawn: list[Drawn], chance: Random) -> None:
    """One resolution for each session held, and from conversion on one to four measures."""
    resolutions = write((_resolution(one) for one in drawn), Resolution)
    measures = write(
        (
            _measure(one, resolution, number, chance)
            for one, resolution in zip(drawn, resolutions, strict=True)
            for number in range(1, chance.randint(2, _MOST_MEASURES + 1))
        ),
        Measure,
    )
    indicators = write((_indicator(measure) for measure in measures), Indicator)
    write(
        (
            _reading(indicator, days * 30, chance)
            for indicator in indicators
            for days in range(1, chance.randint(1, _MOST_READINGS + 1))
        ),
        Reading,
    )
    if indicators:
        Indicator.objects.filter(pk__gte=indicators[0].pk).recount()


def _resolution(one: Drawn) -> Resolution:
    return Resolution(
        session=one.session,
        order=1,
        kind=ResolutionKind.DECISION,
        text=WORDS,
        created_by=one.seats.secretary,
    )


def _measure(one: Drawn, resolution: Resolution, number: int, chance: Random) -> Measure:
    starts_on = one.starts_at.date() + timedelta(days=10)
    is_over = one.session.stage == Stage.CLOSED
    ended_on: date | None = starts_on + timedelta(days=45) if is_over else None
    return Measure(
        session=one.session,
        resolution=resolution,
        title=f"{one.session.title}措施{number}",
        lead_unit=one.seats.group.unit.name,
        owner=chance.choice(one.seats.students[1:]),
        handler=one.seats.secretary,
        starts_on=starts_on,
        due_on=starts_on + timedelta(days=chance.randint(60, 240)),
        status=MeasureStatus.CLOSED if is_over else MeasureStatus.OPEN,
        ended_on=ended_on,
        created_by=one.seats.secretary,
        created_at=one.starts_at + timedelta(days=10),
    )


def _indicator(measure: Measure) -> Indicator:
    return Indicator(measure=measure, name="完成数", target=Decimal(_TARGET), unit="件")


def _reading(indicator: Indicator, days: int, chance: Random) -> Reading:
    measure = indicator.measure
    return Reading(
        indicator=indicator,
        value=Decimal(chance.randint(5, 50)),
        read_on=measure.starts_on + timedelta(days=days),
        evidence="工作台账",
        recorded_by=measure.owner,
        recorded_at=measure.created_at + timedelta(days=days),
    )
