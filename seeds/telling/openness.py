"""How a session is opened: to whom, how they come onto its list, and who observes it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from agendas.attendance import actions as attendance
from agendas.attendance.models import Capacity, Opening, OpeningKind
from agendas.guests import actions as guests
from agendas.guests.rules import Named
from agendas.observing import actions as observing
from agendas.observing.models import Observation
from agendas.sessions.models import StudySession
from seeds.plot import Asked, Guest, Observed, Way
from seeds.telling.teller import Teller


def open_doors(teller: Teller, session: StudySession, *, step: str = "openings") -> None:
    """Say to whom the session is open, each opening with its quota and way in."""
    for opening in teller.plot.openings:
        window = ("announce", "sign-up ends") if opening.has_window else ()
        opens_at, closes_at = map(teller.planned, window) if window else (None, None)
        teller.act(
            attendance.open_to,
            at=teller.moment(step),
            session=session,
            by=teller.secretary,
            kind=opening.kind,
            quota=opening.quota,
            note=opening.note,
            shows_agenda=True,
            shows_minutes=opening.shows_minutes,
            opens_at=opens_at,
            closes_at=closes_at,
            admission=opening.admission,
        )


def invite(teller: Teller, session: StudySession, *, step: str = "openings") -> None:
    """Put the guests on the list who come no other way, so that the notice reaches them too."""
    for guest in _coming(teller, Way.ADDED):
        teller.act(
            attendance.add_person,
            at=teller.moment(step),
            session=session,
            by=teller.secretary,
            capacity=guest.capacity,
            **_particulars(teller, guest),
        )


def _coming(teller: Teller, way: Way) -> list[Guest]:
    return [guest for guest in teller.plot.guests if guest.way == way]


def _particulars(teller: Teller, guest: Guest) -> dict[str, Any]:
    if guest.person:
        return {"person": teller.people[guest.person]}
    return {
        "name": guest.name,
        "unit_name": guest.unit,
        "post": guest.post,
        "headcount": guest.headcount,
    }


def let_in(teller: Teller, session: StudySession) -> None:
    """After the notice: the observers, whoever signs up, and the units that are asked."""
    if teller.plot.observed:
        _agree(teller, session, teller.plot.observed)
    for place, guest in enumerate(_coming(teller, Way.SIGNED_UP)):
        teller.act(
            guests.request_seat,
            at=teller.moment("sign up") + timedelta(minutes=place * 17),
            opening=Opening.objects.get(session=session, kind=OpeningKind.CADRE),
            by=teller.people[guest.person],
        )
    for asked in teller.plot.asked:
        _ask(teller, session, asked)


def _ask(teller: Teller, session: StudySession, asked: Asked) -> None:
    contact = teller.people[asked.contact] if asked.contact else None
    invitation = teller.act(
        guests.invite_unit,
        at=teller.moment("ask units"),
        session=session,
        by=teller.secretary,
        capacity=Capacity.DEPARTMENT,
        headcount=asked.headcount,
        answer_by=teller.planned("names due").date(),
        contact=contact,
        unit_name=asked.unit,
        note=asked.note,
    )
    named = [guest for guest in _coming(teller, Way.NAMED) if guest.unit == invitation.unit_name]
    if named:
        teller.act(
            guests.name_people,
            at=teller.moment("names"),
            invitation=invitation,
            names=[Named(guest.name, guest.post) for guest in named],
            by=contact or teller.secretary,
        )


def _agree(teller: Teller, session: StudySession, observed: Observed) -> None:
    lead, at = teller.people[observed.lead], teller.moment("observe")
    observation = teller.act(observing.propose, at=at, session=session, by=lead)
    teller.act(
        observing.name_team,
        at=at,
        observation=observation,
        by=lead,
        lead=lead,
        others=[teller.people[name] for name in observed.others],
    )
    teller.act(
        observing.agree, at=teller.moment("agree"), observation=observation, by=teller.secretary
    )


def hand_over(teller: Teller, session: StudySession) -> None:
    """The observers get the scheme, the agenda and the papers."""
    teller.act(
        observing.hand_over,
        at=teller.moment("hand over"),
        observation=Observation.objects.get(session=session),
        by=teller.secretary,
    )


def feed_back(teller: Teller, session: StudySession, observed: Observed) -> None:
    """What they say of the meeting, and what the group notes that it did about it."""
    observation = Observation.objects.get(session=session)
    teller.act(
        observing.report,
        at=teller.moment("feedback"),
        observation=observation,
        by=teller.people[observed.lead],
        overall=observed.overall,
        highlights=observed.highlights,
        problems=observed.problems,
    )
    teller.act(
        observing.respond,
        at=teller.moment("respond"),
        observation=observation,
        by=teller.secretary,
        text=observed.response,
    )
