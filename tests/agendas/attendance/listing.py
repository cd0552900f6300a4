"""Putting people on a list and opening it, as tests of both put it."""

from __future__ import annotations

from agendas.attendance import actions
from agendas.attendance.models import Capacity, OpeningKind
from tests.factories import at

NOTICE = at("2017-03-20 09:00")


def code(refused):
    """The refusal's code; where a form field names it, the first of them."""
    return refused.value.error_list[0].code if hasattr(refused.value, "error_list") else "invalid"


def add(session, by, **row):
    fields = {"capacity": Capacity.MEDIA, "name": "记者甲", "unit_name": "县融媒体中心", **row}
    return actions.add_person(session=session, by=by, at=NOTICE, **fields)


def open_media(session, by, quota):
    return actions.open_to(
        session=session,
        by=by,
        at=NOTICE,
        kind=OpeningKind.MEDIA,
        quota=quota,
        note="",
        shows_agenda=True,
        shows_minutes=False,
    )
