"""How dates, names and numbers read on every page and paper."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from django import template
from django.utils import timezone

register = template.Library()

_WEEKDAYS = "一二三四五六日"


@register.filter
def day(value: date | datetime | None) -> str:
    """``2017年3月31日（周五）``; empty without a date."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value.year}年{value.month}月{value.day}日（周{_WEEKDAYS[value.weekday()]}）"


@register.filter
def moment(value: datetime | None) -> str:
    """``2017年3月31日（周五）14:30``; empty without a moment.

    At midnight the day alone: no meeting begins then, its hour was just never noted.
    """
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{day(local)}{local:%H:%M}" if local.time() != time.min else day(local)


@register.filter
def padded(name: str) -> str:
    """A name of two characters set as wide as one of three: ``张　三``."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


@register.filter
def quoted(text: str) -> str:
    """In quotation marks; those it holds already become single ones, as inner marks are."""
    left, right = "\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"
    inner = text.translate({ord("“"): left, ord("”"): right})
    return f"“{inner}”"


@register.filter
def amount(value: Decimal | None) -> str:
    """A decimal without idle zeros; a dash where there is none."""
    if value is None:
        return "\N{EN DASH}"
    return f"{value.normalize():f}" if value else "0"
