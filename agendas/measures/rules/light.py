"""Lights as SQL, so that a list of any length can show them and be narrowed by them.

The order is the county's: overdue, behind the calendar at the last reading due, near its date,
else in order.
"""

from __future__ import annotations

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
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Least

from agendas.measures.models import (
    ENDED,
    Comparator,
    Indicator,
    IndicatorKind,
    IndicatorQuerySet,
    Light,
    MeasureQuerySet,
    Milestone,
    Rhythm,
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


# Sums with a floor grow with the calendar.
PACED = Q(kind=IndicatorKind.SUM, comparator__in=(Comparator.GE, Comparator.GT))
_SUM = Q(kind=IndicatorKind.SUM)
# Between which hundredths over the target a value answers the comparator.
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
    """Annotates ``is_met`` and ``light``.

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
    """Annotates ``light``: the worst of the measure's own date, its milestones and indicators.

    Annotates ``nearest_on`` too: its own date, or the first of the milestones not done before it.
    """
    undone = Milestone.objects.undone().filter(measure=OuterRef("pk")).order_by("due_on")
    nearest = Coalesce(Subquery(undone.values("due_on")[:1]), F("due_on"))
    indicators = _measured(Indicator.objects.filter(measure=OuterRef("pk")), yardstick)
    return measures.annotate(nearest_on=Least(nearest, F("due_on"))).annotate(
        light=_light(
            When(status__in=ENDED, then=Value(Light.NONE)),
            When(nearest_on__lt=yardstick.on, then=Value(Light.RED)),
            When(Exists(indicators.filter(Q(is_lagging=True))), then=Value(Light.YELLOW)),
            When(nearest_on__lte=yardstick.near(_UNIT), then=Value(Light.BLUE)),
        )
    )


def _light(*whens: When) -> Case:
    return Case(*whens, default=Value(Light.GREEN), output_field=CharField())


def _measured(rows: IndicatorQuerySet, yardstick: Yardstick) -> IndicatorQuerySet:
    """Knows ``over`` (hundredths of the value over the target), ``is_met`` and ``is_lagging``.

    A sum nobody has reported to yet is 0; any other value that was never read meets nothing.
    """
    nought = When(_SUM & Q(value=None), then=Value(0))
    reported = Case(nought, default=_Cents("value"))
    rows = rows.alias(reported=reported, goal=_Cents("target"), asked_on=_asked_on(yardstick))
    rows = rows.alias(over=F("reported") - F("goal")).annotate(is_met=_whether(_MET))
    # Before the first reading is due nothing is behind.
    has_begun = Q(measure__starts_on__lte=F("asked_on"))
    behind = PACED & has_begun & Q(beyond__gt=0)
    rows = rows.alias(beyond=_beyond(yardstick))
    return rows.alias(is_lagging=_whether(behind | ~PACED & _BROKEN))


def _asked_on(yardstick: Yardstick) -> Case:
    """The day as of which the last reading due was to be; empty before the first milestone."""
    passed = Milestone.objects.filter(measure=OuterRef("measure"), due_on__lte=yardstick.on)
    last = Subquery(passed.order_by("-due_on").values("due_on")[:1])
    whens = [
        When(rhythm=rhythm, then=Value(day, DateField())) for rhythm, day in yardstick.due.items()
    ]
    return Case(*whens, When(rhythm=Rhythm.MILESTONES, then=last), output_field=DateField())


def _whether(condition: Q) -> Case:
    """Never unknown, as a comparison with a value that was never read would be."""
    return Case(When(condition, then=Value(value=True)), default=Value(value=False))


def _beyond(yardstick: Yardstick) -> Case:
    """Above 0 where days elapsed ÷ days in the period less value ÷ target exceeds the tolerance.

    Multiplied out, so that nothing is rounded. A target of 0 or less is reached or not.
    """
    starts_on, goal = F("measure__starts_on"), F("goal")
    elapsed, days = _Days("asked_on", starts_on) + 1, _Days("measure__due_on", starts_on) + 1
    allowed = days * yardstick.tolerance(f"measure__{_UNIT}")
    done = Greatest(F("reported"), Value(0)) * days
    return Case(
        When(Q(target__lte=0) & _MET, then=Value(0)),
        When(target__lte=0, then=elapsed * 100 - allowed),
        default=(elapsed * goal - done) * 100 - allowed * goal,
        output_field=IntegerField(),
    )
