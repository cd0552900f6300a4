"""Telling those who run the system something, and answering."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.urls import reverse

from accounts.audit.actions import record
from accounts.feedback import rules
from accounts.feedback.models import Feedback
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import Role, User


def _insist(refusal: TextChoices | None) -> None:
    if refusal:
        raise ValidationError(str(refusal.label), code=refusal.value)


@transaction.atomic
def send_feedback(*, by: User, at: datetime, category: str, text: str, page: str = "") -> Feedback:
    """Write to the system administrators of one's unit and above, who are told that one did.

    ``page`` is the address of the page it is about. Raises ``ValidationError`` with the refusal's
    code without words or for a page of another system.
    """
    _insist(rules.refuse_feedback(text, page))
    feedback = Feedback(writer=by, category=category, text=text.strip(), page=page, created_at=at)
    feedback.full_clean()
    feedback.save()
    record("feedback.send", feedback, by=by, at=at)
    above = User.objects.filter(
        is_active=True,
        roles__role=Role.SYSTEM_ADMIN,
        roles__unit__path__in=by.unit.path_upward(),
    )
    tell(
        above.exclude(pk=by.pk).distinct(),
        kind=NoticeKind.REMIND,
        text=f"{by.unit}{by}提出了意见建议，请答复。",
        path=f"{reverse('feedback:feedback')}?scope=others",
        key=f"feedback-{feedback.pk}",
    )
    return feedback


@transaction.atomic
def answer_feedback(*, feedback: Feedback, by: User, at: datetime, text: str) -> Feedback:
    """Answer, once; the writer is told.

    Raises ``PermissionDenied`` for whoever does not administer the writer's unit and for the
    writer himself, ``ValidationError`` without words or the second time.
    """
    # Two administrators who answer at the same moment are served one after the other.
    rows = Feedback.objects.select_for_update(of=("self",)).select_related("writer__unit")
    feedback = rows.get(pk=feedback.pk)
    if not rules.may_answer(by, feedback):
        raise PermissionDenied("您没有执行该操作的权限。")
    _insist(rules.refuse_answer(feedback, text))
    feedback.answer, feedback.answered_by, feedback.answered_at = text.strip(), by, at
    feedback.full_clean()
    feedback.save(update_fields=["answer", "answered_by", "answered_at"])
    record("feedback.answer", feedback, by=by, at=at, fields=["answer"])
    tell(
        [feedback.writer],
        kind=NoticeKind.INFORM,
        text="您提出的意见建议已有答复。",
        path=reverse("feedback:feedback"),
        key=f"feedback-{feedback.pk}-answered",
    )
    return feedback
