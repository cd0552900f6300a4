"""When an observation moves on, and why it does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils import timezone

from accounts.people.models import User
from agendas.attendance.models import Attendance, Capacity
from agendas.attendance.rules import PREPARING
from agendas.observing.models import COMING, Observation, ObservationState
from agendas.observing.models.observations import LONGEST_FEEDBACK
from agendas.sessions.models import StudySession
from studygroups.groups.models import Membership
from studygroups.localrules.models import RuleKey
from studygroups.localrules.rules import value_at_each
from studygroups.workdays.rules import shift_each

HORIZON = timedelta(days=30)
LEAST_TEAM, MOST_TEAM = 2, 3
# Working days of more than a year are counted by nobody; the calendar ends before them.
_MOST_WORKDAYS = 200


class ObservingRefusal(TextChoices):
    NOT_AHEAD = "not_ahead", "学习会未发通知或者已经开始，不能再拟定、商定旁听。"
    ALREADY = "already", "本单位已拟旁听这次学习会。"
    TEAM_SIZE = "team_size", "旁听组由两至三人组成。"
    TEAM_TWICE = "team_twice", "同一人不能列两次。"
    OWN_GROUP = "own_group", "旁听人员不能是该中心组的人员。"
    NO_TEAM = "no_team", "督导单位尚未确定旁听组，不能商定。"
    TOO_LATE = "too_late", "距召开已不足规定的工作日；仍同意旁听的，请写明意见。"
    NEEDS_WORDS = "needs_words", "请写明希望另选的时间。"
    WRONG_STATE = "wrong_state", "旁听已不在这一步，请刷新页面。"
    NOT_HELD = "not_held", "学习会尚未结束，不能反馈。"
    TOO_LONG = "too_long", f"总体评价、亮点、问题合计不超过 {LONGEST_FEEDBACK} 字。"
    NO_WORDS = "no_words", "请填写总体评价。"
    NO_RESPONSE = "no_response", "请写明整改情况。"
    REPORTED = "reported", "旁听反馈已提交。"


def refuse_proposal(
    session: StudySession, known: Observation | None, *, at: datetime
) -> ObservingRefusal | None:
    """An announced session still ahead, once for a unit; again where another time was asked for."""
    if _is_not_ahead(session, at):
        return ObservingRefusal.NOT_AHEAD
    if known and known.state != ObservationState.ELSEWHEN:
        return ObservingRefusal.ALREADY
    return None


def _is_not_ahead(session: StudySession, at: datetime) -> bool:
    if session.announced_at is None or session.stage not in PREPARING:
        return True
    return session.starts_at is None or session.starts_at <= at


def refuse_naming(observation: Observation, *, at: datetime) -> ObservingRefusal | None:
    """The team is named, or somebody in it replaced, until the meeting begins."""
    if observation.state == ObservationState.REPORTED:
        return ObservingRefusal.REPORTED
    return ObservingRefusal.NOT_AHEAD if _is_not_ahead(observation.session, at) else None


def refuse_team(
    observation: Observation, people: Sequence[User], *, at: datetime
) -> ObservingRefusal | None:
    """Two or three different people, none of them of the group they observe."""
    if len({person.pk for person in people}) != len(people):
        return ObservingRefusal.TEAM_TWICE
    if not LEAST_TEAM <= len(people) <= MOST_TEAM:
        return ObservingRefusal.TEAM_SIZE
    seats = Membership.objects.current(timezone.localdate(at))
    seated = seats.filter(group=observation.session.group, person__in=people)
    return ObservingRefusal.OWN_GROUP if seated.exists() else None


def last_days_to_agree(sessions: Iterable[StudySession]) -> list[date]:
    """For each the last day on which it is agreed without a word: so many working days ahead.

    The sessions have their times, and their groups' units; two queries for any number of them.
    """
    return _days(sessions, RuleKey.OBSERVING_DAYS, sign=-1)


def feedback_days(sessions: Iterable[StudySession]) -> list[date]:
    """For each the day by which its feedback is due, as many working days after it."""
    return _days(sessions, RuleKey.FEEDBACK_DAYS, sign=1)


def _days(sessions: Iterable[StudySession], key: RuleKey, *, sign: int) -> list[date]:
    places = [(session.group.unit, session.day()) for session in sessions]
    counts = value_at_each(key, places)
    return shift_each(
        [
            (day, sign * min(count, _MOST_WORKDAYS))
            for (_, day), count in zip(places, counts, strict=True)
        ]
    )


def refuse_agreement(
    observation: Observation, words: str, *, at: datetime
) -> ObservingRefusal | None:
    """A session ahead and a team; late only with a word.

    The days ahead protect the group, so it is the group that may do without them; what it said
    then stays on file.
    """
    if observation.is_agreed():
        return ObservingRefusal.WRONG_STATE
    if _is_not_ahead(observation.session, at):
        return ObservingRefusal.NOT_AHEAD
    if observation.lead is None:
        return ObservingRefusal.NO_TEAM
    (last_day,) = last_days_to_agree([observation.session])
    is_late = timezone.localdate(at) > last_day
    return ObservingRefusal.TOO_LATE if is_late and not words.strip() else None


def refuse_asking_another(observation: Observation, words: str) -> ObservingRefusal | None:
    if observation.state != ObservationState.PROPOSED:
        return ObservingRefusal.WRONG_STATE
    return None if words.strip() else ObservingRefusal.NEEDS_WORDS


def refuse_handing_over(observation: Observation) -> ObservingRefusal | None:
    is_next = observation.state == ObservationState.AGREED
    return None if is_next else ObservingRefusal.WRONG_STATE


def refuse_withdrawal(observation: Observation) -> ObservingRefusal | None:
    is_over = observation.state == ObservationState.REPORTED
    return ObservingRefusal.REPORTED if is_over else None


def refuse_feedback(
    observation: Observation, *, texts: Sequence[str], at: datetime
) -> ObservingRefusal | None:
    """After the meeting, once; ``texts`` are the overall word first, then all the others."""
    if observation.state == ObservationState.REPORTED:
        return ObservingRefusal.REPORTED
    if observation.state not in COMING:
        return ObservingRefusal.WRONG_STATE
    over_at = observation.session.ends_at or observation.session.starts_at
    if over_at is None or at < over_at:
        return ObservingRefusal.NOT_HELD
    if not texts[0].strip():
        return ObservingRefusal.NO_WORDS
    is_long = sum(len(text.strip()) for text in texts) > LONGEST_FEEDBACK
    return ObservingRefusal.TOO_LONG if is_long else None


def refuse_response(observation: Observation, text: str) -> ObservingRefusal | None:
    if observation.state != ObservationState.REPORTED:
        return ObservingRefusal.WRONG_STATE
    return None if text.strip() else ObservingRefusal.NO_RESPONSE


def observers_listed(session: StudySession, people: Iterable[User]) -> dict[int, Attendance]:
    """The rows on which those people observe the session, by the key of the person."""
    rows = Attendance.objects.filter(session=session, capacity=Capacity.OBSERVER)
    return {row.person_id: row for row in rows.filter(person__in=people) if row.person_id}
