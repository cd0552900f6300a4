"""What the supervising unit does before the meeting: choose it, name the team, or let it be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from accounts.templatetags.words import moment
from agendas.attendance.actions import enlist, strike
from agendas.attendance.models import Capacity, Status
from agendas.attendance.rules import PREPARING
from agendas.observing import rules
from agendas.observing.actions.telling import leads_of, locked_observation, tell_group
from agendas.observing.models import Observation, ObservationState
from agendas.sessions.actions import allow, insist, locked
from agendas.sessions.models import Observer, StudySession


@transaction.atomic
def propose(*, session: StudySession, by: User, at: datetime) -> Observation:
    """Say that his unit would like to observe the session (拟旁听), and ask the group.

    Again where the group asked for another time. Of two supervisors of one unit at the same
    moment the first is served; another unit has its own. Raises ``PermissionDenied`` for whoever
    does not supervise the group directly, ``ValidationError`` for a session that is not ahead or
    is chosen already.
    """
    unit = rules.supervising_unit(by, session.group)
    allow(unit is not None)
    session = locked(session)
    known = Observation.objects.filter(session=session, unit=unit).first()
    insist(rules.refuse_proposal(session, known, at=at))
    observation = known or Observation(session=session, unit=unit)
    observation.state, observation.proposed_by = ObservationState.PROPOSED, by
    observation.proposed_at, observation.words = at, ""
    observation.full_clean()
    observation.save()
    record("observation.propose", observation, by=by, at=at, fields=["state"])
    when = moment(session.starts_at)
    tell_group(
        observation,
        f"{observation.unit}拟旁听《{session}》（{when}），请商定。",
        at=at,
        decides=True,
    )
    return observation


@transaction.atomic
def name_team(
    *, observation: Observation, by: User, at: datetime, lead: User, others: Sequence[User]
) -> Observation:
    """Name two or three observers, the lead among them, or replace some of them.

    Once agreed the session's list follows: whoever is new gets the notice (and the material,
    where it was handed over), whoever left it is told so. Raises ``PermissionDenied`` for whoever
    does not supervise for the unit, ``ValidationError`` for another number, for somebody named
    twice or of the group itself, and once the meeting has begun.
    """
    allow(rules.supervises_for(by, observation))
    observation = locked_observation(observation)
    people = [lead, *others]
    insist(rules.refuse_naming(observation, at=at))
    insist(rules.refuse_team(observation, people, at=at))
    left = [person for person in observation.team.all() if person not in people]
    observation.lead = lead
    observation.save(update_fields=["lead"])
    observation.team.set(people)
    record("observation.name_team", observation, by=by, at=at, fields=["lead", "team"])
    if observation.is_agreed():
        unseat(observation, left, by=by, at=at)
        seat(observation, people, by=by, at=at)
        if observation.state == ObservationState.HANDED_OVER:
            hand_material(observation, people)
        tell_group(observation, f"《{observation.session}》的旁听人员有调整。", at=at)
    return observation


@transaction.atomic
def withdraw(*, observation: Observation, by: User, at: datetime) -> None:
    """Give up the observation, before the meeting or because nobody came to it.

    The team is taken off the list of a meeting still ahead, and everybody concerned is told.
    Raises ``PermissionDenied`` for whoever does not supervise for the unit, ``ValidationError``
    once there is feedback.
    """
    allow(rules.supervises_for(by, observation))
    observation = locked_observation(observation)
    insist(rules.refuse_withdrawal(observation))
    session, team = observation.session, list(observation.team.all())
    record("observation.withdraw", observation, by=by, at=at)
    unseat(observation, team, by=by, at=at)
    tell(
        leads_of(session.group, at=at),
        kind=NoticeKind.INFORM,
        text=f"{observation.unit}不再旁听《{session}》。",
        path=reverse("agendas:observing_of_session", kwargs={"session_id": session.pk}),
        key=f"observation-{observation.pk}-withdrawn",
    )
    observation.delete()


def seat(observation: Observation, people: Iterable[User], *, by: User, at: datetime) -> None:
    """Put those of the team who do not stand there yet on the list of the locked session.

    Their unit has said that they come.
    """
    session = observation.session
    listed = rules.observers_listed(session, people)
    for person in people:
        if person.pk not in listed:
            enlist(
                session=session,
                by=by,
                at=at,
                capacity=Capacity.OBSERVER,
                person=person,
                status=Status.COMING,
            )


def unseat(observation: Observation, people: Iterable[User], *, by: User, at: datetime) -> None:
    """Take those people off the list of a meeting still ahead, and their material from them."""
    session = observation.session
    material = Observer.objects.filter(session=session, unit=observation.unit)
    material.filter(person__in=people).delete()
    if observation.has_begun(at) or session.stage not in PREPARING or not observation.is_agreed():
        return
    for row in rules.observers_listed(session, people).values():
        person, removed = row.person, row.pk
        row.session = session
        strike(attendance=row, by=by, at=at)
        tell(
            [person] if person else [],
            kind=NoticeKind.INFORM,
            text=f"您不再旁听《{session}》。",
            path=reverse("agendas:desk"),
            key=f"attendance-{removed}-removed",
        )


def hand_material(observation: Observation, people: Iterable[User]) -> None:
    """Let those people, and the supervisors of their unit, read scheme, agenda and research."""
    for person in people:
        Observer.objects.get_or_create(
            session=observation.session, unit=observation.unit, person=person
        )
