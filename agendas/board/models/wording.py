"""What the public board says of a session, once it is reviewed."""

from __future__ import annotations

from typing import Self

from django.db import models

from accounts.people.models import User
from accounts.templatetags.words import moment
from agendas.board.models.reviews import Reviewable, Subject
from agendas.sessions.facts import Fact, Facts
from agendas.sessions.models import StudySession


class BoardNoticeQuerySet(models.QuerySet["BoardNotice"]):
    def visible_to(self, user: User) -> Self:
        """The wording and its state are for those who run the session."""
        return self.filter(session__in=StudySession.objects.led_by(user).values("pk"))

    def published(self) -> Self:
        """What anybody may read without signing in."""
        reviewed = self.filter(reviewed_at__isnull=False, session__announced_at__isnull=False)
        return reviewed.select_related("session__group")


class BoardNotice(Reviewable):
    """What the public board says of a session.

    Title, time and place are the session's as they stood when the wording was prepared: what
    changes there later has been reviewed by nobody.
    """

    subject = Subject.BOARD

    session = models.OneToOneField(
        StudySession, on_delete=models.CASCADE, related_name="board_notice"
    )
    title = models.CharField("名称", max_length=100)
    starts_at = models.DateTimeField("开始时间", null=True, blank=True)
    venue = models.CharField("地点", max_length=80, blank=True)
    text = models.TextField("公开内容", max_length=2000)
    shows_time_and_place = models.BooleanField("公开时间地点", default=False)

    objects = BoardNoticeQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        verbose_name = "公开内容"
        ordering = ["-reviewed_at"]

    def __str__(self) -> str:
        return self.title

    def facts(self) -> Facts:
        shown = [Fact("名称", self.title), Fact("公开内容", self.text)]
        if self.shows_time_and_place:
            shown += [Fact("时间", moment(self.starts_at)), Fact("地点", self.venue)]
        return shown

    def is_outdated(self) -> bool:
        """The session's head says another thing by now than the board shows of it."""
        shown = ("title", "starts_at", "venue") if self.shows_time_and_place else ("title",)
        return any(getattr(self, name) != getattr(self.session, name) for name in shown)
