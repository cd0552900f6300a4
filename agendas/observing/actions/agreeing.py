"""What the group does before the meeting: agree on the date or ask for another, hand over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.observing import rules
from agendas.observing.actions.choosing import hand_material, seat
from agendas.observing.actions.telling import locked_observation, tell_unit
from agendas.observing.models import Observation, ObservationState
from agendas.sessions.actions import allow, insist
from agendas.sessions.rules import runs


@transaction.atomic
def agree(*, observation: Observation, by: User, at: datetime, words: str = "") -> Observation:
    """Agree for the group; the team then stands on the session's list and gets its notice.

    Raises ``PermissionDenied`` for whoever does not run the session, ``ValidationError`` without
    a team, for a session that is not ahead, or fewer than the local working days before it
    without ``words`` that say why it is agreed all the same.
    """
    allow(runs(by, observation.session))
    observation = locked_observation(observation)
    insist(rules.refuse_agreement(observation, words, at=at))
    observation.state, observation.words = ObservationState.AGREED, words.strip()
    observation.agreed_by, observation.agreed_at = by, at
    observation.full_clean()
    observation.save(update_fields=["state", "words", "agreed_by", "agreed_at"])
    record("observation.agree", observation, by=by, at=at, fields=["state"])
    team = observation.people()
    seat(observation, team, by=by, at=at)
    text = f"{observation.session.group}同意{observation.unit}旁听《{observation.session}》。"
    tell_unit(observation, text, at=at, team=team)
    return observation


@transaction.atomic
def ask_another(*, observation: Observation, by: User, at: datetime, words: str) -> Observation:
    """Ask for another time; ``words`` say which. The unit may ask again or choose another session.

    Raises ``PermissionDenied`` as ``agree`` does, ``ValidationError`` without words or once it is
    agreed.
    """
    allow(runs(by, observation.session))
    observation = locked_observation(observation)
    insist(rules.refuse_asking_another(observation, words))
    observation.state, observation.words = ObservationState.ELSEWHEN, words.strip()
    observation.full_clean()
    observation.save(update_fields=["state", "words"])
    record("observation.ask_another", observation, by=by, at=at, fields=["state"])
    tell_unit(
        observation,
        f"{observation.session.group}请{observation.unit}另选旁听《{observation.session}》的时间。",
        at=at,
    )
    return observation


@transaction.atomic
def hand_over(*, observation: Observation, by: User, at: datetime) -> Observation:
    """Hand scheme, agenda and the papers handed in to the team and the supervisors of its unit.

    Raises ``PermissionDenied`` as ``agree`` does, ``ValidationError`` where nothing is agreed or
    it was handed over before.
    """
    allow(runs(by, observation.session))
    observation = locked_observation(observation)
    insist(rules.refuse_handing_over(observation))
    observation.state, observation.handed_over_at = ObservationState.HANDED_OVER, at
    observation.save(update_fields=["state", "handed_over_at"])
    record("observation.hand_over", observation, by=by, at=at, fields=["state"])
    team = observation.people()
    hand_material(observation, team)
    text = f"《{observation.session}》的方案和材料已交旁听组，可以查看。"
    tell_unit(observation, text, at=at, team=team)
    return observation
