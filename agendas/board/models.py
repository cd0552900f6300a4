"""What the public board says of a session, once it is reviewed."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agendas.sessions.models import StudySession


class BoardNoticeQuerySet(models.QuerySet["BoardNotice"]):
    def published(self) -> Self:
        """What anybody may read without signing in."""
        reviewed = self.filter(reviewed_at__isnull=False, session__announced_at__isnull=False)
        return reviewed.select_related("session__group")


class BoardNotice(models.Model):
    """What the public board says of a session, once a second person has reviewed it.

    Title, time and place are the session's as they stood when the wording was prepared: what
    changes there later has been reviewed by nobody. ``revision`` counts the wordings: what is
    reviewed is the one the reviewer read.
    """

    session = models.OneToOneField(
        StudySession, on_delete=models.CASCADE, related_name="board_notice"
    )
    title = models.CharField("名称", max_length=100)
    starts_at = models.DateTimeField("开始时间", null=True, blank=True)
    venue = models.CharField("地点", max_length=80, blank=True)
    text = models.TextField("公开内容", max_length=2000)
    shows_time_and_place = models.BooleanField("公开时间地点", default=False)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = BoardNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "公开内容"
        ordering = ["-reviewed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("prepared_by")),
                name="board_reviewed_by_a_second_person",
                violation_error_message="须由另一人审核。",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="board_review_has_its_moment",
                violation_error_message="审核须有审核人和时间。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_published(self) -> bool:
        return self.reviewed_at is not None

    def is_outdated(self) -> bool:
        """The session's head says another thing by now than the board shows of it."""
        shown = ("title", "starts_at", "venue") if self.shows_time_and_place else ("title",)
        return any(getattr(self, name) != getattr(self.session, name) for name in shown)
