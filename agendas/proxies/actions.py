"""Entering what another gave, and his objection to it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from agendas.proxies import rules
from agendas.proxies.models import Proxy, ProxyKind
from agendas.proxies.rules import Given
from agendas.sessions.actions import allow, insist, keep_objection, path_of
from agendas.sessions.models import StudySession
from agendas.sessions.rules import prepared_since, records_for_others


@transaction.atomic
def enter_for(
    *,
    people: Collection[User],
    session: StudySession,
    kind: ProxyKind,
    by: User,
    at: datetime,
    words: str,
    given: Given | None = None,
    since: date | None = None,
) -> dict[int, Proxy]:
    """Put on file that ``by`` entered for these people what they gave; by the key of the person.

    Called by the action that does it, in its transaction; its own notice is this one. ``words``
    say what was entered, as a sentence without its full stop; each is told, with the way to
    object. Given today unless told otherwise, never before ``since`` (as a rule the day from
    which the session may have been prepared). Raises ``PermissionDenied`` for anybody but the
    secretary, ``ValidationError`` with ``future`` or ``too_early`` for another day.
    """
    allow(records_for_others(by, session))
    today = timezone.localdate(at)
    given = given or Given(today)
    since = since or prepared_since(session)
    insist(rules.refuse_given(given, since=since, today=today))
    entered = {}
    for person in dict.fromkeys(people):  # named twice, still told once
        proxy = Proxy(
            session=session,
            kind=kind,
            person=person,
            given_on=given.on,
            scan=given.scan,
            entered_by=by,
            entered_at=at,
        )
        proxy.full_clean()
        proxy.save()
        record(f"proxy.{kind}", proxy, by=by, at=at)
        _tell_person(proxy, words)
        entered[person.pk] = proxy
    return entered


def _tell_person(proxy: Proxy, words: str) -> None:
    tell(
        [proxy.person],
        kind=NoticeKind.INFORM,
        # A notice holds 200 characters, and the way to object is not what may be cut off.
        text=f"{words:.175}；如有异议，请在“留痕”页提出。",
        path=path_of(proxy.session, "record"),
        key=f"proxy-{proxy.pk}",
    )


@transaction.atomic
def object_to_proxy(*, proxy: Proxy, by: User, at: datetime, text: str) -> Proxy:
    """Keep the objection of the person it was entered for, and tell the secretary who did.

    Raises ``PermissionDenied`` for anybody else, and ``ValidationError`` the second time.
    """
    allow(rules.may_object(by, proxy))
    keep_objection(proxy, at=at, text=text)
    record("proxy.object", proxy, by=by, at=at, fields=["objection"])
    tell(
        [proxy.entered_by],
        kind=NoticeKind.INFORM,
        text=f"{by}对代交的{proxy.get_kind_display()}提出异议：《{proxy.session}》。",
        path=path_of(proxy.session, "record"),
        key=f"objection-proxy-{proxy.pk}",
    )
    return proxy
