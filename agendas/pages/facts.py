"""What the card of a matter says: enough to decide by, label by label."""

from __future__ import annotations

from accounts.templatetags.words import day, moment
from agendas.attendance.models import Attendance
from agendas.measures.models import Change, Closing
from agendas.minutes.models import Minutes, Scheme
from agendas.papers.models import Paper
from agendas.proxies.models import facts_of
from agendas.research.models import Duty
from agendas.topics.models import Topic

Facts = list[tuple[str, str]]


def topic_facts(topic: Topic) -> Facts:
    return [
        ("类型", topic.get_kind_display()),
        ("切入角度", "、".join(topic.angle_labels())),
        ("服务的中心工作", topic.central_task),
        ("为什么现在学", topic.why_now),
        ("回应的问题", "、".join(str(problem) for problem in topic.problems.all())),
    ]


def excuse_facts(duty: Duty) -> Facts:
    return [
        ("申请人", f"{duty.name}　{duty.post}".strip()),
        ("应交日期", day(duty.due_on)),
        ("免交理由", duty.excuse_reason),
        *facts_of(duty.excuse_proxy),
    ]


def scheme_facts(scheme: Scheme) -> Facts:
    """The sheet as it was submitted, section by section."""
    return [(name, "\n".join(lines)) for name, lines in scheme.sections]


def leave_facts(attendance: Attendance) -> Facts:
    return [
        ("请假人", f"{attendance.name}　{attendance.post}".strip()),
        ("请假类别", attendance.get_leave_category_display()),
        ("学习会时间", moment(attendance.session.starts_at)),
        *facts_of(attendance.proxy),
    ]


def minutes_facts(minutes: Minutes) -> Facts:
    agreed = minutes.session.resolutions.all()
    return [
        ("会议成果", "\n".join(f"{one.get_kind_display()}：{one.text}" for one in agreed)),
        ("会议纪要", minutes.summary),
    ]


def report_facts(paper: Paper) -> Facts:
    return [
        ("报送单位", "、".join(str(unit) for unit in paper.recipients.all())),
        ("正文", paper.body),
    ]


def change_facts(change: Change) -> Facts:
    return [
        ("申请事项", str(change)),
        ("原定", change.before()),
        ("改为", change.after()),
        ("理由", change.reason),
        ("责任人", change.measure.owner.full_name),
        ("申请人", change.applied_by.full_name),
    ]


def closing_facts(closing: Closing) -> Facts:
    measure = closing.measure
    return [
        ("责任单位", measure.lead_unit),
        ("责任人", measure.owner.full_name),
        ("时限", day(measure.due_on)),
        ("办结情况", closing.evidence),
        ("申请人", closing.applied_by.full_name),
        *facts_of(closing.proxy),
    ]
