"""After the meeting: what the observers say of it, and what the group did about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.audit.actions import record
from accounts.people.models import User
from agendas.observing import rules
from agendas.observing.actions.telling import locked_observation, tell_group, tell_unit
from agendas.observing.models import Observation, ObservationState
from agendas.sessions.actions import allow, insist
from agendas.sessions.rules import runs
from agendas.topics.actions import raise_problem
from agendas.topics.models import ProblemSource


@transaction.atomic
def report(
    *,
    observation: Observation,
    by: User,
    at: datetime,
    overall: str,
    highlights: str = "",
    problems: Sequence[str] = (),
) -> Observation:
    """Give the feedback, at most 500 characters in all; each problem joins the group's list.

    Raises ``PermissionDenied`` for anybody but the lead of the team and the supervisors of its
    unit, ``ValidationError`` before the meeting is over, for too many words or none, and the
    second time.
    """
    allow(rules.may_report(by, observation))
    observation = locked_observation(observation)
    texts = [overall, highlights, *problems]
    insist(rules.refuse_feedback(observation, texts=texts, at=at))
    insist(rules.refuse_problems(problems))
    observation.state = ObservationState.REPORTED
    observation.overall, observation.highlights = overall.strip(), highlights.strip()
    observation.reported_by, observation.reported_at = by, at
    observation.full_clean()
    changed = ["overall", "highlights", "reported_by", "reported_at"]
    observation.save(update_fields=["state", *changed])
    session = observation.session
    for title in problems:
        problem = raise_problem(
            group=session.group,
            by=by,
            at=at,
            title=title,
            source=ProblemSource.OBSERVER,
            found_on=session.day(),
            raised_by_unit=observation.unit,
        )
        observation.problems.add(problem)
    record("observation.report", observation, by=by, at=at, fields=changed)
    tell_group(observation, f"{observation.unit}反馈了旁听《{session}》的情况。", at=at)
    return observation


@transaction.atomic
def respond(*, observation: Observation, by: User, at: datetime, text: str) -> Observation:
    """Note for the group what it did about the feedback; a later note takes the place of it.

    Raises ``PermissionDenied`` for whoever does not run the session, ``ValidationError`` without
    words or before there is feedback.
    """
    allow(runs(by, observation.session))
    observation = locked_observation(observation)
    insist(rules.refuse_response(observation, text))
    observation.response, observation.responded_by = text.strip(), by
    observation.responded_at = at
    observation.full_clean()
    observation.save(update_fields=["response", "responded_by", "responded_at"])
    record("observation.respond", observation, by=by, at=at, fields=["response"])
    team = [observation.lead] if observation.lead else []
    text = f"{observation.session.group}登记了旁听《{observation.session}》反馈的整改情况。"
    tell_unit(observation, text, at=at, team=team)
    return observation
