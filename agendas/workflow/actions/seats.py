"""Taking out a seat that was entered by mistake."""

from __future__ import annotations

from django.db import transaction

from accounts.people.models import User
from agendas.sessions.actions import insist
from agendas.workflow.rules import refuse_withdrawing_seat
from studygroups.groups.actions import strike_seat
from studygroups.groups.models import Membership


@transaction.atomic
def withdraw_seat(*, seat: Membership, by: User) -> None:
    """Take the seat out as if it had never been, so that it can be entered rightly.

    Raises ``PermissionDenied`` for whoever does not seat people there, ``ValidationError`` for a
    seat of one's own and once its holder has done anything with it or owes anything by it.
    """
    strike_seat(seat=seat, by=by)
    insist(refuse_withdrawing_seat(seat))
