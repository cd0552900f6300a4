"""One table: for every matter that waits for a decision, what its card shows and who acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.templatetags.words import day, moment
from agendas.attendance.actions import decide_leave
from agendas.attendance.models import Attendance
from agendas.measures.actions import decide_closing
from agendas.measures.models import Closing
from agendas.minutes.actions import decide_minutes
from agendas.minutes.models import Minutes
from agendas.papers.actions import decide_paper
from agendas.papers.models import Paper
from agendas.proxies.models import facts_of
from agendas.reminders.waiting import SOURCES, Waiting
from agendas.research.actions import decide_excuse
from agendas.research.models import Duty
from agendas.sessions.models import Matter
from agendas.topics.actions import decide_topic
from agendas.topics.models import Topic

Facts = list[tuple[str, str]]

_REPORT_AGAIN = ("材料不完整，请补充后再报。", "请进一步核实后再报。", "请修改后再报。")


@dataclass(frozen=True, slots=True)
class Handling:
    """How one kind of matter is shown and decided.

    What its card says, the page where the whole of it stands, the action that decides, what that
    action calls the thing, and the phrases a return is mostly given.
    """

    facts: Callable[[Any], Facts]
    path: Callable[[Any], str]
    decide: Callable[..., object]
    subject: Callable[[Any], dict[str, object]]
    phrases: tuple[str, ...] = _REPORT_AGAIN
    loads: tuple[str, ...] = ()
    # What names the text shown, where it may be rewritten before it is decided.
    revision: Callable[[Any], int] | None = None

    def rows(self, matter: Matter) -> QuerySet[Any]:
        """The rows that wait, with all that their cards show."""
        rows: QuerySet[Any] = SOURCES[matter].rows()
        return rows.prefetch_related(*self.loads)


@dataclass(frozen=True, slots=True)
class Card:
    """One matter as the person who decides it sees it."""

    waiting: Waiting
    item: str
    facts: Facts
    path: str
    phrases: tuple[str, ...]


def cards(waiting: Iterable[Waiting]) -> list[Card]:
    """The cards of what waits, in its order; one query for the rows of each matter."""
    waiting = list(waiting)
    rows = {
        matter: handling.rows(matter).in_bulk(each.pk for each in waiting if each.matter == matter)
        for matter, handling in HANDLINGS.items()
        if any(each.matter == matter for each in waiting)
    }
    # What was decided since it was found waiting has no card any more.
    return [
        Card(
            each,
            item_of(each, handling, row),
            handling.facts(row),
            handling.path(row),
            handling.phrases,
        )
        for each in waiting
        for handling in (HANDLINGS[each.matter],)
        if (row := rows[each.matter].get(each.pk))
    ]


def item_of(waiting: Waiting, handling: Handling, row: Any) -> str:
    """What a form names it by: ``topic-7``, with the revision shown ``minutes-7:3``."""
    return f"{waiting.key}:{handling.revision(row)}" if handling.revision else waiting.key


def _topic(topic: Topic) -> Facts:
    return [
        ("类型", topic.get_kind_display()),
        ("切入角度", "、".join(topic.angle_labels())),
        ("服务的中心工作", topic.central_task),
        ("为什么现在学", topic.why_now),
        ("回应的问题", "、".join(str(problem) for problem in topic.problems.all())),
    ]


def _excuse(duty: Duty) -> Facts:
    return [
        ("申请人", f"{duty.name}　{duty.post}".strip()),
        ("应交日期", day(duty.due_on)),
        ("免交理由", duty.excuse_reason),
        *facts_of(duty.excuse_proxy),
    ]


def _leave(attendance: Attendance) -> Facts:
    return [
        ("请假人", f"{attendance.name}　{attendance.post}".strip()),
        ("请假类别", attendance.get_leave_category_display()),
        ("学习会时间", moment(attendance.session.starts_at)),
        *facts_of(attendance.proxy),
    ]


def _minutes(minutes: Minutes) -> Facts:
    agreed = minutes.session.resolutions.all()
    return [
        ("会议成果", "\n".join(f"{one.get_kind_display()}：{one.text}" for one in agreed)),
        ("会议纪要", minutes.summary),
    ]


def _report(paper: Paper) -> Facts:
    return [
        ("报送单位", "、".join(str(unit) for unit in paper.recipients.all())),
        ("正文", paper.body),
    ]


def _closing(closing: Closing) -> Facts:
    measure = closing.measure
    return [
        ("责任单位", measure.lead_unit),
        ("责任人", measure.owner.full_name),
        ("时限", day(measure.due_on)),
        ("办结情况", closing.evidence),
        ("申请人", closing.applied_by.full_name),
        *facts_of(closing.proxy),
    ]


def _part(name: str) -> Callable[[Any], str]:
    """The session's page of that name."""
    return lambda row: reverse(f"agendas:{name}", kwargs={"session_id": row.session_id})


HANDLINGS: dict[Matter, Handling] = {
    Matter.TOPIC: Handling(
        _topic,
        _part("topic"),
        decide_topic,
        lambda topic: {"topic": topic},
        phrases=("请另选议题。", "请进一步聚焦问题后再报。", "请说明为什么现在学。"),
        loads=("problems",),
        revision=lambda topic: topic.revision(),
    ),
    Matter.EXCUSE: Handling(
        _excuse,
        _part("research"),
        decide_excuse,
        lambda duty: {"duty": duty},
        phrases=("请按要求提交调研材料。", "可以适当延后，仍请提交。"),
    ),
    Matter.LEAVE: Handling(
        _leave,
        _part("people"),
        decide_leave,
        lambda attendance: {"attendance": attendance},
        phrases=("请调整工作安排，参加学习会。", "请说明情况后再报。"),
    ),
    Matter.MINUTES: Handling(
        _minutes,
        _part("minutes"),
        decide_minutes,
        lambda minutes: {"minutes": minutes},
        loads=("session__resolutions",),
        revision=lambda minutes: minutes.revision,
    ),
    Matter.REPORT: Handling(
        _report,
        _part("papers"),
        decide_paper,
        lambda paper: {"paper": paper},
        loads=("recipients",),
        revision=lambda paper: paper.revision,
    ),
    Matter.CLOSING: Handling(
        _closing,
        lambda closing: reverse("agendas:measure", kwargs={"measure_id": closing.measure_id}),
        decide_closing,
        lambda closing: {"measure": closing.measure},
        phrases=("佐证材料不足，请补充后再报。", "尚未办结，请继续办理。", "请核实数据后再报。"),
        revision=lambda closing: closing.pk,
    ),
}
