"""Lights as SQL, so that a list of any length can show them and be narrowed by them.

The order is the county's: overdue, behind the calendar at the last reading due, near its date,
else in order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Subquery,
    Value,
)

from agendas.measures.models import (
    ENDED,
    Indicator,
    IndicatorQuerySet,
    Light,
    MeasureQuerySet,
    Milestone,
    Rhythm,
)
from agendas.measures.rules.reckoned import Reckoned
from agendas.measures.rules.yardstick import Yardstick

_UNIT = "session__group__unit__path"


class _Days(Func):
    """Whole days from the second date to the first."""

    output_field = IntegerField()
    arity = 2
    template, arg_joiner = "(%(expressions)s)", " - "

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="CAST(julianday(%(expressions)s) AS INTEGER)",
            arg_joiner=") - julianday(",
            **context,
        )


class _Cents(Func):
    """Hundredths, exactly: SQLite keeps decimals as floats, of which no two sums are equal."""

    output_field = IntegerField()
    arity = 1
    template = "ROUND(%(expressions)s * 100)"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = f"CAST({self.template} AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **context)


# A sum nobody has reported to yet is 0; any other value that was never read is unknown.
_VALUE = "COALESCE({cents}, CASE {kind} WHEN 'sum' THEN 0 END)"
# Whether the value answers the comparator; never unknown, as what was never read would make it.
_MET = f"""COALESCE(CASE {{comparator}}
    WHEN 'ge' THEN {_VALUE} >= {{goal}}
    WHEN 'gt' THEN {_VALUE} > {{goal}}
    WHEN 'le' THEN {_VALUE} <= {{goal}}
    WHEN 'lt' THEN {_VALUE} < {{goal}}
    ELSE {_VALUE} = {{goal}} END, FALSE)"""
_WHENS = " ".join(f"WHEN '{rhythm}' THEN {{{rhythm}}}" for rhythm in Rhythm.values)
_ASKED_ON = f"CASE {{rhythm}} {_WHENS} END"
# Sums with a floor grow with the calendar: days elapsed ÷ days in the period less value ÷ target
# must not exceed the tolerance. Multiplied out, so that nothing is rounded. A target of 0 or less
# is reached or not; before the first reading is due nothing is behind. Any other value is to keep
# its bound once it is read; a sum to come out exact breaks it once it is more.
_LAGS = f"""COALESCE(CASE
    WHEN {{kind}} = 'sum' AND {{comparator}} IN ('ge', 'gt') THEN
        NOT {_MET} AND {{asked_on}} >= {{starts_on}} AND CASE
        WHEN {{goal}} <= 0 THEN {{elapsed}} * 100 > {{days}} * {{tolerance}}
        ELSE ({{elapsed}} * {{goal}} - CASE WHEN {_VALUE} > 0 THEN {_VALUE} ELSE 0 END * {{days}})
            * 100 > {{days}} * {{tolerance}} * {{goal}} END
    WHEN {{last_read_on}} IS NULL THEN FALSE
    WHEN {{kind}} = 'sum' AND {{comparator}} = 'eq' THEN {_VALUE} > {{goal}}
    ELSE NOT {_MET} END, FALSE)"""
_ENDED = ", ".join(f"'{status}'" for status in ENDED)
_INDICATOR = f"""CASE
    WHEN {{status}} IN ({_ENDED}) THEN '{Light.NONE}'
    WHEN {{due_on}} < {{on}} AND NOT {{is_met}} THEN '{Light.RED}'
    WHEN {{due_on}} >= {{on}} AND {{is_lagging}} THEN '{Light.YELLOW}'
    ELSE '{Light.GREEN}' END"""
_MEASURE = f"""CASE
    WHEN {{status}} IN ({_ENDED}) THEN '{Light.NONE}'
    WHEN {{nearest_on}} < {{on}} THEN '{Light.RED}'
    WHEN {{lags}} THEN '{Light.YELLOW}'
    WHEN {{nearest_on}} <= {{near}} THEN '{Light.BLUE}'
    ELSE '{Light.GREEN}' END"""


def lit_indicators(rows: IndicatorQuerySet, yardstick: Yardstick) -> IndicatorQuerySet:
    """Annotates ``is_met`` and ``light``.

    Lagging is more than the tolerance short of the calendar at the last reading due, or outside
    the bound. Red only once the date is past and the target not met.
    """
    light = Reckoned(
        _INDICATOR,
        CharField(),
        status=_of_measure("status"),
        due_on=_of_measure("due_on"),
        on=Value(yardstick.on, DateField()),
        is_met=_is_met(),
        is_lagging=_is_lagging(yardstick, _of_measure),
    )
    return rows.annotate(is_met=_is_met(), light=light)


def lit(measures: MeasureQuerySet, yardstick: Yardstick) -> MeasureQuerySet:
    """Annotates ``light``: the worst of the measure's own date, its milestones and indicators.

    Annotates ``nearest_on`` too: its own date, or the first of the milestones not done before it.
    """
    undone = Milestone.objects.undone().filter(measure=OuterRef("pk")).order_by("due_on")
    lagging = Indicator.objects.filter(_is_lagging(yardstick, OuterRef), measure=OuterRef("pk"))
    nearest_on = Reckoned(
        "CASE WHEN {first} < {due_on} THEN {first} ELSE {due_on} END",
        DateField(),
        first=Subquery(undone.values("due_on")[:1]),
        due_on=F("due_on"),
    )
    light = Reckoned(
        _MEASURE,
        CharField(),
        status=F("status"),
        nearest_on=nearest_on,
        on=Value(yardstick.on, DateField()),
        lags=Exists(lagging),
        near=yardstick.near(_UNIT),
    )
    return measures.annotate(nearest_on=nearest_on, light=light)


def _is_met() -> Reckoned:
    return Reckoned(_MET, BooleanField(), **_figures())


def _of_measure(column: str) -> F:
    """The column of an indicator's measure."""
    return F(f"measure__{column}")


def _is_lagging(yardstick: Yardstick, measure: Callable[[str], F]) -> Reckoned:
    """Of an indicator; ``measure`` says how the columns of its measure are reached."""
    asked_on, starts_on = _asked_on(yardstick), measure("starts_on")
    return Reckoned(
        _LAGS,
        BooleanField(),
        **_figures(),
        last_read_on=F("last_read_on"),
        starts_on=starts_on,
        asked_on=asked_on,
        elapsed=_Days(asked_on, starts_on) + 1,
        days=_Days(measure("due_on"), starts_on) + 1,
        tolerance=yardstick.tolerance(f"measure__{_UNIT}"),
    )


def _figures() -> dict[str, Any]:
    """What a value is judged by, in hundredths."""
    columns = {"kind": F("kind"), "comparator": F("comparator")}
    return {**columns, "cents": _Cents("value"), "goal": _Cents("target")}


def _asked_on(yardstick: Yardstick) -> Reckoned:
    """The day as of which the last reading due was to be; empty before the first milestone."""
    passed = Milestone.objects.filter(measure=OuterRef("measure"), due_on__lte=yardstick.on)
    last = Subquery(passed.order_by("-due_on").values("due_on")[:1])
    days = {rhythm.value: Value(day, DateField()) for rhythm, day in yardstick.due.items()}
    return Reckoned(_ASKED_ON, DateField(), **days, rhythm=F("rhythm"), milestones=last)
