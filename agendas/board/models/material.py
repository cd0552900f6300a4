"""What the secretary prepares for the journalists of a session (供稿)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.files.models import StoredFile
from accounts.people.models import User
from agendas.attendance.models import Capacity, Opening, OpeningKind
from agendas.board.models.reviews import Reviewable, Subject
from agendas.sessions.facts import Fact, Facts
from agendas.sessions.models import StudySession


class PressMaterialQuerySet(models.QuerySet["PressMaterial"]):
    def visible_to(self, user: User) -> Self:
        """Leads see every piece; released ones the group, and the journalists on the list.

        Those read from the moment the opening for the media says, and nobody else from outside.
        """
        sessions = StudySession.objects
        return self.filter(
            Q(session__in=sessions.led_by(user).values("pk"))
            | Q(reviewed_at__isnull=False)
            & (
                Q(session__in=sessions.of_member(user).values("pk"))
                | Q(session__in=openings_for_press(user).values("session"))
            )
        )

    def released(self) -> Self:
        return self.filter(reviewed_at__isnull=False)


class PressMaterial(Reviewable):
    """One piece for the media: a text, a file, or both."""

    subject = Subject.MATERIAL

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField("标题", max_length=100)
    text = models.TextField("正文", max_length=5000, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PressMaterialQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        verbose_name = "供稿"
        ordering = ["pk"]
        constraints = [
            *Reviewable.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(text="") | Q(file__isnull=False),
                name="material_has_a_text_or_a_file",
                violation_error_message="请填写正文或上传文件。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def facts(self) -> Facts:
        """With the file's hash, so that what was reviewed stays beyond doubt."""
        file = f"{self.file.name}（SHA-256：{self.file.sha256}）" if self.file else ""
        return [Fact("标题", self.title), Fact("正文", self.text), Fact("文件", file)]

    def released_file(self) -> StoredFile | None:
        return self.file


def openings_for_press(user: User) -> models.QuerySet[Opening]:
    """The openings for the media through which he comes as a journalist, where they show by now."""
    return Opening.objects.admitting(user).filter(
        kind=OpeningKind.MEDIA,
        session__attendances__person=user,
        session__attendances__capacity=Capacity.MEDIA,
    )
