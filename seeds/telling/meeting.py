"""The third stage of a story: the open meeting, its agenda, its record and what it agreed."""

from __future__ import annotations

from typing import Any

from agendas.attendance import actions as attendance
from agendas.attendance.models import Attendance, Status
from agendas.board import actions as board
from agendas.board.rules import Opinion
from agendas.makeups import actions as makeups
from agendas.minutes import actions as minutes
from agendas.sessions.models import Outcome, StudySession
from seeds.plot import Guest, OnLeave, Written
from seeds.telling.teller import Teller, at_hour


def meet(teller: Teller, session: StudySession) -> None:
    """Everything from the answers to the confirmed minutes, as far as the story goes."""
    answer(teller, session)
    if not teller.plot.scheme:
        _draw_up_agenda(teller, session, step="agenda")
    if teller.plot.board:
        _put_on_board(teller, session)
    if teller.plot.written:
        hold(teller, session, teller.plot.written)


def open_doors(teller: Teller, session: StudySession) -> None:
    """Say to whom the session is open, each opening with its quota."""
    for opening in teller.plot.openings:
        teller.act(
            attendance.open_to,
            at=teller.moment("openings"),
            session=session,
            by=teller.secretary,
            kind=opening.kind,
            quota=opening.quota,
            note=opening.note,
            shows_agenda=True,
            shows_minutes=opening.shows_minutes,
        )


def invite(teller: Teller, session: StudySession) -> None:
    """Put the guests on the list, so that the notice reaches them too."""
    for guest in teller.plot.guests:
        teller.act(
            attendance.add_person,
            at=teller.moment("openings"),
            session=session,
            by=teller.secretary,
            capacity=guest.capacity,
            **_particulars(teller, guest),
        )


def plan(teller: Teller, session: StudySession) -> None:
    """The agenda is drawn up before the notice, since the scheme shows it to the leader."""
    _draw_up_agenda(teller, session, step="scheme")
    at = teller.moment("scheme")
    scheme = teller.act(
        minutes.save_scheme,
        at=at,
        session=session,
        by=teller.secretary,
        revision=0,
        requirements=teller.plot.scheme,
    )
    scheme = teller.act(minutes.submit_scheme, at=at, scheme=scheme, by=teller.secretary)
    teller.act(
        minutes.decide_scheme,
        at=teller.moment("decide scheme"),
        scheme=scheme,
        by=teller.leader,
        outcome=Outcome.APPROVED,
    )


def _draw_up_agenda(teller: Teller, session: StudySession, *, step: str) -> None:
    for item in teller.plot.agenda:
        teller.act(
            minutes.add_item,
            at=teller.moment(step),
            session=session,
            by=teller.secretary,
            kind=item.kind,
            title=item.title,
            speaker=item.speaker,
            minutes=item.minutes,
        )


def _particulars(teller: Teller, guest: Guest) -> dict[str, Any]:
    if guest.person:
        return {"person": teller.people[guest.person]}
    return {
        "name": guest.name,
        "unit_name": guest.unit,
        "post": guest.post,
        "headcount": guest.headcount,
    }


def answer(teller: Teller, session: StudySession) -> None:
    """Everybody with an account says that he comes; those on leave ask for it."""
    plot = teller.plot
    leaves = {leave.person: leave for leave in plot.leaves}
    rows = Attendance.objects.filter(session=session, person__isnull=False)
    for row in rows.exclude(person__username__in=plot.unanswered).select_related("person"):
        leave = leaves.get(row.person.username if row.person else "")
        answered = teller.act(
            attendance.answer,
            at=teller.moment("answers"),
            attendance=row,
            by=row.person,
            coming=leave is None,
            leave_category=leave.category if leave else "",
        )
        if leave and leave.granted:
            _grant(teller, answered, leave)


def _grant(teller: Teller, row: Attendance, leave: OnLeave) -> None:
    teller.act(
        attendance.decide_leave,
        at=teller.moment("leave"),
        attendance=row,
        by=teller.decider(teller.people[leave.person]),
        outcome=Outcome.APPROVED,
    )


def _put_on_board(teller: Teller, session: StudySession) -> None:
    notice = teller.act(
        board.prepare_board,
        at=teller.moment("board"),
        session=session,
        by=teller.secretary,
        text=teller.plot.board,
        shows_time_and_place=True,
    )
    teller.act(
        board.review_board,
        at=teller.moment("board"),
        notice=notice,
        by=teller.deputy,
        opinion=Opinion(Outcome.APPROVED, is_secrecy_checked=True, is_publicity_checked=True),
    )


def hold(teller: Teller, session: StudySession, written: Written) -> None:
    """Record who came, write the minutes and what was agreed, have them confirmed."""
    rows = Attendance.objects.filter(session=session).exclude(status=Status.LEAVE)
    late = set(rows.filter(person__username__in=teller.plot.late).values_list("pk", flat=True))
    statuses = {row.pk: str(Status.LATE if row.pk in late else Status.PRESENT) for row in rows}
    teller.act(
        attendance.record_list,
        at=max(teller.moment("held"), at_hour(teller.plot.day, teller.plot.ends)),
        session=session,
        by=teller.secretary,
        statuses=statuses,
    )
    if teller.plot.to_make_up:
        _make_up(teller, session)
    for kind, text in teller.plot.resolutions:
        teller.act(
            minutes.add_resolution,
            at=teller.moment("minutes"),
            session=session,
            by=teller.secretary,
            kind=kind,
            text=text,
        )
    _write(teller, session, written)


def _make_up(teller: Teller, session: StudySession) -> None:
    """Whoever was away reads, hands in a note, and the secretary accepts it."""
    facts = {"session": session, "by": teller.secretary}
    at = teller.moment("ask to make up")
    teller.act(makeups.save_material, at=at, text=teller.plot.to_make_up, **facts)
    tasks = teller.act(makeups.make_tasks, at=at, **facts)
    notes = {teller.people[one.person].pk: one.note for one in teller.plot.made_up}
    for task in tasks:
        if note := notes.get(task.attendance.person_id or 0):
            handed_in = teller.act(
                makeups.hand_in,
                at=teller.moment("make up"),
                make_up=task,
                by=task.attendance.person,
                note=note,
            )
            teller.act(
                makeups.accept,
                at=teller.moment("accept"),
                make_up=handed_in,
                by=teller.secretary,
            )


def _write(teller: Teller, session: StudySession, written: Written) -> None:
    at = teller.moment("minutes")
    draft = teller.act(
        minutes.save_minutes,
        at=at,
        session=session,
        by=teller.secretary,
        revision=0,
        record=written.record,
        summary=written.summary,
    )
    draft = teller.act(minutes.submit_minutes, at=at, minutes=draft, by=teller.secretary)
    if written.confirmed:
        teller.act(
            minutes.decide_minutes,
            at=teller.moment("confirm"),
            minutes=draft,
            by=teller.leader,
            outcome=Outcome.APPROVED,
        )
