"""Telling whoever signed up what became of it: in his inbox, or by e-mail without an account."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from accounts.notices.actions import tell, write_to
from accounts.notices.models import NoticeKind
from agendas.guests.models import Seat
from agendas.guests.tokens import token_of
from agendas.sessions.actions import path_of
from agendas.sessions.models import StudySession
from studygroups.groups.models import GroupRole, Membership


def letter_key(seat: Seat) -> str:
    """How the keys of all letters about the seat begin."""
    return f"seat-{seat.pk}-"


def tell_of(seat: Seat, text: str, *, about: str) -> None:
    """Tell him; ``about`` is what of the seat it is, told once. An erased address gets nothing."""
    key = f"{letter_key(seat)}{about}"
    if seat.person:
        path = path_of(seat.session, "sign_up")
        tell([seat.person], kind=NoticeKind.INFORM, text=text, path=path, key=key)
    elif seat.email:
        path = reverse("agendas:seat", kwargs={"token": token_of(seat)})
        write_to(seat.email, text=text, path=path, key=key)


def tell_secretaries(session: StudySession, *, at: datetime) -> None:
    """That somebody waits for approval; once a day, however many they are."""
    today = timezone.localdate(at)
    seats = Membership.objects.current(today).filter(group=session.group, role=GroupRole.SECRETARY)
    tell(
        [seat.person for seat in seats.select_related("person")],
        kind=NoticeKind.DECIDE,
        text=f"有人报名《{session}》，请审核。",
        path=path_of(session, "guests"),
        key=f"seats-{session.pk}-{today}",
    )
