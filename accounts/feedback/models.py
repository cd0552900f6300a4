"""What people tell those who run the system, and what they are answered."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Q
from django.utils import timezone

from accounts.people.models import Role, RoleGrant, User

LONGEST = 500


class FeedbackCategory(models.TextChoices):
    FAULT = "fault", "使用故障"
    ADVICE = "advice", "改进建议"
    QUESTION = "question", "操作咨询"
    OTHER = "other", "其他"


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and what comes from the units whose system administrator one is."""
        return self.filter(Q(writer=user) | Exists(_administered_by(user)))

    def to_answer(self, user: User) -> Self:
        """What others wrote whom he may answer; what still waits comes first."""
        others = self.visible_to(user).exclude(writer=user)
        return others.order_by(F("answered_at").desc(nulls_first=True), "-pk")


def _administered_by(user: User) -> models.QuerySet[RoleGrant]:
    """His grants at the writer's unit or above it."""
    grants = RoleGrant.objects.filter(person=user, role=Role.SYSTEM_ADMIN)
    return grants.reaching("writer__unit__path")


class Feedback(models.Model):
    """One remark on the product, with the page it is about, answered once."""

    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="feedback"
    )
    category = models.CharField("类别", max_length=8, choices=FeedbackCategory)
    text = models.CharField("内容", max_length=LONGEST)
    page = models.CharField("所在页面", max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField("答复", max_length=LONGEST, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = "意见建议"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | ~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False),
                name="answer_has_its_author_and_moment",
                violation_error_message="答复须有内容、答复人和时间。",
            )
        ]

    def __str__(self) -> str:
        return self.text
