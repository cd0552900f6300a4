"""Asking for another deadline or target, and deciding, as tests of both put it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from agendas.measures import actions
from agendas.sessions.models import Outcome
from tests.factories import at

NOW = at("2017-11-20 09:00")
OLD, NEW = date(2017, 11, 30), date(2017, 12, 31)


def extend(measure, by, due_on=NEW, reason="与年底干部交流同步。", now=NOW):
    return actions.ask_extension(measure=measure, by=by, at=now, due_on=due_on, reason=reason)


def aim(indicator, by, target="800", reason="规划调整。", **more):
    words = {"measure": indicator.measure, "at": NOW, "reason": reason, **more}
    return actions.ask_target(indicator=indicator, by=by, target=Decimal(target), **words)


def decide(measure, by, outcome=Outcome.APPROVED, now=NOW, **more):
    return actions.decide_change(measure=measure, by=by, at=now, outcome=outcome, **more)


def refused(act):
    with pytest.raises(ValidationError) as refusal:
        act()
    return refusal.value.code
