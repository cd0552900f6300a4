"""What may be entered for another, who may object to it, and who reads the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from accounts.files.models import StoredFile
from accounts.people.models import User
from agendas.proxies.models import Proxy, ProxyKind
from studygroups.groups.models import LEADS, GroupRole, Membership


@dataclass(frozen=True, slots=True)
class Given:
    """On which day somebody gave what is entered for him, and the scan of it, if any."""

    on: date
    scan: StoredFile | None = None


class ProxyRefusal(TextChoices):
    FUTURE = "future", "提供日期不能晚于今天。"
    TOO_EARLY = "too_early", "提供日期早于该事项，请核对。"


def refuse_given(given: Given, *, since: date, today: date) -> ProxyRefusal | None:
    """It was given from ``since`` to today."""
    if given.on > today:
        return ProxyRefusal.FUTURE
    return ProxyRefusal.TOO_EARLY if given.on < since else None


def may_object(person: User, proxy: Proxy) -> bool:
    return proxy.person_id == person.pk


def may_read_scan(person: User, proxy: Proxy, seat: Membership | None) -> bool:
    """He himself, and those who run the session; ``seat`` is the reader's in its group today.

    An answer slip may say why somebody stays away, which is not for every lead to know: only
    the secretaries read it, who enter it.
    """
    if proxy.person_id == person.pk:
        return True
    if seat is None:
        return False
    if proxy.kind == ProxyKind.ANSWER:
        return seat.role == GroupRole.SECRETARY
    return seat.role in LEADS
