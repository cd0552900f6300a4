"""The land bureau's session of 2017 is told with its real figures, from 选题 to 办结."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import Count, Sum
from django.utils import timezone

from accounts.files.models import FileKind, StoredFile
from accounts.files.rules import detect
from agendas.attendance.models import CAME, Attendance, Capacity, Status
from agendas.makeups.models import MakeUp
from agendas.measures.models import (
    Change,
    Closing,
    Indicator,
    IndicatorKind,
    Light,
    Measure,
    Rhythm,
)
from agendas.minutes.arrangements import arrangements
from agendas.minutes.rules import changes
from agendas.papers.models import Paper, PaperStatus
from agendas.research.models import Duty, Excuse
from agendas.sessions.models import Decision, StudySession
from agendas.topics.models import Problem
from studygroups.forms.models import Stage
from tests.agendas.measures.oracle import Aim, Period, indicator_light, last_reading_due

# The table of the land bureau for 2017: name, comparator, target, unit, 2016.
ELEVEN = {
    ("新增建设用地指标", "ge", "1000.00", "亩", "1425.00"),
    ("供地", "ge", "1500.00", "亩", "2509.20"),
    ("消化利用批而未供土地", "ge", "1000.00", "亩", "1588.30"),
    ("城镇低效用地再开发", "ge", "500.00", "亩", "437.70"),
    ("耕地红线", "ge", "31.20", "万亩", "None"),
    ("土地开发", "ge", "1000.00", "亩", "None"),
    ("违法土地耕占比", "lt", "6.00", "%", "None"),
    ("消除地质灾害隐患点", "ge", "26.00", "个", "None"),
    ("减少受威胁群众", "ge", "1600.00", "人", "None"),
    ("避让搬迁专项指标", "ge", "300.00", "亩", "None"),
    ("增减挂钩指标", "ge", "70.00", "亩", "None"),
}


@pytest.fixture
def story(demo) -> StudySession:
    """The land bureau's session of 31 March 2017."""
    return StudySession.objects.get(starts_at__year=2017)


def _value(indicator: Indicator, on: date) -> Decimal:
    """What had been reported by that day."""
    values = [one.value for one in indicator.readings.filter(read_on__lte=on)]
    return sum(values, Decimal(0)) if indicator.kind == IndicatorKind.SUM else values[-1]


def _light(indicator: Indicator, on: date) -> Light:
    return indicator_light(
        Aim(indicator.kind, indicator.comparator, indicator.target),
        _value(indicator, on),
        period=Period(indicator.measure.starts_on, indicator.measure.due_on),
        on=on,
        due=last_reading_due(Rhythm(indicator.rhythm), on, []),
        tolerance=5,
    )


def test_the_story_of_2017_is_told_to_its_end(story):
    steps = list(story.stage_changes.values_list("to_stage", flat=True))

    assert story.stage == Stage.CLOSED
    assert steps == ["topic", "research", "meeting", "conversion", "followup", "closed"]
    assert timezone.localdate(story.starts_at) == date(2017, 3, 31)
    assert timezone.localdate(story.closed_at) == date(2017, 12, 31)
    assert story.announced_at + timedelta(days=7) <= story.starts_at
    assert story.topics.get().title == "破解土地要素瓶颈制约"
    assert Problem.objects.filter(topics__session=story).count() == 4


def test_every_member_wrote_alone_jointly_or_through_the_secretary_or_was_excused(story):
    duties = Duty.objects.filter(session=story)

    assert not duties.unmet().exists()
    assert duties.filter(excuse=Excuse.GRANTED).count() == 1
    assert duties.exclude(proxy=None).exclude(proxy__scan=None).count() == 1
    shared = duties.exclude(paper=None).values("paper").annotate(names=Count("pk"))
    assert sorted(row["names"] for row in shared) == [*[1] * 8, 2]


