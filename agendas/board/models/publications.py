"""What the media published of a session (刊播情况)."""

from __future__ import annotations

from typing import Self

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q

from accounts.files.models import StoredFile
from accounts.people.models import User
from accounts.templatetags.words import day
from agendas.board.models.reviews import Reviewable, Subject
from agendas.sessions.facts import Fact, Facts
from agendas.sessions.models import StudySession

# The link is shown, never followed by the server.
SCHEMES = ("http", "https")


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, user: User) -> Self:
        """Who belongs to the group sees all of a session, a journalist what he entered."""
        sessions = StudySession.objects
        return self.filter(
            Q(session__in=sessions.led_by(user).values("pk"))
            | Q(session__in=sessions.of_member(user).values("pk"))
            | Q(prepared_by=user, session__guests=user)
        )

    def published(self) -> Self:
        """What the public board lists below an entry."""
        return self.filter(reviewed_at__isnull=False)


class Publication(Reviewable):
    """One report in the media, entered by its journalist or by the secretary."""

    subject = Subject.PUBLICATION

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="publications")
    outlet = models.CharField("媒体", max_length=60)
    title = models.CharField("标题", max_length=120)
    published_on = models.DateField("刊播日期")
    link = models.CharField(
        "链接", max_length=500, blank=True, validators=[URLValidator(schemes=SCHEMES)]
    )
    scan = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PublicationQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        verbose_name = "刊播情况"
        ordering = ["published_on", "pk"]

    def __str__(self) -> str:
        return self.title

    def facts(self) -> Facts:
        return [
            Fact("媒体", self.outlet),
            Fact("标题", self.title),
            Fact("刊播日期", day(self.published_on)),
            Fact("链接", self.link),
        ]
