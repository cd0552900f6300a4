"""Making measures and indicators, saying why there are none, sharing them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.notices.models import Notice
from agendas.measures import actions
from agendas.measures.models import Indicator, Measure, Reading
from agendas.minutes.models import Resolution
from studygroups.forms.models import Stage
from studygroups.years.models import GroupYear
from tests.factories import ProblemFactory, SessionFactory, indicator_of, measure_of, read

pytestmark = pytest.mark.django_db

TASK = {
    "title": "消化利用批而未供土地",
    "lead_unit": "利用科",
    "starts_on": date(2017, 4, 1),
    "due_on": date(2017, 12, 31),
}
COUNT = {"name": "供地", "comparator": "ge", "target": 1000, "unit": "亩", "kind": "sum"}


def _make(session, by, owner, **more):
    facts = {**TASK, "owner": owner, **more}
    return actions.make_measure(session=session, by=by, at=timezone.now(), **facts)


def _resolution(session, by):
    return Resolution.objects.create(
        session=session, kind="consensus", text="先存量后增量", created_by=by
    )


def test_a_measure_is_made_from_a_resolution_and_a_problem_and_its_people_are_told(
    session, secretary, member, deputy, group
):
    source = {"resolution": _resolution(session, secretary), "problem": ProblemFactory(group=group)}

    measure = _make(session, secretary, member, handler=deputy, schedule="按月调度", **source)

    assert Measure.objects.values().get() | {"created_at": None} == {
        "id": measure.pk,
        "session_id": session.pk,
        "resolution_id": source["resolution"].pk,
        "problem_id": source["problem"].pk,
        **TASK,
        "schedule": "按月调度",
        "owner_id": member.pk,
        "handler_id": deputy.pk,
        "status": "open",
        "stop_reason": "",
        "stop_decision_id": None,
        "ended_on": None,
        "created_by_id": secretary.pk,
        "created_at": None,
    }
    told = Notice.objects.filter(path=f"/measures/{measure.pk}/")
    assert {notice.recipient for notice in told} == {member, deputy}
    assert GroupYear.objects.get(group=group, year=session.year).is_stale


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("leader", True),
        ("deputy", True),
        ("secretary", True),
        ("member", False),
        ("supervisor", False),
        ("other_secretary", False),
        ("outsider", False),
    ],
)
def test_who_runs_the_session_makes_its_measures(cast, session, who, may):
    if may:
        assert _make(session, cast[who], cast["member"]).pk
    else:
        with pytest.raises(PermissionDenied):
            _make(session, cast[who], cast["member"])
    assert Measure.objects.count() == int(may)


@pytest.mark.parametrize(
    ("stage", "code"),
    [
        (Stage.TOPIC, "wrong_stage"),
        (Stage.RESEARCH, "wrong_stage"),
        (Stage.MEETING, "wrong_stage"),
        (Stage.CLOSED, "closed"),
    ],
)
def test_measures_are_made_in_conversion_and_follow_up_alone(
    session, secretary, member, stage, code
):
    session.stage = stage
    session.save()

    with pytest.raises(ValidationError) as refused:
        _make(session, secretary, member)

    assert refused.value.code == code
    assert not Measure.objects.exists()


@pytest.mark.parametrize(
    ("period", "code"),
    [
        ({"starts_on": date(2017, 5, 2), "due_on": date(2017, 5, 1)}, "due_before_start"),
        ({"starts_on": date(17, 5, 1)}, "far_date"),
        ({"due_on": date(9999, 12, 31)}, "far_date"),
    ],
)
def test_a_period_that_cannot_be_is_refused(session, secretary, member, period, code):
    with pytest.raises(ValidationError) as refused:
        _make(session, secretary, member, **period)

    assert refused.value.code == code
    assert not Measure.objects.exists()


def test_a_measure_may_be_due_on_the_day_it_begins(session, secretary, member):
    assert _make(session, secretary, member, due_on=TASK["starts_on"]).pk


@pytest.mark.parametrize("source", ["resolution", "problem"])
def test_a_source_from_elsewhere_is_refused(session, secretary, member, source):
    elsewhere = {
        "resolution": _resolution(SessionFactory(), secretary),
        "problem": ProblemFactory(),
    }

    with pytest.raises(ValidationError) as refused:
        _make(session, secretary, member, **{source: elsewhere[source]})

    assert refused.value.code == "other_session"


def test_a_reason_why_there_are_none_is_kept_and_gives_way_to_the_first_measure(
    session, secretary, member
):
    actions.explain_no_measures(
        session=session, by=secretary, at=timezone.now(), reason="本次为理论辅导"
    )
    session.refresh_from_db()
    assert session.no_measures_reason == "本次为理论辅导"

    _make(session, secretary, member)

    session.refresh_from_db()
    assert session.no_measures_reason == ""


def test_no_reason_is_wanted_where_there_are_measures(session, secretary, measure):
    with pytest.raises(ValidationError) as refused:
        actions.explain_no_measures(session=session, by=secretary, at=timezone.now(), reason="无")

    assert refused.value.code == "has_measures"


def test_a_blank_reason_is_none(session, secretary):
    with pytest.raises(ValidationError) as refused:
        actions.explain_no_measures(session=session, by=secretary, at=timezone.now(), reason="  ")

    assert refused.value.code == "needs_reason"


def test_the_reason_is_not_given_before_conversion(session, secretary):
    session.stage = Stage.MEETING
    session.save()

    with pytest.raises(ValidationError) as refused:
        actions.explain_no_measures(session=session, by=secretary, at=timezone.now(), reason="无")

    assert refused.value.code == "wrong_stage"


def test_an_indicator_says_what_is_counted(measure, secretary):
    indicator = actions.add_indicator(
        measure=measure, by=secretary, at=timezone.now(), baseline="1588.3", **COUNT
    )

    indicator.refresh_from_db()
    assert (str(indicator.target), str(indicator.baseline)) == ("1000.00", "1588.30")


@pytest.mark.parametrize("who", ["member", "supervisor", "outsider"])
def test_owners_and_strangers_add_no_indicators(cast, measure, who):
    with pytest.raises(PermissionDenied):
        actions.add_indicator(measure=measure, by=cast[who], at=timezone.now(), **COUNT)

    assert not Indicator.objects.exists()


@pytest.mark.parametrize("figures", [{"target": 101}, {"target": -1}, {"baseline": 120}])
def test_a_share_lies_between_nothing_and_all(measure, secretary, figures):
    facts = COUNT | {"kind": "share", "target": 90} | figures

    with pytest.raises(ValidationError) as refused:
        actions.add_indicator(measure=measure, by=secretary, at=timezone.now(), **facts)

    assert refused.value.code == "share_range"


def test_one_name_stands_once_in_a_measure(indicator, measure, secretary):
    with pytest.raises(ValidationError) as refused:
        actions.add_indicator(measure=measure, by=secretary, at=timezone.now(), **COUNT)

    assert refused.value.messages == ["该措施已有同名指标。"]
    assert Indicator.objects.count() == 1


def test_what_was_entered_by_mistake_is_taken_back_before_its_first_reading(
    indicator, measure, secretary, member
):
    actions.remove_indicator(indicator=indicator, by=secretary, at=timezone.now())
    actions.remove_measure(measure=measure, by=secretary, at=timezone.now())

    assert not Measure.objects.exists()
    assert Notice.objects.filter(recipient=member, path="/measures/").count() == 1


def test_what_was_reported_stays_on_file(indicator, measure, secretary):
    read(indicator, 10, measure.starts_on)

    for act in (
        lambda: actions.remove_indicator(indicator=indicator, by=secretary, at=timezone.now()),
        lambda: actions.remove_measure(measure=measure, by=secretary, at=timezone.now()),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == "has_progress"

    assert Indicator.objects.get() == indicator


def test_an_owner_takes_nothing_back(indicator, measure, member):
    with pytest.raises(PermissionDenied):
        actions.remove_indicator(indicator=indicator, by=member, at=timezone.now())
    with pytest.raises(PermissionDenied):
        actions.remove_measure(measure=measure, by=member, at=timezone.now())


@pytest.mark.parametrize(
    ("who", "may"),
    [("leader", True), ("deputy", False), ("secretary", False), ("member", False)],
)
def test_only_the_leader_shares_the_measures_and_may_take_it_back(cast, session, who, may):
    if may:
        actions.share_measures(session=session, by=cast[who], at=timezone.now(), shares=True)
    else:
        with pytest.raises(PermissionDenied):
            actions.share_measures(session=session, by=cast[who], at=timezone.now(), shares=True)

    session.refresh_from_db()
    assert session.shares_measures is may


def test_sharing_ends_even_after_the_session_is_closed(session, leader):
    session.stage, session.shares_measures = Stage.CLOSED, True
    session.save()

    actions.share_measures(session=session, by=leader, at=timezone.now(), shares=False)

    session.refresh_from_db()
    assert session.shares_measures is False


@pytest.mark.parametrize(
    ("who", "shared", "count"),
    [
        ("leader", False, 2),
        ("deputy", False, 2),
        ("secretary", False, 2),
        ("member", False, 2),
        ("guest", False, 0),
        ("outsider", False, 1),
        ("supervisor", False, 0),
        ("supervisor", True, 2),
        ("other_secretary", True, 0),
        ("guest", True, 0),
    ],
)
def test_who_sees_measures_indicators_and_readings(cast, session, who, shared, count):
    """An owner from outside sees his; a supervisor those the leader shared."""
    session.guests.add(cast["guest"])
    session.shares_measures = shared
    session.save()
    for owner in (cast["member"], cast["outsider"]):
        measure = measure_of(session, owner=owner, due_on=date(2017, 12, 31), title=owner.username)
        read(indicator_of(measure), 10, date(2017, 6, 30))

    seen = [
        len(rows.visible_to(cast[who]))
        for rows in (Measure.objects, Indicator.objects, Reading.objects)
    ]

    assert seen == [count, count, count]
