"""Handing in a batch that was looked over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.drops.actions.batches import close, files_of
from agendas.drops.models import Drop, DroppedFile
from agendas.drops.rules import Standing, may_drop, standings
from agendas.proxies.rules import Given
from agendas.research.actions import hand_in
from agendas.research.models import Research
from agendas.research.rules import refuse_hand_in
from agendas.sessions.actions import allow, insist, locked


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch: the papers, and each file not handed in with the reason."""

    papers: list[Research] = field(default_factory=list)
    refused: list[tuple[DroppedFile, str]] = field(default_factory=list)


@transaction.atomic
def hand_in_drop(*, drop: Drop, by: User, at: datetime, given: Given | None = None) -> Outcome:
    """Hand in, for their authors, all files of the batch that are fine, in one transaction.

    They were ``given`` today unless told otherwise.

    Each of the others is named with its reason. The batch stays while one of them can still be
    put right; otherwise it is closed with all that was left out. Raises as ``drop_files`` does.
    """
    allow(may_drop(by, drop))
    session = locked(drop.session)
    insist(refuse_hand_in(session, None))
    outcome, mendable = Outcome(), False
    for standing in standings(files_of(drop)):
        if standing.file.is_left_out:
            continue
        why = (
            str(standing.refusal.label)
            if standing.refusal
            else _hand_in(standing, outcome, by, at, given)
        )
        if why:
            outcome.refused.append((standing.file, why))
            mendable |= standing.file.file is not None
        else:
            standing.file.delete()
    record("research.hand_in_drop", drop, by=by, at=at)
    if not mendable:
        close(drop, by=by, at=at)
    return outcome


def _hand_in(
    standing: Standing, outcome: Outcome, by: User, at: datetime, given: Given | None
) -> str:
    """Hand in one file; why not, if a rule refuses it."""
    try:
        paper = hand_in(
            session=standing.file.drop.session,
            authors=[duty.person for duty in standing.authors],
            by=by,
            at=at,
            given=given,
            title=standing.file.title,
            file=standing.file.file,
        )
    except ValidationError as refused:
        return str(refused.messages[0])
    outcome.papers.append(paper)
    return ""
