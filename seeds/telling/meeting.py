"""The third stage of a story: the open meeting, its agenda, its record and what it agreed."""

from __future__ import annotations

from agendas.attendance import actions as attendance
from agendas.attendance.models import Attendance, Status
from agendas.makeups import actions as makeups
from agendas.minutes import actions as minutes
from agendas.minutes.models import Scheme
from agendas.sessions.models import Outcome, StudySession
from seeds.plot import OnLeave, Written
from seeds.telling import openness, press
from seeds.telling.teller import Teller, at_hour
from studygroups.forms.models import Stage


def meet(teller: Teller, session: StudySession) -> None:
    """Everything from the answers to the confirmed minutes, as far as the story goes."""
    if session.form.first_stage() == Stage.MEETING:  # there was no stage to prepare it in
        openness.open_doors(teller, session, step="announce")
        openness.invite(teller, session, step="announce")
    openness.let_in(teller, session)
    answer(teller, session)
    if not teller.plot.scheme:
        _draw_up_agenda(teller, session, step="agenda")
    elif teller.plot.asked:  # those whom the units named are on the scheme as well
        _have_decided(teller, session.scheme, "scheme again", "decide again")
    if teller.plot.observed:
        openness.hand_over(teller, session)
    if teller.plot.board:
        press.put_on_board(teller, session)
    if teller.plot.written:
        hold(teller, session, teller.plot.written)
    press.supply(teller, session)
    if teller.plot.observed:
        openness.feed_back(teller, session, teller.plot.observed)


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
    _have_decided(teller, scheme, "scheme", "decide scheme")


def _have_decided(teller: Teller, scheme: Scheme, *steps: str) -> None:
    """Submitted at the first step, approved at the second."""
    submit, decide = map(teller.moment, steps)
    scheme = teller.act(minutes.submit_scheme, at=submit, scheme=scheme, by=teller.secretary)
    teller.act(
        minutes.decide_scheme,
        at=decide,
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


def answer(teller: Teller, session: StudySession) -> None:
    """Who has an account and did not sign up says that he comes; those on leave ask for it."""
    plot = teller.plot
    leaves = {leave.person: leave for leave in plot.leaves}
    rows = Attendance.objects.filter(session=session, person__isnull=False, status=Status.EXPECTED)
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
