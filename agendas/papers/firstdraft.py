"""A first draft of the report, computed from what the session already holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.utils import timezone

from agendas.attendance.models import CAME, OPENING_OF, Attendance, OpeningKind
from agendas.measures.models import Measure
from agendas.minutes.models import Resolution, ResolutionKind
from agendas.research.models import Duty, ResearchState
from agendas.sessions.models import StudySession
from agendas.topics.models import Topic, TopicState

_NUMERALS = "一二三四五六七八九十"
_SUBJECT = 80  # leaves room for the other words of the title
_AGREED = (ResolutionKind.CONSENSUS, ResolutionKind.DECISION, ResolutionKind.REQUIREMENT)
_OPEN_TO = {
    OpeningKind.CADRE: "扩大参会和旁听人员",
    OpeningKind.DEPARTMENT: "部门和社会人员",
    OpeningKind.MEDIA: "媒体",
}


@dataclass(frozen=True, slots=True)
class Draft:
    title: str
    body: str


def first_draft(session: StudySession) -> Draft:
    """Title and body: who met when, on what, what was agreed, and what is asked of those above.

    Only figures and words already entered; a section without any is left out.
    """
    topic = Topic.objects.filter(session=session, state=TopicState.CHOSEN).first()
    subject = topic.title if topic else session.title
    agreed = list(Resolution.objects.filter(session=session))
    sections = [
        ("聚焦问题", _problems(topic)),
        ("聚汇共识", _resolutions(agreed)),
        ("聚力对策", _measures(session)),
        ("提请上级研究的事项", _listed(_texts(agreed, ResolutionKind.TO_ABOVE))),
    ]
    paragraphs = [_opening(session, subject)]
    filled = [(name, lines) for name, lines in sections if lines]
    for numeral, (name, lines) in zip(_NUMERALS, filled, strict=False):
        paragraphs += [f"{numeral}、{name}", *lines]
    return Draft(f"关于“{subject[:_SUBJECT]}”学习会情况的专报", "\n".join(paragraphs))


def _opening(session: StudySession, subject: str) -> str:
    when = f"{_day(timezone.localdate(session.starts_at))}，" if session.starts_at else ""
    where = f"在{session.venue}" if session.venue else ""
    return (
        f"{when}{session.group.name}{where}举行{_meeting(session)}，围绕“{subject}”开展学习研讨。"
        f"{_research(session)}{_attendance(session)}现将有关情况报告如下。"
    )


def _meeting(session: StudySession) -> str:
    """What was held, in words: the name of most forms is not that of a meeting."""
    name = session.form.name
    return name if name.endswith("会") else f"“{name}”学习会"


def _research(session: StudySession) -> str:
    handed_in = Duty.objects.filter(session=session, paper__state=ResearchState.HANDED_IN)
    if not handed_in.exists():
        return ""
    papers = handed_in.values("paper").distinct().count()
    return f"会前，{handed_in.count()}名成员开展调研，提交调研材料{papers}篇。"


def _attendance(session: StudySession) -> str:
    came = Attendance.objects.filter(session=session, status__in=CAME).order_by()
    counts = dict(came.values_list("capacity").annotate(Sum("headcount")))
    if not counts:
        return ""
    opened = dict.fromkeys(_OPEN_TO, 0)
    for capacity, kind in OPENING_OF.items():
        opened[kind] += counts.get(capacity, 0)
    of_them = "、".join(f"{_OPEN_TO[kind]}{number}人" for kind, number in opened.items() if number)
    return f"到会{sum(counts.values())}人" + (f"，其中{of_them}。" if of_them else "。")


def _problems(topic: Topic | None) -> list[str]:
    return _listed(problem.title for problem in topic.problems.order_by("pk")) if topic else []


def _resolutions(agreed: list[Resolution]) -> list[str]:
    lines: list[str] = []
    present = [kind for kind in _AGREED if _texts(agreed, kind)]
    for numeral, kind in zip(_NUMERALS, present, strict=False):
        lines += [f"（{numeral}）{kind.label}", *_listed(_texts(agreed, kind))]
    return lines


def _measures(session: StudySession) -> list[str]:
    return _listed(
        f"{measure.title}（责任单位：{measure.lead_unit}，时限：{_day(measure.due_on)}）"
        for measure in Measure.objects.filter(session=session)
    )


def _texts(agreed: list[Resolution], kind: ResolutionKind) -> list[str]:
    return [" ".join(resolution.text.split()) for resolution in agreed if resolution.kind == kind]


def _listed(texts: Iterable[str]) -> list[str]:
    return [f"{number}. {text}" for number, text in enumerate(texts, start=1)]


def _day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"
