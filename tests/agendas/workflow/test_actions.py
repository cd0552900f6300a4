"""Opening a session, taking it on or back a stage, moving its meeting."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from agendas.attendance.models import Attendance
from agendas.research.models import Duty
from agendas.sessions.models import StageChange, StudySession
from agendas.topics.models import TopicState
from agendas.workflow import actions
from studygroups.forms.models import Stage
from studygroups.years.models import GroupYear
from tests.factories import SessionFactory, StudyFormFactory, TopicFactory, at, owe, report_of

pytestmark = pytest.mark.django_db

NOW = at("2017-03-01 09:00")
HEAD = {
    "title": "破解土地要素瓶颈制约",
    "starts_at": at("2017-03-31 14:30"),
    "ends_at": at("2017-03-31 17:00"),
    "venue": "三楼会议室",
}
ENTITLED = ("leader", "deputy", "secretary")
EVERYBODY = (*ENTITLED, "member", "supervisor", "other_secretary", "guest", "outsider")


def advance(session, by, moment=NOW):
    return actions.advance(session=session, by=by, at=moment)


@pytest.fixture
def chosen(session, group):
    """The session with its topic chosen: the first stage lacks nothing."""
    return TopicFactory(group=group, session=session, state=TopicState.CHOSEN)


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may_open_a_session(cast, group, role):
    form = StudyFormFactory()

    if role in ENTITLED:
        session = actions.open_session(group=group, form=form, by=cast[role], at=NOW, **HEAD)
        assert (session.stage, session.year) == (Stage.TOPIC, 2017)
    else:
        with pytest.raises(PermissionDenied):
            actions.open_session(group=group, form=form, by=cast[role], at=NOW, **HEAD)
        assert not StudySession.objects.exists()


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may_advance_a_session(cast, session, chosen, role):
    if role in ENTITLED:
        assert advance(session, cast[role]).stage == Stage.RESEARCH
    else:
        with pytest.raises(PermissionDenied):
            advance(session, cast[role])
        session.refresh_from_db()
        assert session.stage == Stage.TOPIC


def test_a_missing_topic_bars_the_way_and_nothing_changes(session, secretary):
    with pytest.raises(ValidationError) as refused:
        advance(session, secretary)

    assert refused.value.code == "no_topic"
    assert "未选定议题" in refused.value.messages[0]
    session.refresh_from_db()
    assert session.stage == Stage.TOPIC
    assert not StageChange.objects.exists()


def test_entering_research_asks_every_student_in_official_order(
    session, chosen, secretary, leader, deputy, member
):
    advance(session, secretary)

    duties = Duty.objects.filter(session=session)
    assert [duty.person for duty in duties] == [leader, deputy, member]
    assert {duty.post for duty in duties} == {"科长"}


def test_each_step_is_a_row_and_marks_the_year_for_counting(session, chosen, secretary, leader):
    advance(session, secretary)

    change = StageChange.objects.get()
    assert (change.from_stage, change.to_stage, change.by) == ("topic", "research", secretary)
    assert GroupYear.objects.get(group=session.group, year=session.year).is_stale


def test_a_session_goes_back_one_stage_with_a_reason(group, secretary):
    session = SessionFactory(group=group, stage=Stage.MEETING)

    actions.send_back(session=session, by=secretary, at=NOW, reason="改期")

    session.refresh_from_db()
    assert session.stage == Stage.RESEARCH
    change = StageChange.objects.get()
    assert (change.from_stage, change.to_stage, change.reason) == ("meeting", "research", "改期")


@pytest.mark.parametrize(
    ("stage", "reason", "code"),
    [
        (Stage.MEETING, " ", "needs_reason"),
        (Stage.TOPIC, "改期", "nowhere"),
        (Stage.CLOSED, "改期", "closed"),
    ],
)
def test_a_step_back_is_refused(group, secretary, stage, reason, code):
    session = SessionFactory(group=group, stage=stage)

    with pytest.raises(ValidationError) as refused:
        actions.send_back(session=session, by=secretary, at=NOW, reason=reason)

    assert refused.value.code == code
    session.refresh_from_db()
    assert session.stage == stage


def test_a_simple_form_begins_with_its_meeting_and_expects_everybody(
    group, secretary, leader, member
):
    form = StudyFormFactory(code="discussion", name="集体学习研讨", stages=["meeting"])

    session = actions.open_session(group=group, form=form, by=secretary, at=NOW, **HEAD)

    assert session.stage == Stage.MEETING
    assert session.announced_at == NOW
    expected = Attendance.objects.filter(session=session)
    assert [(row.person, row.capacity) for row in expected] == [
        (leader, "chair"),
        (member, "member"),
    ]


def test_a_form_that_begins_with_the_meeting_needs_time_and_place(group, secretary):
    form = StudyFormFactory(code="discussion", name="集体学习研讨", stages=["meeting"])

    with pytest.raises(ValidationError) as refused:
        actions.open_session(group=group, form=form, by=secretary, at=NOW, title="学习会")

    assert refused.value.code == "no_date"
    assert not StudySession.objects.exists()


def test_a_closed_session_moves_no_more(group, secretary):
    session = SessionFactory(group=group, stage=Stage.CLOSED)

    with pytest.raises(ValidationError) as refused:
        advance(session, secretary)

    assert refused.value.code == "closed"


def test_a_session_ends_after_it_begins(group, secretary):
    form = StudyFormFactory()

    with pytest.raises(ValidationError) as refused:
        actions.open_session(
            group=group,
            form=form,
            by=secretary,
            at=NOW,
            **{**HEAD, "ends_at": at("2017-03-31 14:00")},
        )

    assert "结束时间须晚于开始时间。" in refused.value.messages


@pytest.fixture
def settled(group):
    """A session in conversion that lacks nothing: no measures, with a reason, and no report."""
    held = SessionFactory(group=group, stage=Stage.CONVERSION, no_measures_reason="以学习为主")
    report_of(held, to=group.unit, status="not_applicable", reason="不涉及")
    return held


def test_pressing_twice_never_goes_two_stages(settled, secretary):
    advance(settled, secretary)

    with pytest.raises(ValidationError) as refused:
        actions.advance(session=settled, by=secretary, at=NOW, seen=Stage.CONVERSION)

    assert refused.value.code == "wrong_stage"
    settled.refresh_from_db()
    assert settled.stage == Stage.FOLLOWUP


def test_a_session_is_not_closed_once_its_only_measure_was_taken_back(group, secretary):
    session = SessionFactory(group=group, stage=Stage.FOLLOWUP)

    with pytest.raises(ValidationError) as refused:
        advance(session, secretary)

    assert refused.value.code == "no_measures"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_people_pressing_at_once_go_one_stage(settled, secretary, leader):
    both_have_seen_it = Barrier(2)

    def press(person) -> str:
        seen = StudySession.objects.get(pk=settled.pk)
        both_have_seen_it.wait(timeout=10)
        try:
            actions.advance(session=seen, by=person, at=NOW)
        except ValidationError as refused:
            return refused.code or ""
        finally:
            connection.close()
        return "moved"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(press, (secretary, leader)))

    settled.refresh_from_db()
    assert (settled.stage, answers) == (Stage.FOLLOWUP, ["moved", "wrong_stage"])


def test_research_is_due_by_the_day_the_meeting_is_moved_to(group, secretary, leader, member):
    session = actions.open_session(
        group=group, form=StudyFormFactory(), by=secretary, at=NOW, **HEAD
    )
    owe(session, member)
    head = {"starts_at": at("2017-04-07 14:30"), "ends_at": at("2017-04-07 17:00")}

    actions.edit_session(session=session, by=secretary, at=NOW, revision=1, **head)

    assert Duty.objects.get().due_on == date(2017, 4, 7)


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may_move_the_meeting_and_what_is_due_by_it(cast, session, role):
    duty = owe(session, cast["member"], due_on=date(2017, 1, 1))
    move = {"session": session, "by": cast[role], "at": NOW, "revision": 1, "venue": "礼堂"}

    if role in ENTITLED:
        actions.edit_session(**move)
    else:
        with pytest.raises(PermissionDenied):
            actions.edit_session(**move)

    duty.refresh_from_db()
    assert (duty.due_on == date(2017, 1, 1)) is (role not in ENTITLED)
