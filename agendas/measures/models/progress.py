"""Measures loaded with all that is shown of them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Prefetch

from agendas.measures.models.change import Change
from agendas.measures.models.indicator import Indicator
from agendas.measures.models.measure import MeasureQuerySet


def with_progress(measures: MeasureQuerySet) -> MeasureQuerySet:
    """The measures with everything their lights and rows ask for, in two queries for all.

    Annotates ``change_waits``: whether a request for another deadline or target is undecided.
    """
    waiting = Change.objects.filter(measure=OuterRef("pk"), decision=None)
    rows = measures.select_related("session__group__unit", "owner", "handler")
    rows = rows.annotate(change_waits=Exists(waiting))
    return rows.prefetch_related(Prefetch("indicators", Indicator.objects.with_value()))
