"""Material for the media: prepared by the secretary, reviewed and decided by the leader."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.files.actions import discard
from accounts.files.models import StoredFile
from accounts.files.texts import want_text
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from agendas.attendance.models import Attendance, Capacity
from agendas.board import rules
from agendas.board.actions.reviews import ask_for_review, locked_piece, review, withdraw
from agendas.board.models import PressMaterial
from agendas.board.models.material import openings_for_press
from agendas.board.rules import Opinion
from agendas.sessions.actions import allow, decide, insist, locked, path_of
from agendas.sessions.models import Matter, StudySession
from agendas.sessions.rules import Sheet, refuse_unseen, runs


@transaction.atomic
def prepare_material(
    *,
    session: StudySession,
    by: User,
    at: datetime,
    title: str,
    text: str = "",
    file: StoredFile | None = None,
    material: PressMaterial | None = None,
    revision: int | None = None,
) -> PressMaterial:
    """Write a piece for the media, or write ``material`` anew; it is not out until reviewed.

    Without a new ``file`` the former one stays. Raises ``ValidationError`` without text and file,
    and with code ``stale`` when somebody rewrote it since ``revision``.
    """
    allow(runs(by, session))
    session = locked(session)
    if material:
        material = locked_piece(material)
        insist(refuse_unseen(revision, now=material.revision))
        material.revision += 1
    else:
        material = PressMaterial(session=session)
    material.session = session
    former, material.file = material.file, file or material.file
    material.title, material.text = title.strip(), text.strip()
    material.prepared_by, material.reviewed_by, material.reviewed_at = by, None, None
    material.full_clean()
    material.save()
    if file:
        want_text(file)
    if former and file:
        discard(former, by=by, at=at)
    record("material.prepare", material, by=by, at=at, fields=["title", "text", "file"])
    ask_for_review(material, at=at)
    return material


@transaction.atomic
def review_material(
    *, material: PressMaterial, by: User, at: datetime, opinion: Opinion, sheet: Sheet | None = None
) -> PressMaterial:
    """Release the piece, or return it, on the leader's word, who has reviewed it as well.

    With a ``sheet`` the secretary enters what the leader signed (代录). Raises as ``review`` and
    ``decide`` do; whoever prepared it neither reviews nor decides.
    """
    allow(rules.may_review(by, material, on=timezone.localdate(at)))
    material = locked_piece(material)
    reviewer = sheet.signed_by if sheet else by
    # Said before the right is asked of, which he who prepared it lacks for just this reason.
    insist(rules.refuse_review(material, opinion, by=reviewer))
    decision = decide(
        session=material.session,
        matter=Matter.MATERIAL,
        outcome=opinion.outcome,
        by=by,
        at=at,
        reason=opinion.reason,
        about=material.title,
        concerned=[material.prepared_by],
        sheet=sheet,
    )
    review(material, opinion, by=reviewer, at=at, decision=decision)
    if material.is_published():
        _tell_press(material, f"供稿已发布，可以采用：《{material.session}》。", at=at)
    return material


@transaction.atomic
def withdraw_material(*, material: PressMaterial, by: User, at: datetime) -> PressMaterial:
    """Take it back at once; the journalists who could read it are told not to use it."""
    allow(runs(by, material.session))
    material = withdraw(locked_piece(material), by=by, at=at)
    _tell_press(material, f"供稿已撤回，请勿采用：《{material.session}》。", at=at)
    return material


@transaction.atomic
def remove_material(*, material: PressMaterial, by: User, at: datetime) -> None:
    """Delete a piece that is not out, and its file; its reviews stay."""
    allow(runs(by, material.session))
    material = locked_piece(material)
    insist(rules.refuse_removal(material))
    record("material.remove", material, by=by, at=at)
    file = material.file
    material.delete()
    if file:
        discard(file, by=by, at=at)


def _tell_press(material: PressMaterial, words: str, *, at: datetime) -> None:
    """Tell the journalists with an account who may read it by now."""
    session = material.session
    rows = Attendance.objects.filter(session=session, capacity=Capacity.MEDIA)
    people = [row.person for row in rows.select_related("person") if row.person]
    tell(
        [each for each in people if openings_for_press(each).filter(session=session).exists()],
        kind=NoticeKind.INFORM,
        text=words,
        path=path_of(session, "press"),
        key=f"material-{material.pk}-{timezone.localtime(at).isoformat()}",
    )
