"""Decisions on a measure, by whoever has no part in it."""

from __future__ import annotations

from datetime import date, datetime

from accounts.people.models import User
from agendas.measures import rules
from agendas.measures.models import Measure
from agendas.measures.rules import Asked
from agendas.sessions.actions import decide, insist
from agendas.sessions.models import Decision, Matter
from agendas.sessions.rules import Sheet, refuse_change


def review(
    measure: Measure,
    asked: Asked | None,
    matter: Matter,
    *,
    by: User,
    at: datetime,
    outcome: str,
    reason: str,
    sheet: Sheet | None,
) -> Decision:
    """The decision of somebody who has no part in the measure."""
    insist(refuse_change(measure.session))
    signer = sheet.signed_by if sheet else None
    insist(rules.refuse_review(measure, asked, by=by, signer=signer))
    return decide(
        session=measure.session,
        matter=matter,
        about=measure.title,
        outcome=outcome,
        by=by,
        at=at,
        reason=reason,
        concerned=rules.involved(measure, asked),
        sheet=sheet,
        since=_signed_from(measure, matter),
        facts=asked.facts() if asked else (),
    )


def _signed_from(measure: Measure, matter: Matter) -> date:
    """A closing is signed once the measure has begun; all else also before, once it is made."""
    return measure.starts_on if matter == Matter.CLOSING else rules.known_since(measure)