def test_the_scheme_was_approved_before_the_notice_and_again_with_all_names(story):
    scheme = story.scheme
    now = arrangements(story, scheme.requirements, on=timezone.localdate())
    first, again = Decision.objects.filter(session=story, matter="scheme").order_by("recorded_at")

    assert scheme.is_approved()
    assert scheme.decision == again
    assert first.recorded_at < story.announced_at < again.recorded_at < story.starts_at
    assert [name for name, _ in scheme.sections][:5] == [
        "题目",
        "时间",
        "地点",
        "主持人",
        "参加人员",
    ]
    assert len(dict(scheme.sections)["议程"]) == 9
    assert changes(scheme.sections, now) == []


def test_one_measure_was_given_another_month_by_the_deputy(story):
    change = Change.objects.get(measure__session=story)
    decision = Decision.objects.get(session=story, matter="change")

    assert change.measure.title == "锻造国土铁军"
    assert (change.old_due_on, change.new_due_on) == (date(2017, 11, 30), date(2017, 12, 31))
    assert change.measure.due_on == change.new_due_on
    assert change.decision == decision
    assert decision.by_id not in {change.measure.owner_id, change.measure.handler_id}


def test_thirty_one_people_came_through_three_openings(story):
    came = Attendance.objects.filter(session=story, status__in=CAME)
    by_capacity = dict(came.order_by().values_list("capacity").annotate(Sum("headcount")))

    assert sum(by_capacity.values()) == 31
    assert by_capacity[Capacity.DEPARTMENT] == 4
    assert by_capacity[Capacity.MEDIA] == 2
    assert by_capacity[Capacity.OBSERVER] == 2
    assert story.openings.count() == 3
    assert story.board_notice.is_published()


def test_the_one_on_leave_made_up_for_it(story):
    (task,) = MakeUp.objects.filter(attendance__session=story)

    assert task.attendance.status == Status.LEAVE
    assert (task.is_accepted(), bool(task.note), task.proxy) == (True, True, None)
    assert task.handed_in_at
    assert task.accepted_at
    assert story.announced_at < task.handed_in_at < task.accepted_at


def test_the_report_was_signed_on_paper_numbered_and_sent(story):
    report = Paper.objects.get(session=story)

    assert (report.number, report.status) == (1, PaperStatus.SENT)
    assert [str(unit) for unit in report.recipients.all()] == ["县委宣传部"]
    on_paper = Decision.objects.filter(session=story).exclude(recorded_by=None)
    assert list(on_paper) == [report.decision]
    scan = StoredFile.objects.get(name="发文稿纸.pdf")
    assert on_paper.get().scan == scan
    with scan.content.open() as content:
        assert detect(content) == FileKind.PDF


def test_the_eleven_indicators_are_those_of_the_plan(story):
    found = {
        (one.name, one.comparator, str(one.target), one.unit, str(one.baseline))
        for one in Indicator.objects.filter(measure__session=story)
    }

    assert found == ELEVEN
    assert Measure.objects.filter(session=story).count() == 5


def test_four_of_the_eleven_lie_behind_at_midyear(story):
    indicators = Indicator.objects.filter(measure__session=story).select_related("measure")

    behind = {one.name for one in indicators if _light(one, date(2017, 6, 30)) != Light.GREEN}

    assert behind == {"新增建设用地指标", "城镇低效用地再开发", "土地开发", "增减挂钩指标"}


def test_every_target_is_met_at_the_end_of_the_year(story):
    indicators = Indicator.objects.filter(measure__session=story)

    for one in indicators:
        aim = Aim(one.kind, one.comparator, one.target)
        assert aim.is_met(_value(one, date(2017, 12, 31))), one.name
    share = indicators.get(name="违法土地耕占比")
    assert all(reading.value < 6 for reading in share.readings.all())


def test_no_measure_was_closed_by_its_own_people(story):
    closings = Closing.objects.filter(measure__session=story).select_related("measure", "decision")

    assert len(closings) == 5
    for closing in closings:
        measure = closing.measure
        own = {measure.owner_id, measure.handler_id, closing.applied_by_id}
        assert closing.decision
        assert closing.decision.by_id not in own
