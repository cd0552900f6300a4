"""Where signing up is switched on, and for which openings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.units.models import Unit
from agendas.attendance.models import Opening, OpeningKind
from agendas.attendance.rules import PREPARING
from agendas.sessions.models import StudySession
from studygroups.localrules.models import LocalRule, RuleKey
from studygroups.localrules.rules import value_for

# Cadres have accounts; the other two are open to whoever has none.
PUBLIC_KINDS = (OpeningKind.DEPARTMENT, OpeningKind.MEDIA)


def is_on(session: StudySession, key: RuleKey, *, at: datetime) -> bool:
    return bool(value_for(session.group.unit, key, on=timezone.localdate(at)))


def switched_on(key: RuleKey, units: Iterable[Unit], *, at: datetime) -> set[int]:
    """The keys of those units where the switch is on, in one query; as ``value_for`` for each."""
    rules = LocalRule.objects.in_force(timezone.localdate(at)).filter(key=key)
    said = list(rules.order_by("unit__path", "from_on").values_list("unit__path", "value"))
    on = set()
    for unit in units:
        values = [value for path, value in said if unit.path.startswith(path)]
        if values and values[-1]:
            on.add(unit.pk)
    return on


def offered(*, at: datetime) -> list[Opening]:
    """The openings for which people with an account may sign up somewhere, soonest first."""
    openings = list(_ahead(at))
    on = switched_on(RuleKey.SIGN_UP, {opening.session.group.unit for opening in openings}, at=at)
    return [opening for opening in openings if opening.session.group.unit_id in on]


def public_openings(session: StudySession, *, at: datetime) -> list[Opening]:
    """Those of the session that are open to people without an account, if it is switched on."""
    openings = list(_ahead(at).filter(session=session, kind__in=PUBLIC_KINDS))
    return openings if openings and is_on(session, RuleKey.GUEST_SIGN_UP, at=at) else []


def _ahead(at: datetime) -> QuerySet[Opening]:
    """Openings of announced meetings that have not begun."""
    coming = Q(session__starts_at=None) | Q(session__starts_at__gt=at)
    openings = Opening.objects.filter(
        coming,
        session__announced_at__isnull=False,
        session__is_backfilled=False,
        session__stage__in=PREPARING,
    )
    openings = openings.select_related("session__group__unit", "session__form")
    return openings.order_by("session__starts_at", "session_id", "pk")
