"""Who answers what was written, and why something is not taken."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.feedback.models import Feedback
from accounts.people.models import Role, User
from accounts.people.rules import holds


class FeedbackRefusal(TextChoices):
    EMPTY = "empty", "请写明意见或建议。"
    ELSEWHERE = "elsewhere", "所在页面须是本系统的页面。"
    NO_ANSWER = "no_answer", "请写明答复。"
    ANSWERED = "answered", "已有答复，请刷新页面。"


def may_answer(person: User, feedback: Feedback) -> bool:
    """The system administrators of the writer's unit and of those above it, not he himself."""
    return person != feedback.writer and holds(person, Role.SYSTEM_ADMIN, feedback.writer.unit)


def refuse_feedback(text: str, page: str) -> FeedbackRefusal | None:
    """``page`` is an address of this system without its host, or empty."""
    if not text.strip():
        return FeedbackRefusal.EMPTY
    is_own = page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return FeedbackRefusal.ELSEWHERE if page and not is_own else None


def refuse_answer(feedback: Feedback, text: str) -> FeedbackRefusal | None:
    if feedback.answered_at:
        return FeedbackRefusal.ANSWERED
    return None if text.strip() else FeedbackRefusal.NO_ANSWER
