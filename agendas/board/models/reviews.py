"""The shape of all that gets out: prepared by one, reviewed by another, every review on file."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.files.models import StoredFile
from accounts.people.models import User
from agendas.sessions.facts import Facts
from agendas.sessions.models import Decision, StudySession


class Subject(models.TextChoices):
    """What was reviewed."""

    BOARD = "board", "公开内容"
    MATERIAL = "material", "供稿"
    PUBLICATION = "publication", "刊播情况"


class Verdict(models.TextChoices):
    APPROVED = "approved", "审核通过"
    RETURNED = "returned", "退回修改"
    WITHDRAWN = "withdrawn", "撤回"


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: User) -> Self:
        """For those who run the session."""
        return self.filter(session__in=StudySession.objects.led_by(user).values("pk"))


class Review(models.Model):
    """One review of one wording, or its withdrawal; it outlives the thing reviewed.

    ``facts`` is the wording as it was reviewed, ``revision`` its number. What goes to the media is
    decided by the leader: his ``decision`` is then on file as well.
    """

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="reviews")
    subject = models.CharField("事项", max_length=11, choices=Subject)
    about = models.CharField("名称", max_length=120)
    revision = models.PositiveIntegerField("版本")
    verdict = models.CharField("结果", max_length=9, choices=Verdict)
    is_secrecy_checked = models.BooleanField("保密审查", default=False)
    is_publicity_checked = models.BooleanField("宣传审核", default=False)
    reason = models.CharField("意见", max_length=200, blank=True)
    facts = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "保密和宣传审核"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.APPROVED)
                | Q(is_secrecy_checked=True, is_publicity_checked=True),
                name="review_confirms_secrecy_and_publicity",
                violation_error_message="审核通过须确认保密审查和宣传审核。",
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.RETURNED) | ~Q(reason=""),
                name="returned_review_has_a_reason",
                violation_error_message="退回须写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}：{self.get_verdict_display()}"

    def is_approved(self) -> bool:
        return self.verdict == Verdict.APPROVED

    def is_returned(self) -> bool:
        return self.verdict == Verdict.RETURNED


class Reviewable(models.Model):
    """What gets out once somebody else than who prepared it has reviewed it.

    ``revision`` counts the wordings: what is reviewed is the one the reviewer read.
    """

    subject: ClassVar[Subject]
    session: models.ForeignKey[StudySession, StudySession]

    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    last_review = models.ForeignKey(
        Review, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("prepared_by")),
                name="%(class)s_reviewed_by_a_second_person",
                violation_error_message="须由另一人审核。",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="%(class)s_review_has_its_moment",
                violation_error_message="审核须有审核人和时间。",
            ),
        ]

    def is_published(self) -> bool:
        return self.reviewed_at is not None

    def is_returned(self) -> bool:
        """It came back and nobody has rewritten it since."""
        last = self.last_review
        return bool(last and last.is_returned() and last.revision == self.revision)

    def facts(self) -> Facts:
        """The wording, as labels and texts, to be kept with its review."""
        raise NotImplementedError

    def released_file(self) -> StoredFile | None:
        """The file that gets out with it."""
        return None
