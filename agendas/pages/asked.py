"""What somebody asked of others: submitted by him, and still to be decided by another."""

from __future__ import annotations

from django.urls import reverse

from accounts.people.models import User
from agendas.pages.todos import Todo
from agendas.reminders.waiting import Asked, asked_by
from agendas.sessions.models import Matter

# The part of the session where a matter stands; its overview for any other.
_PARTS = {
    Matter.TOPIC: "topic",
    Matter.EXCUSE: "research",
    Matter.LEAVE: "people",
    Matter.MINUTES: "minutes",
    Matter.REPORT: "papers",
}


def awaited_by(person: User) -> list[Todo]:
    """One line for each matter, leading to where it stands; it is not his to hurry."""
    return [
        Todo(
            title=_name(each, person),
            note=each.session_title,
            path=_path(each),
            button="查看",
            words="待审定",
        )
        for each in asked_by(person)
    ]


def _name(each: Asked, person: User) -> str:
    """What it is called, unless that is his own name or the session's, which stands below."""
    is_plain = each.title in (person.full_name, each.session_title)
    return str(each.matter.label) if is_plain else f"{each.matter.label}：{each.title}"


def _path(each: Asked) -> str:
    if each.matter == Matter.CLOSING:
        # Whoever answers for a measure need not see the session it came from.
        return f"{reverse('agendas:measures')}?scope=mine"
    part = _PARTS.get(each.matter, "session")
    return reverse(f"agendas:{part}", kwargs={"session_id": each.session_id})
