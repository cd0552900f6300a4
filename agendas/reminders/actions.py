"""Telling people what falls due; safe to run as often as the clock likes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from accounts.audit.models import LogEntry
from accounts.notices.actions import tell
from accounts.notices.models import Notice
from accounts.people.models import User
from agendas.reminders import rules, words
from agendas.reminders.waiting import Waiting, everything_waiting
from agendas.reminders.words import Word, Words

Says = Callable[[Any, date], Words]

BATCH = 500
WAITING_LONG = timedelta(days=2)


def plan_notices(*, at: datetime) -> int:
    """Tell everybody what falls due by date, and say how many notices that made.

    Whoever has been told is not told again, and whoever no longer owes it is not told at all.
    """
    today = timezone.localdate(at)
    told = sum(_sweep(due, says, today=today) for due, says in SWEEPS)
    return told + _ask_deciders(at=at)


def _sweep(due: Callable[[date], QuerySet[Any]], says: Says, *, today: date) -> int:
    """Claim what is due a batch at a time and tell its people in the same transaction.

    The claim asks once more whether the thing is still owed, and its lock keeps it so until the
    notice stands; what somebody is changing just now is left to the next sweep.
    """
    told, last = 0, 0
    while True:
        with transaction.atomic():
            rows = due(today).filter(pk__gt=last).order_by("pk")
            batch = list(rows.select_for_update(of=("self",), skip_locked=True)[:BATCH])
            told += _tell_new([word for row in batch for word in says(row, today)])
        if len(batch) < BATCH:
            return told
        last = batch[-1].pk


def _tell_new(said: Words) -> int:
    """Tell what has not been told, each word to all its people at once."""
    if not said:
        return 0
    keys = {word.key for word, _ in said}
    known = set(Notice.objects.filter(key__in=keys).values_list("key", "recipient_id"))
    people: dict[Word, set[User]] = defaultdict(set)
    for word, person in said:
        if (word.key, person.pk) not in known:
            people[word].add(person)
    for word, fresh in people.items():
        tell(
            fresh,
            kind=word.kind,
            text=word.text,
            path=word.path,
            key=word.key,
            due_at=word.due_at,
        )
    return sum(map(len, people.values()))


SWEEPS: list[tuple[Callable[[date], QuerySet[Any]], Says]] = [
    (rules.research_due, words.of_research),
    (rules.answers_missing, words.of_answer),
    (rules.sessions_tomorrow, words.of_session),
    (rules.measures_near, words.of_deadline),
    (rules.measures_overdue, words.of_delay),
    (rules.make_ups_near, words.of_make_up),
    (rules.make_ups_overdue, words.of_late_make_up),
    (rules.make_ups_taken_back, words.of_make_up_taken_back),
    (rules.feedback_missing, words.of_feedback),
]


@transaction.atomic
def _ask_deciders(*, at: datetime) -> int:
    """Ask once more, where a decision has been waiting for more than two days."""
    waiting = everything_waiting(on=timezone.localdate(at))
    asked = _last_touched(waiting)
    said = [
        (words.of_decision(each, asked[each.object_key]), person)
        for each in waiting
        if each.object_key in asked and at - asked[each.object_key] > WAITING_LONG
        for person in each.deciders
    ]
    return _tell_new(said)


def _last_touched(waiting: list[Waiting]) -> dict[str, datetime]:
    """When each matter was last acted on, which is when it was submitted; from the log."""
    keys = [each.object_key for each in waiting]
    entries = LogEntry.objects.filter(object_key__in=keys).order_by()
    return dict(entries.values_list("object_key").annotate(last=Max("at")))
