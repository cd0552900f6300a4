"""Opening a session and moving it through its stages; nothing else changes a stage."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.people.models import User
from accounts.search.actions import index
from agendas.research.actions import follow_meeting
from agendas.sessions import actions as heads
from agendas.sessions.actions import allow, insist, locked, refuse
from agendas.sessions.models import StageChange, StudySession, Waiver
from agendas.sessions.rules import refuse_blank, refuse_change, runs
from agendas.workflow.rules import MoveRefusal, open_gaps, refuse_moved, stage_before
from agendas.workflow.stages import STAGES
from studygroups.forms.models import Stage, StudyForm
from studygroups.groups.models import StudyGroup
from studygroups.groups.rules import is_lead, mandate_of
from studygroups.years.actions import mark_stale


@transaction.atomic
def open_session(
    *, group: StudyGroup, form: StudyForm, by: User, at: datetime, **head: Any
) -> StudySession:
    """Begin a session of that form, at the first stage it asks for.

    ``head`` takes ``title``, ``starts_at``, ``ends_at`` and ``venue``; a form that begins with
    the meeting needs time and place at once, since its notice goes out now. Raises
    ``PermissionDenied`` unless ``by`` runs the group.
    """
    allow(is_lead(by, group, on=timezone.localdate(at)))
    starts_at = head.get("starts_at")
    if form.first_stage() == Stage.MEETING and not (starts_at and head.get("venue")):
        insist(MoveRefusal.NO_DATE)
    session = StudySession(
        group=group,
        form=form,
        created_by=by,
        created_at=at,
        stage=form.first_stage(),
        year=timezone.localtime(starts_at or at).year,
        **head,
    )
    session.full_clean()
    session.save()
    record("session.open", session, by=by, at=at)
    index(session)
    _move(session, to=form.first_stage(), by=by, at=at, came_from="")
    return session


@transaction.atomic
def edit_session(
    *, session: StudySession, by: User, at: datetime, revision: int, **head: Any
) -> StudySession:
    """Change title, time or place as ``sessions`` does; what is due by the meeting moves with it.

    Raises as that does.
    """
    session = heads.edit_session(session=session, by=by, at=at, revision=revision, **head)
    follow_meeting(session=session, by=by, at=at)
    return session


@transaction.atomic
def advance(*, session: StudySession, by: User, at: datetime, seen: str = "") -> StudySession:
    """Move the session to the next stage its form asks for, if nothing is missing.

    ``seen`` is the stage the person had before his eyes (by default that of ``session`` as it
    was loaded), so that pressing twice never goes two stages. Raises ``ValidationError`` with the
    code of the first gap and all gaps in words, ``PermissionDenied`` for whoever does not run it.
    """
    allow(runs(by, session))
    seen = seen or session.stage
    session = locked(session)
    insist(refuse_change(session) or refuse_moved(session, seen))
    if gaps := open_gaps(session, at=at):
        raise ValidationError(
            "待完善：" + "；".join(gap.text for gap in gaps) + "。", code=gaps[0].code
        )
    came_from = session.stage
    session.stage = session.form.stage_after(came_from)
    if session.stage == Stage.CLOSED:
        session.closed_at = at
    session.save(update_fields=["stage", "closed_at"])
    _move(session, to=Stage(session.stage), by=by, at=at, came_from=came_from)
    return session


@transaction.atomic
def send_back(
    *, session: StudySession, by: User, at: datetime, reason: str, seen: str = ""
) -> StudySession:
    """Take the session back to the stage before, with a reason that stays on file.

    ``seen`` as for ``advance``. Raises ``ValidationError`` without a reason, from the first stage,
    or once it is closed.
    """
    allow(runs(by, session))
    seen = seen or session.stage
    session = locked(session)
    insist(refuse_change(session) or refuse_moved(session, seen))
    before = stage_before(session)
    insist(refuse_blank(reason, MoveRefusal.NEEDS_REASON))
    if before is None:
        refuse(MoveRefusal.NOWHERE)
    StageChange.objects.create(
        session=session,
        from_stage=session.stage,
        to_stage=before,
        reason=reason.strip(),
        by=by,
        at=at,
    )
    session.stage = before
    session.save(update_fields=["stage"])
    record("session.send_back", session, by=by, at=at, fields=["stage"])
    mark_stale(session.group, session.year)
    return session


@transaction.atomic
def waive(*, session: StudySession, gap: str, by: User, at: datetime, reason: str) -> Waiver:
    """Let pass what time has made unfixable; the leader's word, and it stays visible.

    Raises ``ValidationError`` for a gap that can still be filled or is not open.
    """
    session = locked(session)
    mandate = mandate_of(by, session.group, on=timezone.localdate())
    allow(mandate is not None)
    insist(refuse_change(session))
    insist(refuse_blank(reason, MoveRefusal.NEEDS_REASON))
    waivable = {found.code: found for found in open_gaps(session, at=at) if found.can_be_waived}
    if gap not in waivable:
        refuse(MoveRefusal.NOT_WAIVABLE)
    waiver = Waiver(
        session=session,
        gap=gap,
        text=waivable[gap].text,
        starts_at=session.starts_at,
        reason=reason.strip(),
        by=by,
        acted_for=mandate.acts_for if mandate else None,
        at=at,
    )
    waiver.full_clean()
    waiver.save()
    record("session.waive", waiver, by=by, at=at)
    return waiver


def _move(session: StudySession, *, to: Stage, by: User, at: datetime, came_from: str) -> None:
    """Put the step on file and do what entering the stage asks for."""
    StageChange.objects.create(session=session, from_stage=came_from, to_stage=to, by=by, at=at)
    record("session.advance", session, by=by, at=at, fields=["stage"])
    mark_stale(session.group, session.year)
    if enter := STAGES[to].enter:
        enter(session=session, by=by, at=at)
