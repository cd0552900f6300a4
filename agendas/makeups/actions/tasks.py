"""Making one task for everybody who was away, handing it in, accepting it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from accounts.templatetags.words import day
from agendas.attendance.models import Attendance
from agendas.makeups import rules
from agendas.makeups.models import AWAY, MakeUp, MakeUpState
from agendas.makeups.rules import MakeUpRefusal
from agendas.proxies.actions import enter_for
from agendas.proxies.models import ProxyKind
from agendas.proxies.rules import Given
from agendas.sessions.actions import allow, insist, locked, refuse
from agendas.sessions.models import StudySession
from agendas.sessions.rules import met_on, refuse_blank, runs
from studygroups.groups.models import GroupRole, Membership
from studygroups.years.actions import mark_stale


def path_to(make_up: MakeUp) -> str:
    """The page where it is done and accepted, for notices."""
    return reverse("agendas:make_up", kwargs={"make_up_id": make_up.pk})


@transaction.atomic
def make_tasks(
    *, session: StudySession, by: User, at: datetime, due_on: date | None = None
) -> list[MakeUp]:
    """Make a task for every member who was absent or on leave and has none; each is told.

    Due on that day, by default after the local number of working days. Raises
    ``ValidationError`` before the meeting is over and all its members are recorded, where nobody
    was away, and for a day gone by; ``PermissionDenied`` for whoever does not run the session.
    """
    allow(runs(by, session))
    # Two who press the button at once take turns, and the second finds the tasks there.
    session = locked(session)
    today = timezone.localdate(at)
    rows = Attendance.objects.members().filter(session=session, person__isnull=False)
    listed = list(rows.select_related("person").in_order())
    insist(rules.refuse_making(session, listed, at=at))
    due_on = due_on or rules.usual_due(session, on=today)
    insist(rules.refuse_due(due_on, today=today))
    known = set(MakeUp.objects.filter(attendance__in=listed).values_list("attendance", flat=True))
    made = []
    for row in listed:
        if row.status in AWAY and row.pk not in known:
            row.session = session
            made.append(MakeUp.objects.create(attendance=row, due_on=due_on))
            record("makeup.make", made[-1], by=by, at=at)
            _tell_of_task(made[-1])
    mark_stale(session.group, session.year)
    return made


def _tell_of_task(make_up: MakeUp) -> None:
    _tell(
        make_up,
        "made",
        f"请补学《{make_up.session}》，{day(make_up.due_on)}前提交补学小结。",
        kind=NoticeKind.REMIND,
    )


@transaction.atomic
def hand_in(
    *, make_up: MakeUp, by: User, at: datetime, note: str, given: Given | None = None
) -> MakeUp:
    """Hand in the note, or another one until it is accepted; the secretaries are told.

    The secretary may do so for him (代交): he is then told, and a scan may stand for the words.
    Raises ``PermissionDenied`` for anybody else, ``ValidationError`` without words, once it is
    accepted or no more asked of him, over what he wrote himself, or as ``enter_for`` does.
    """
    allow(rules.may_hand_in(by, make_up))
    make_up = _locked(make_up, at=at)
    insist(rules.refuse_note(make_up, by=by))
    is_on_paper = given is not None and given.scan is not None
    if not is_on_paper:
        insist(refuse_blank(note, MakeUpRefusal.EMPTY))
    make_up.note, make_up.handed_in_at = note.strip(), at
    make_up.state, make_up.remark, make_up.remarked_by = MakeUpState.HANDED_IN, "", None
    make_up.proxy = None
    if make_up.person and make_up.person != by:
        make_up.proxy = enter_for(
            people=[make_up.person],
            session=make_up.session,
            kind=ProxyKind.MAKE_UP,
            by=by,
            at=at,
            words=f"{by}为您代交了《{make_up.session}》的补学小结",
            given=given,
            since=met_on(make_up.session),
        )[make_up.person.pk]
    make_up.full_clean()
    make_up.save()
    record("makeup.hand_in", make_up, by=by, at=at, fields=["note"])
    _tell_secretaries(make_up, by=by, at=at)
    return make_up


def _tell_secretaries(make_up: MakeUp, *, by: User, at: datetime) -> None:
    session = make_up.session
    seats = Membership.objects.current(timezone.localdate(at)).filter(group=session.group)
    seats = seats.filter(role=GroupRole.SECRETARY).exclude(person=by)
    tell(
        [seat.person for seat in seats.select_related("person")],
        kind=NoticeKind.INFORM,
        text=f"{make_up}提交了《{session}》的补学小结，请确认。",
        path=path_to(make_up),
        key=f"makeup-{make_up.pk}-handed-in-{at:%Y%m%d%H%M%S%f}",
    )


@transaction.atomic
def accept(*, make_up: MakeUp, by: User, at: datetime) -> MakeUp:
    """Accept what he handed in; he is told, and it is counted as made up.

    Raises ``PermissionDenied`` for his own and for whoever does not run the session,
    ``ValidationError`` when it is not handed in, accepted already or no more asked of him.
    """
    allow(rules.may_settle(by, make_up))
    make_up = _locked(make_up, at=at)
    insist(rules.refuse_settling(make_up))
    make_up.state, make_up.accepted_by, make_up.accepted_at = MakeUpState.ACCEPTED, by, at
    make_up.save(update_fields=["state", "accepted_by", "accepted_at"])
    record("makeup.accept", make_up, by=by, at=at, fields=["state"])
    mark_stale(make_up.session.group, make_up.session.year)
    _tell(make_up, "accepted", f"您对《{make_up.session}》的补学已确认。")
    return make_up


@transaction.atomic
def ask_for_more(*, make_up: MakeUp, by: User, at: datetime, remark: str) -> MakeUp:
    """Ask him to add to it (请补充); until he does, he still owes it.

    Raises as ``accept`` does, and ``ValidationError`` without words.
    """
    allow(rules.may_settle(by, make_up))
    make_up = _locked(make_up, at=at)
    insist(refuse_blank(remark, MakeUpRefusal.NEEDS_REMARK))
    insist(rules.refuse_settling(make_up))
    make_up.state, make_up.remark, make_up.remarked_by = MakeUpState.MORE_ASKED, remark.strip(), by
    make_up.full_clean()
    make_up.save()
    record("makeup.more_asked", make_up, by=by, at=at, fields=["state"])
    words = f"《{make_up.session}》的补学小结请补充：{make_up.remark}"
    _tell(make_up, f"more-{at:%Y%m%d%H%M%S%f}", words)
    return make_up


def _tell(make_up: MakeUp, event: str, text: str, *, kind: NoticeKind = NoticeKind.INFORM) -> None:
    """Tell the member himself."""
    people = [make_up.person] if make_up.person else []
    key = f"makeup-{make_up.pk}-{event}"
    tell(people, kind=kind, text=text, path=path_to(make_up), key=key)


def _locked(make_up: MakeUp, *, at: datetime) -> MakeUp:
    """The task as it stands now, its session held first, as everybody who changes a list does."""
    session = locked(make_up.session)
    rows = MakeUp.objects.select_for_update(of=("self",)).with_rows()
    fresh = rows.with_seats(timezone.localdate(at)).filter(pk=make_up.pk).first()
    if fresh is None:
        refuse(MakeUpRefusal.NOT_OWED)  # taken off the list, and this with him
    fresh.attendance.session = session
    return fresh
