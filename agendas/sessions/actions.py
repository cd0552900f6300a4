"""Changes to a session's head, and the one way in which anything is decided."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from accounts.search.actions import index, redate
from accounts.templatetags.words import moment
from agendas.sessions import rules
from agendas.sessions.facts import Facts, kept
from agendas.sessions.models import Decision, Matter, Objectable, StudySession
from agendas.sessions.rules import DecisionRefusal, Sheet
from studygroups.groups.models import Membership
from studygroups.groups.rules import mandate_of
from studygroups.years.actions import mark_stale


def insist(refusal: TextChoices | None) -> None:
    """Raise the refusal, if there is one, as a ``ValidationError`` with its code and sentence."""
    if refusal:
        refuse(refusal)


def refuse(refusal: TextChoices) -> NoReturn:
    raise ValidationError(str(refusal.label), code=refusal.value)


def allow(permitted: bool) -> None:  # noqa: FBT001 - reads as a sentence: allow(runs(by, session))
    """Raise ``PermissionDenied`` unless the rule said yes."""
    if not permitted:
        raise PermissionDenied("您没有执行该操作的权限。")


def locked(session: StudySession) -> StudySession:
    """The session as it stands now; nobody moves its stage until this transaction is done."""
    sessions = StudySession.objects.select_for_update(of=("self",))
    return sessions.select_related("group__unit", "form").get(pk=session.pk)


def path_of(session: StudySession, part: str = "session") -> str:
    """The address of the session's page, or of one of its parts, for notices."""
    return reverse(f"agendas:{part}", kwargs={"session_id": session.pk})


@transaction.atomic
def edit_session(
    *, session: StudySession, by: User, at: datetime, revision: int, **head: Any
) -> StudySession:
    """Change title, time or place of a session that is not closed.

    ``head`` takes ``title``, ``starts_at``, ``ends_at`` and ``venue``. Raises ``ValidationError``
    with code ``stale`` when somebody saved since ``revision``, for a time or place left open after
    the notice went out, and for another one once the meeting was held; ``PermissionDenied`` for
    whoever does not run the session.
    """
    allow(rules.runs(by, session))
    session = locked(session)
    insist(rules.refuse_change(session))
    insist(rules.refuse_stale(session, revision))
    changed = [name for name, value in head.items() if getattr(session, name) != value]
    insist(rules.refuse_head(session, {name: head[name] for name in changed}))
    for name in changed:
        setattr(session, name, head[name])
    old_year = session.year
    if session.starts_at:
        session.year = timezone.localtime(session.starts_at).year
    if session.announced_at and "starts_at" in changed:
        session.announced_at = at  # the notice of the new time goes out now
    session.revision += 1
    session.full_clean()
    session.save(update_fields=[*changed, "year", "announced_at", "revision"])
    record("session.edit", session, by=by, at=at, fields=changed)
    index(session)
    redate(session_key=session.pk, day=session.day())
    for year in {old_year, session.year}:
        mark_stale(session.group, year)
    if session.announced_at and {"starts_at", "venue"} & set(changed):
        _tell_of_move(session, at=at)
    return session


def _tell_of_move(session: StudySession, *, at: datetime) -> None:
    """Time or place changed after the notice went out: everybody invited must hear of it."""
    seats = Membership.objects.current(timezone.localdate(at)).filter(group=session.group)
    tell(
        [*(seat.person for seat in seats.in_order()), *session.guests.all()],
        kind=NoticeKind.INFORM,
        text=f"学习会《{session}》改为{moment(session.starts_at)}，地点：{session.venue}。",
        path=path_of(session),
        key=f"session-{session.pk}-moved-{session.revision}",
    )


@transaction.atomic
def decide(
    *,
    session: StudySession,
    matter: Matter,
    outcome: str,
    by: User,
    at: datetime,
    reason: str = "",
    about: str = "",
    concerned: Collection[User | None] = (),
    proposers: Collection[User | None] = (),
    sheet: Sheet | None = None,
    since: date | None = None,
    facts: Facts = (),
) -> Decision:
    """Put a decision on file; the caller then does to his object what was decided.

    Without ``sheet`` it is ``by`` who decides; with one the secretary enters what another signed
    on paper (代录), and that person is told. Whoever is ``concerned`` never decides; leave it out
    only where the rules exempt it, and name the exempt as ``proposers``: that binds whoever acts
    for another. ``about`` says which of the session's matters of that kind it is (whose leave,
    which measure). The matter exists ``since`` that day, as a rule since the session is prepared;
    ``facts`` is what is decided on. Raises ``PermissionDenied`` when ``by`` is not entitled,
    ``ValidationError`` for a return without a reason, a signature from before the matter or a day
    to come, or a signer not entitled.
    """
    today = timezone.localdate(at)
    signer, on = (sheet.signed_by, sheet.signed_on) if sheet else (by, today)
    mandate = mandate_of(signer, session.group, on=on, concerned=concerned, proposers=proposers)
    allow(rules.records_for_others(by, session) if sheet else mandate is not None)
    since = since or rules.prepared_since(session)
    insist(rules.refuse_decision(mandate, outcome, reason, sheet, since=since, today=today))
    decision = Decision(
        session=session,
        matter=matter,
        about=about,
        outcome=outcome,
        by=signer,
        acted_for=mandate.acts_for if mandate else None,
        on=on,
        reason=reason.strip(),
        facts=kept(facts),
        recorded_by=by if sheet else None,
        recorded_at=at,
        scan=sheet.scan if sheet else None,
    )
    decision.full_clean()
    decision.save()
    record(f"decision.{matter}", decision, by=by, at=at)
    if sheet:
        _tell_signer(decision)
    return decision


def _tell_signer(decision: Decision) -> None:
    """Who did not enter his decision himself hears of it, and where he may object."""
    tell(
        [decision.by],
        kind=NoticeKind.INFORM,
        text=f"代录了您的签批：《{decision.session}》{decision}，如有异议请在“留痕”页提出。",
        path=path_of(decision.session, "record"),
        key=f"decision-{decision.pk}",
    )


@transaction.atomic
def object_to(*, decision: Decision, by: User, at: datetime, text: str) -> Decision:
    """Keep the objection of the person whose decision was entered for him, and tell the secretary.

    Raises ``PermissionDenied`` for anybody else or a decision he made himself, and
    ``ValidationError`` the second time.
    """
    allow(decision.by == by and decision.recorded_by is not None)
    keep_objection(decision, at=at, text=text)
    record("decision.object", decision, by=by, at=at, fields=["objection"])
    if decision.recorded_by:
        tell(
            [decision.recorded_by],
            kind=NoticeKind.INFORM,
            text=f"{by}对代录的签批提出异议：《{decision.session}》{decision}。",
            path=path_of(decision.session, "record"),
            key=f"objection-{decision.pk}",
        )
    return decision


def keep_objection(entered: Objectable, *, at: datetime, text: str) -> None:
    """Put the objection on file; of two sent at the same moment the first stands.

    Raises ``ValidationError`` without words and the second time.
    """
    insist(rules.refuse_objection(entered, text))
    entered.objection, entered.objected_at = text.strip(), at
    rows = type(entered)._base_manager.filter(pk=entered.pk, objected_at=None)  # noqa: SLF001 - the documented way to the rows of any model
    if not rows.update(objection=entered.objection, objected_at=at):
        refuse(DecisionRefusal.ALREADY_OBJECTED)
