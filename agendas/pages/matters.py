"""One table: for every matter that waits for a decision, what its card shows and who acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.people.models import User
from agendas.attendance.actions import decide_leave
from agendas.drafts.actions import Acts
from agendas.measures.actions import decide_change, decide_closing
from agendas.minutes.actions import MINUTES, SCHEME
from agendas.papers.actions import REPORT
from agendas.reminders.waiting import SOURCES, Waiting
from agendas.research.actions import decide_excuse
from agendas.sessions.facts import Change, Fact, Facts, changes
from agendas.sessions.models import Decision, Matter
from agendas.topics.actions import decide_topic

COMMON_PHRASES = ("材料不完整，请补充后再报。", "请进一步核实后再报。", "请修改后再报。")


@dataclass(frozen=True, slots=True)
class Handling:
    """How one kind of matter is shown and decided.

    What its card says, the page where the whole of it stands, the action that decides, what that
    action calls the thing, the phrases a return is mostly given, and where it keeps how it was
    decided the last time.
    """

    facts: Callable[[Any], Iterable[Fact | tuple[str, str]]]
    path: Callable[[Any], str]
    decide: Callable[..., object]
    subject: Callable[[Any], dict[str, object]]
    phrases: tuple[str, ...] = COMMON_PHRASES
    loads: tuple[str, ...] = ()
    # What names the text shown, where it may be rewritten before it is decided.
    revision: Callable[[Any], int] | None = None
    last: str = ""

    def rows(self, matter: Matter) -> QuerySet[Any]:
        """The rows that wait, with all that their cards show."""
        rows: QuerySet[Any] = SOURCES[matter].rows()
        if self.last:
            rows = rows.select_related(f"{self.last}__by", f"{self.last}__acted_for")
        return rows.prefetch_related(*self.loads)

    def returned(self, row: Any) -> Decision | None:
        """The return it comes back from, if it was returned the last time."""
        decision: Decision | None = getattr(row, self.last) if self.last else None
        return None if decision is None or decision.is_approved() else decision


@dataclass(frozen=True, slots=True)
class Card:
    """One matter as the person who decides it sees it.

    ``returned`` is the decision it comes back from and ``changes`` what changed since; what was
    not kept then (``uncompared``) is only named.
    """

    waiting: Waiting
    item: str
    facts: list[Fact]
    path: str
    phrases: list[str]
    acts_for: User | None
    returned: Decision | None
    changes: list[Change]

    @property
    def uncompared(self) -> list[str]:
        return [fact.label for fact in self.facts if fact.is_personal]


def cards(waiting: Iterable[Waiting], *, by: User) -> list[Card]:
    """The cards of what waits for him, in its order; one query for the rows of each matter."""
    waiting = list(waiting)
    rows = {
        matter: handling.rows(matter).in_bulk(each.pk for each in waiting if each.matter == matter)
        for matter, handling in HANDLINGS.items()
        if any(each.matter == matter for each in waiting)
    }
    # What was decided since it was found waiting has no card any more.
    return [
        _card(each, HANDLINGS[each.matter], row, by=by)
        for each in waiting
        if (row := rows[each.matter].get(each.pk))
    ]


def _card(each: Waiting, handling: Handling, row: Any, *, by: User) -> Card:
    facts = [Fact(*fact) for fact in handling.facts(row)]
    returned = handling.returned(row)
    return Card(
        waiting=each,
        item=item_of(each, handling, row),
        facts=facts,
        path=handling.path(row),
        # His own words come first; what both offer stands there once.
        phrases=list(dict.fromkeys((*by.stock_phrases, *handling.phrases))),
        acts_for=each.acts_for(by),
        returned=returned,
        changes=changes(returned.facts, facts) if returned and returned.facts else [],
    )


def item_of(waiting: Waiting, handling: Handling, row: Any) -> str:
    """What a form names it by: ``topic-7``, with the revision shown ``minutes-7:3``."""
    return f"{waiting.key}:{handling.revision(row)}" if handling.revision else waiting.key


def _facts(row: Any) -> Facts:
    """What its own room shows of it to be decided on, and keeps with the decision."""
    facts: Facts = row.facts()
    return facts


def _part(name: str) -> Callable[[Any], str]:
    """The session's page of that name."""
    return lambda row: reverse(f"agendas:{name}", kwargs={"session_id": row.session_id})


def _measure(asked: Any) -> str:
    """The page of the measure of which it was asked."""
    return reverse("agendas:measure", kwargs={"measure_id": asked.measure_id})


def _draft(acts: Acts[Any], **more: Any) -> Handling:
    """How every draft is shown and decided."""
    return Handling(
        _facts,
        lambda draft: _part(draft.PART)(draft),
        acts.decide,
        lambda draft: {draft.name(): draft},
        revision=lambda draft: draft.revision,
        last="decision",
        **more,
    )


HANDLINGS: dict[Matter, Handling] = {
    Matter.TOPIC: Handling(
        _facts,
        _part("topic"),
        decide_topic,
        lambda topic: {"topic": topic},
        phrases=("请另选议题。", "请进一步聚焦问题后再报。", "请说明为什么现在学。"),
        loads=("problems",),
        revision=lambda topic: topic.revision(),
        last="last_decision",
    ),
    Matter.EXCUSE: Handling(
        _facts,
        _part("research"),
        decide_excuse,
        lambda duty: {"duty": duty},
        phrases=("请按要求提交调研材料。", "可以适当延后，仍请提交。"),
        last="last_excuse_decision",
    ),
    Matter.SCHEME: _draft(
        SCHEME, phrases=("请调整时间后再报。", "请压缩议程后再报。", "请修改后再报。")
    ),
    Matter.LEAVE: Handling(
        _facts,
        _part("people"),
        decide_leave,
        lambda attendance: {"attendance": attendance},
        phrases=("请调整工作安排，参加学习会。", "请说明情况后再报。"),
        last="last_leave_decision",
    ),
    Matter.MINUTES: _draft(MINUTES, loads=("session__resolutions",)),
    Matter.REPORT: _draft(REPORT, loads=("recipients",)),
    Matter.CHANGE: Handling(
        _facts,
        _measure,
        decide_change,
        lambda change: {"measure": change.measure},
        phrases=("请按原时限完成。", "请按原目标完成。", "理由不充分，请补充后再报。"),
        revision=lambda change: change.pk,
    ),
    Matter.CLOSING: Handling(
        _facts,
        _measure,
        decide_closing,
        lambda closing: {"measure": closing.measure},
        phrases=("佐证材料不足，请补充后再报。", "尚未办结，请继续办理。", "请核实数据后再报。"),
        revision=lambda closing: closing.pk,
        last="last_decision",
    ),
}
