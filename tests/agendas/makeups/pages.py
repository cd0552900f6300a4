"""The addresses of make-up study, and what stands on its pages."""

from __future__ import annotations

from django.http import HttpResponse

from agendas.makeups.models import MakeUp
from agendas.sessions.models import StudySession

NOTE = "保护耕地是底线。"


def part(session: StudySession, more: str = "") -> str:
    return f"/sessions/{session.pk}/make-ups/{more}"


def page_of(task: MakeUp, more: str = "") -> str:
    return f"/make-ups/{task.pk}/{more}"


def text_of(answer: HttpResponse) -> str:
    return str(answer.content.decode())
