"""Changes to the tree of units."""

from __future__ import annotations

from django.db import transaction

from accounts.audit.actions import record
from accounts.people.actions import check_unit_manager
from accounts.people.models import User
from accounts.units.models import Unit


@transaction.atomic
def add_unit(
    *,
    name: str,
    kind: str,
    parent: Unit | None = None,
    short_name: str = "",
    order: int = 0,
    by: User | None = None,
) -> Unit:
    """Hang a unit below its parent and give it its path and its place in the official order.

    ``by`` is the system administrator of the parent or of a unit above it, or empty where the
    system is being set up. Raises ``PermissionDenied`` for anybody else, ``ValidationError``
    when the parent already has a unit of that name.
    """
    check_unit_manager(by, parent)
    unit = Unit(name=name, short_name=short_name, kind=kind, parent=parent, order=order)
    unit.full_clean(exclude=["path", "place"])
    unit.save()
    # Both end in the unit's own key, which only the database can give.
    unit.settle(parent)
    unit.save(update_fields=["path", "place"])
    record("unit.add", unit, by=by)
    return unit
