"""Lights as SQL, so that a list of any length can show them and be narrowed by them.

The order is the county's: overdue, behind the calendar at the last reading due, near its date,
else in order. The default rhythm of readings is quarterly.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Greatest

from agendas.measures.models import (
    ENDED,
    Comparator,
    Indicator,
    IndicatorKind,
    IndicatorQuerySet,
    Light,
    MeasureQuerySet,
)
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


def last_quarter_end(on: date) -> date:
    """The last day of the last quarter that is over at the end of that day."""
    tomorrow = on + timedelta(days=1)
    quarter_begins = tomorrow.replace(month=(tomorrow.month - 1) // 3 * 3 + 1, day=1)
    return quarter_begins - timedelta(days=1)


# Sums with a floor grow with the calendar.
PACED = Q(kind=IndicatorKind.SUM, comparator__in=(Comparator.GE, Comparator.GT))
_SUM = Q(kind=IndicatorKind.SUM)
# Between which hundredths over the target a value answers the comparator. Asked as one range, the
# value, which is a query of its own, is written into the statement once and not five times.
_FAR = 10**18
_FROM = Case(
    When(comparator__in=(Comparator.GE, Comparator.EQ), then=Value(0)),
    When(comparator=Comparator.GT, then=Value(1)),
    default=Value(-_FAR),
)
_TO = Case(
    When(comparator__in=(Comparator.LE, Comparator.EQ), then=Value(0)),
    When(comparator=Comparator.LT, then=Value(-1)),
    default=Value(_FAR),
)
_MET = Q(over__range=(_FROM, _TO))
# A sum to come out exact is broken once it is more; what was never read breaks nothing.
_EXACT = Q(kind=IndicatorKind.SUM, comparator=Comparator.EQ)
_UNBROKEN_FROM = Case(When(_EXACT, then=Value(-_FAR)), default=_FROM)
_BROKEN = Q(last_read_on__isnull=False) & ~Q(over__range=(_UNBROKEN_FROM, _TO))


def lit_indicators(rows: IndicatorQuerySet, yardstick: Yardstick) -> IndicatorQuerySet:
    """Annotates ``value``, ``last_read_on``, ``is_met`` and ``light``.

    Lagging is more than the tolerance short of the calendar at the last reading due, or outside
    the bound. Red only once the date is past and the target not met.
    """
    overdue = Q(measure__due_on__lt=yardstick.on)
    return _measured(rows, yardstick).annotate(
        light=_light(
            When(measure__status__in=ENDED, then=Value(Light.NONE)),
            When(overdue & Q(is_met=False), then=Value(Light.RED)),
            When(~overdue & Q(is_lagging=True), then=Value(Light.YELLOW)),
        )
    )


def lit(measures: MeasureQuerySet, yardstick: Yardstick) -> MeasureQuerySet:
    """Annotates ``light``: the worst of the measure's own date and of its indicators."""
    indicators = _measured(Indicator.objects.filter(measure=OuterRef("pk")), yardstick)
    return measures.annotate(
        light=_light(
            When(status__in=ENDED, then=Value(Light.NONE)),
            When(due_on__lt=yardstick.on, then=Value(Light.RED)),
            When(Exists(indicators.filter(Q(is_lagging=True))), then=Value(Light.YELLOW)),
            When(due_on__lte=yardstick.near(_UNIT), then=Value(Light.BLUE)),
        )
    )


def _light(*whens: When) -> Case:
    return Case(*whens, default=Value(Light.GREEN), output_field=CharField())


def _measured(rows: IndicatorQuerySet, yardstick: Yardstick) -> IndicatorQuerySet:
    """Knows the value, and of it ``over`` (hundredths over the target), ``is_met``, ``is_lagging``.

    A sum nobody has reported to yet is 0; any other value that was never read meets nothing.
    """
    rows = rows.with_value().alias(over=_Cents("reported") - _Cents("target"))
    rows = rows.annotate(is_met=_whether(_MET)).alias(beyond=_beyond(yardstick))
    # Before the first reading is due nothing is behind.
    has_begun = Q(measure__starts_on__lte=last_quarter_end(yardstick.on))
    behind = PACED & has_begun & Q(beyond__gt=0)
    return rows.alias(is_lagging=_whether(behind | ~PACED & _BROKEN))


def _whether(condition: Q) -> Case:
    """Never unknown, as a comparison with a value that was never read would be."""
    return Case(When(condition, then=Value(value=True)), default=Value(value=False))


def _beyond(yardstick: Yardstick) -> Case:
    """Above 0 where days elapsed ÷ days in the period less value ÷ target exceeds the tolerance.

    Multiplied out, so that nothing is rounded. A target of 0 or less is reached or not.
    """
    due, starts_on = Value(last_quarter_end(yardstick.on), DateField()), F("measure__starts_on")
    elapsed, days = _Days(due, starts_on) + 1, _Days(F("measure__due_on"), starts_on) + 1
    allowed = days * yardstick.tolerance(f"measure__{_UNIT}")
    goal = _Cents("target")
    done = Greatest(_Cents("reported"), Value(0)) * days
    return Case(
        When(Q(target__lte=0) & _MET, then=Value(0)),
        When(target__lte=0, then=elapsed * 100 - allowed),
        default=(elapsed * goal - done) * 100 - allowed * goal,
        output_field=IntegerField(),
    )
