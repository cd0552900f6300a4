"""The heads of the sessions, the stages they went through, and their topics."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from agendas.sessions.models import Decision, Matter, StageChange, StudySession
from agendas.topics.models import Angle, Topic, TopicKind, TopicState
from seeds.bulk.measures import add_measures
from seeds.bulk.meetings import add_meetings
from seeds.bulk.research import add_research
from seeds.bulk.rows import WORDS, Drawn, Seats, write
from studygroups.forms.models import FULL_FORM, STAGE_ORDER, Stage, StudyForm
from studygroups.years.models import GroupYear

_SUBJECTS = (
    *("优化营商环境", "推进基层治理", "保障重点项目", "改进机关作风", "守护绿水青山"),
    *("办好民生实事", "防范安全风险", "推动科技创新", "建设美丽乡村", "深化数字改革"),
)
# How many of each stage there are in sixteen.
_STAGES = (
    *(Stage.TOPIC, Stage.RESEARCH, Stage.RESEARCH, Stage.MEETING),
    *(Stage.CONVERSION, Stage.CONVERSION, *[Stage.FOLLOWUP] * 4, *[Stage.CLOSED] * 6),
)
_AHEAD = (Stage.TOPIC, Stage.RESEARCH, Stage.MEETING)
# What is not held yet lies in the last weeks of the year; everything else before.
_LAST_WEEKS = 305


def add_sessions(people: list[Seats], *, count: int, year: int, chance: Random) -> None:
    """Spread ``count`` sessions of the year evenly over the groups."""
    form = StudyForm.objects.get(code=FULL_FORM)
    drawn = [
        _draw(people[number % len(people)], form, number, year=year, chance=chance)
        for number in range(count)
    ]
    write((one.session for one in drawn), StudySession)
    write((change for one in drawn for change in _changes(one)), StageChange)
    _add_topics(drawn)
    add_research([one for one in drawn if one.has_reached(Stage.RESEARCH)], chance)
    add_meetings([one for one in drawn if one.has_reached(Stage.MEETING)], chance)
    add_measures([one for one in drawn if one.has_reached(Stage.CONVERSION)], chance)
    write((GroupYear(group=seats.group, year=year) for seats in people), GroupYear)


def _draw(seats: Seats, form: StudyForm, number: int, *, year: int, chance: Random) -> Drawn:
    stage = chance.choice(_STAGES)
    days = chance.randrange(_LAST_WEEKS, 355) if stage in _AHEAD else chance.randrange(_LAST_WEEKS)
    day = date(year, 1, 5) + timedelta(days=days)
    starts_at = timezone.make_aware(datetime.combine(day, time(14, 30)))
    is_announced = stage not in (Stage.TOPIC, Stage.RESEARCH)
    session = StudySession(
        group=seats.group,
        form=form,
        title=f"{chance.choice(_SUBJECTS)}学习会（{number + 1}）",
        year=year,
        stage=stage,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=150),
        venue="三楼会议室",
        announced_at=starts_at - timedelta(days=9) if is_announced else None,
        closed_at=starts_at + timedelta(days=60) if stage == Stage.CLOSED else None,
        created_by=seats.secretary,
        created_at=starts_at - timedelta(days=25),
    )
    return Drawn(session, seats, starts_at)


def _changes(one: Drawn) -> Iterator[StageChange]:
    before = ""
    for place, stage in enumerate(stage for stage in STAGE_ORDER if one.has_reached(stage)):
        yield StageChange(
            session=one.session,
            from_stage=before,
            to_stage=stage,
            by=one.seats.secretary,
            at=one.session.created_at + timedelta(days=place * 12),
        )
        before = stage


def _add_topics(drawn: list[Drawn]) -> None:
    """Every session has a topic; it is decided unless the session is still choosing."""
    chosen = [one for one in drawn if one.has_reached(Stage.RESEARCH)]
    decisions = write((one.approved(Matter.TOPIC, days=-24) for one in chosen), Decision)
    decided = {decision.session_id: decision for decision in decisions}
    write((_topic(one, decided.get(one.session.pk)) for one in drawn), Topic)


def _topic(one: Drawn, decision: Decision | None) -> Topic:
    return Topic(
        group=one.seats.group,
        title=one.session.title.replace("学习会", ""),
        kind=TopicKind.WORK,
        angles=[Angle.PEOPLE.value],
        central_task="服务全县中心工作",
        why_now=WORDS,
        state=TopicState.CHOSEN if decision else TopicState.SUBMITTED,
        session=one.session,
        decision=decision,
        proposed_by=one.seats.secretary,
        created_at=one.session.created_at,
    )
