"""Deciding what waits, one matter or several at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.people.models import User
from accounts.templatetags.words import quoted
from agendas.pages.matters import HANDLINGS, Handling
from agendas.reminders.waiting import Waiting, waiting_for

GONE = "该事项已办理，或者不由您审定。"


@dataclass(frozen=True, slots=True)
class Result:
    """How one of the decisions went; ``refusal`` is empty when it stands."""

    key: str
    name: str
    refusal: str = ""


def decide_matters(
    *, items: Iterable[str], by: User, at: datetime, outcome: str, reason: str = ""
) -> list[Result]:
    """Decide each matter through its room's own action, each in a transaction of its own.

    One that is refused keeps none of the others back. ``items`` are those of ``Card``; what
    does not wait for ``by`` is refused in the same words whether it exists or not, what was
    rewritten since it was shown as stale.
    """
    waiting = {each.key: each for each in waiting_for(by, on=timezone.localdate(at))}
    results = []
    for item in dict.fromkeys(items):
        key = key_of(item)
        each = waiting.get(key)
        if each is None:
            results.append(Result(key, "", GONE))
            continue
        refusal = _decide(each, item, by=by, at=at, outcome=outcome, reason=reason)
        results.append(Result(key, f"{each.matter.label}{quoted(each.title)}", refusal))
    return results


def key_of(item: str) -> str:
    """The key of the matter, without the revision that was shown."""
    return item.partition(":")[0]


def _decide(each: Waiting, item: str, *, by: User, at: datetime, outcome: str, reason: str) -> str:
    """Decide one matter and say why not, if not."""
    handling = HANDLINGS[each.matter]
    row = handling.rows(each.matter).filter(pk=each.pk).first()
    if row is None:
        return GONE
    try:
        with transaction.atomic():
            subject = handling.subject(row) | _shown(handling, item)
            handling.decide(**subject, by=by, at=at, outcome=outcome, reason=reason)
    except PermissionDenied:
        return GONE
    except ValidationError as refused:
        return refused.messages[0]
    return ""


def _shown(handling: Handling, item: str) -> dict[str, object]:
    """The revision that was shown, for the actions that compare it."""
    shown = item.partition(":")[2]
    # No number has more digits in the database.
    is_number = shown.isdecimal() and len(shown) < 20
    return {"revision": int(shown)} if handling.revision and is_number else {}
