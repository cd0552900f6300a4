"""Laying down local rules."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.people.actions import check_unit_manager
from accounts.people.models import User
from accounts.units.models import Unit
from studygroups.localrules.models import LocalRule


@transaction.atomic
def lay_down(
    *, unit: Unit, key: str, value: int, from_on: date, by: User | None, at: datetime | None = None
) -> LocalRule:
    """Let a rule hold for the unit and everything below it from that day on.

    ``by`` is empty at set-up. Raises ``PermissionDenied`` for whoever is no system administrator,
    ``ValidationError`` when the rule has a value from that day already.
    """
    check_unit_manager(by, unit)
    rule = LocalRule(unit=unit, key=key, value=value, from_on=from_on)
    rule.full_clean()
    rule.save()
    record("localrule.lay_down", rule, by=by, at=at, fields=["value"])
    return rule
