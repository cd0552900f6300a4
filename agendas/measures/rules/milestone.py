"""Why a milestone cannot be set, dropped or reported done."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import TextChoices
from django.utils import timezone

from agendas.measures.models import Measure, Milestone


class MilestoneRefusal(TextChoices):
    OUTSIDE = "outside", "节点时限须在措施的开始日期和时限之间。"
    TWICE = "twice", "该措施已有同名节点。"
    PAST = "past", "节点时限已过，不能再删除。"
    DONE = "reached", "该节点已完成。"
    GONE = "gone", "该节点已被删除。"
    DONE_LATER = "done_later", "完成日期不能晚于今天。"
    DONE_EARLY = "done_early", "完成日期不能早于措施开始日期。"


def refuse_milestone(measure: Measure, *, title: str, due_on: date) -> MilestoneRefusal | None:
    """Counted back from the deadline it lies within the measure's days, and has its own name."""
    if not measure.starts_on <= due_on <= measure.due_on:
        return MilestoneRefusal.OUTSIDE
    if measure.milestones.filter(title=title.strip()).exists():
        return MilestoneRefusal.TWICE
    return None


def refuse_dropping(milestone: Milestone, *, at: datetime) -> MilestoneRefusal | None:
    """What was done or missed stays on file; dropping it would put out its light."""
    if milestone.done_on:
        return MilestoneRefusal.DONE
    return MilestoneRefusal.PAST if milestone.due_on < timezone.localdate(at) else None


def refuse_reaching(
    milestone: Milestone, *, done_on: date, at: datetime
) -> MilestoneRefusal | None:
    if milestone.done_on:
        return MilestoneRefusal.DONE
    if done_on > timezone.localdate(at):
        return MilestoneRefusal.DONE_LATER
    return MilestoneRefusal.DONE_EARLY if done_on < milestone.measure.starts_on else None
