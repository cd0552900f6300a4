"""The demonstration: the county, its story of 2017, and what goes on there these days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.notices.models import Notice
from accounts.people.models import User
from accounts.units.models import Unit
from seeds import story_2017, story_now
from seeds.place.setup import let_sign_up, set_up_county
from seeds.place.units import ABOVE
from seeds.telling.story import tell_session
from seeds.telling.teller import Teller
from studygroups.forms.actions import ensure_standard_forms

# What people were told longer ago than this, they have read.
_UNREAD_DAYS = 10


@transaction.atomic
def seed() -> bool:
    """Tell the whole demonstration once; all of it or nothing.

    Says whether anything was done: where the county exists, nothing is. Its days are counted
    from the first run and never move afterwards.
    """
    if Unit.objects.filter(name=ABOVE[-1][0], parent__name=ABOVE[-2][0]).exists():
        return False
    begun = timezone.localtime()
    ensure_standard_forms()
    place = set_up_county()
    let_sign_up(place.groups[story_2017.PLOT.unit])
    for plot in (story_2017.PLOT, *story_now.plots(begun.date())):
        tell_session(Teller(plot, place.groups[plot.unit], place.people, begun))
    _mark_old_read(place.people.values(), before=begun - timedelta(days=_UNREAD_DAYS))
    return True


def _mark_old_read(people: Iterable[User], *, before: datetime) -> None:
    """Nobody is told today what happened long ago: it was read on the day it was told."""
    old = Notice.objects.filter(recipient__in=people, created_at__lt=before)
    old.update(read_at=F("created_at"))
