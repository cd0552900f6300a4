"""Submitting, withdrawing and deciding any draft.

What has to be there before it is submitted, the action of each kind asks first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NotRequired, TypedDict

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from agendas.drafts.models import DRAFT, SUBMITTED, D, Draft
from agendas.drafts.rules import Course
from agendas.sessions.actions import allow, decide, insist, locked, path_of
from agendas.sessions.rules import Sheet, refuse_unseen, runs
from studygroups.groups.rules import deciders


@dataclass(frozen=True, slots=True)
class Acts(Generic[D]):
    """The actions of one kind of draft, which pages and API share."""

    save: Callable[..., D]
    submit: Callable[..., D]
    withdraw: Callable[..., D]
    decide: Callable[..., D]


class Answer(TypedDict):
    """How it was decided; ``revision`` is the one that was read, where that was shown."""

    outcome: str
    reason: NotRequired[str]
    sheet: NotRequired[Sheet | None]
    revision: NotRequired[int | None]


def locked_draft(draft: D) -> D:
    """The draft as it stands now; the lock on its session keeps everybody else waiting."""
    session = locked(draft.session)
    rows = type(draft)._base_manager.select_related("submitted_by")  # noqa: SLF001 - the documented way to the rows of any model
    draft = rows.get(pk=draft.pk)
    draft.session = session
    return draft


def submit(draft: D, *, by: User, at: datetime, fields: Iterable[str] = ()) -> D:
    """Ask the leader; until he has decided, it stands still. ``fields`` changed along with it."""
    draft.submitted_by = by
    _put(draft, SUBMITTED, "submitted_by", *fields)
    record(f"{draft.name()}.submit", draft, by=by, at=at, fields=[draft.STATE, *fields])
    tell(
        deciders(draft.session.group, on=timezone.localdate(at), concerned=[by]),
        kind=NoticeKind.DECIDE,
        text=f"请审定《{draft.session}》的{draft.MATTER.label}。",
        path=path_of(draft.session, draft.PART),
        key=f"{draft.name()}-{draft.pk}-{draft.revision}-{at:%Y%m%d%H%M%S}",
    )
    return draft


@transaction.atomic
def withdraw(draft: D, course: Course, *, by: User, at: datetime) -> D:
    """Make it a draft again, to put something right before the leader decides."""
    allow(runs(by, draft.session))
    draft = locked_draft(draft)
    insist(course.refuse_withdrawing(draft))
    _put(draft, DRAFT)
    record(f"{draft.name()}.withdraw", draft, by=by, at=at, fields=[draft.STATE])
    return draft


@transaction.atomic
def answer(
    draft: D,
    course: Course,
    *,
    by: User,
    at: datetime,
    outcome: str,
    reason: str = "",
    sheet: Sheet | None = None,
    revision: int | None = None,
) -> D:
    """Approve it, or make it a draft again with a reason, and tell whoever submitted it.

    Raises as ``decide`` does, when there is nothing to decide, and with code ``stale`` when it is
    not the ``revision`` that was read. Who submitted it never approves it.
    """
    draft = locked_draft(draft)
    insist(course.refuse_deciding(draft, outcome=outcome))
    insist(refuse_unseen(revision, now=draft.revision))
    decision = draft.decision = decide(
        session=draft.session,
        matter=draft.MATTER,
        about=draft.about(),
        outcome=outcome,
        by=by,
        at=at,
        reason=reason,
        concerned=[draft.submitted_by],
        sheet=sheet,
        since=course.since(draft.session),
        facts=draft.facts(),
    )
    _put(draft, draft.APPROVED if decision.is_approved() else DRAFT, "decision")
    if draft.submitted_by and draft.submitted_by != by:
        tell(
            [draft.submitted_by],
            kind=NoticeKind.INFORM,
            text=f"《{draft.session}》的{draft.MATTER.label}：{decision.get_outcome_display()}。",
            path=path_of(draft.session, draft.PART),
            key=f"decision-{decision.pk}-told",
        )
    return draft


def _put(draft: Draft, state: str, *fields: str) -> None:
    setattr(draft, draft.STATE, state)
    draft.save(update_fields=[draft.STATE, *fields])
