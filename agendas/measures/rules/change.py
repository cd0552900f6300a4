"""Why another deadline or target is not asked for, and why not decided."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db.models import TextChoices
from django.utils import timezone

from agendas.measures.models import Indicator, Measure
from agendas.measures.rules.entitlement import refuse_application, refuse_period, refuse_target


class ChangeRefusal(TextChoices):
    AFTER_DUE = "after_due", "时限已过，不能再申请调整，按原时限和目标考核。"
    WAITING = "waiting", "已有一项调整申请待审定。"
    NOT_LATER = "not_later", "新时限须晚于原时限。"
    OTHER_MEASURE = "other_measure", "该指标不属于本措施。"
    UNCHANGED = "unchanged", "目标值没有变化。"
    NEEDS_REASON = "needs_reason", "请写明理由。"
    NOT_ASKED = "not_asked", "该措施没有待审定的调整申请。"


def refuse_asking(measure: Measure, *, waits: bool, at: datetime) -> TextChoices | None:
    """Asked for in time, while the measure is worked on, and not while a request ``waits``."""
    if refusal := refuse_application(measure):
        return refusal
    if timezone.localdate(at) > measure.due_on:
        return ChangeRefusal.AFTER_DUE
    return ChangeRefusal.WAITING if waits else None


def refuse_extension(measure: Measure, *, due_on: date) -> TextChoices | None:
    if refusal := refuse_period(starts_on=measure.starts_on, due_on=due_on):
        return refusal
    return None if due_on > measure.due_on else ChangeRefusal.NOT_LATER


def refuse_new_target(indicator: Indicator, *, target: Decimal) -> TextChoices | None:
    if target == indicator.target:
        return ChangeRefusal.UNCHANGED
    return refuse_target(kind=indicator.kind, figures=[target])
