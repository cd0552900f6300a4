"""What is written for a session, submitted and decided: the shape that all such texts share."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models

from agendas.sessions.facts import Facts
from agendas.sessions.models import Decision, Matter, StudySession

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

DRAFT, SUBMITTED = "draft", "submitted"


class Draft(models.Model):
    """One text of a session: a draft until it is submitted, then approved or a draft again.

    Every kind has a column of its own for that, with its own words for it: ``STATE`` names the
    column, ``APPROVED`` its value once the leader agreed, ``WRITABLE`` those in which it may be
    written. ``revision`` counts the saves; whoever saves says which one he started from, whoever
    decides which one he read.
    """

    MATTER: ClassVar[Matter]
    # The page of the session where it is written and decided.
    PART: ClassVar[str]
    STATE: ClassVar[str] = "state"
    APPROVED: ClassVar[str] = "approved"
    WRITABLE: ClassVar[tuple[str, ...]] = (DRAFT,)

    session: models.ForeignKey[StudySession | Combinable, StudySession]
    revision = models.PositiveIntegerField(default=1)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True

    def about(self) -> str:
        """Which it is, where a session may have several of its kind."""
        return ""

    def facts(self) -> Facts:
        """What is decided on, as it is shown to whoever decides."""
        raise NotImplementedError

    def name(self) -> str:
        """What actions and log call it: ``minutes``."""
        return str(self._meta.model_name)

    def stands(self) -> str:
        state: str = getattr(self, self.STATE)
        return state

    def is_writable(self) -> bool:
        return self.stands() in self.WRITABLE

    def is_draft(self) -> bool:
        return self.stands() == DRAFT

    def is_submitted(self) -> bool:
        return self.stands() == SUBMITTED

    def is_approved(self) -> bool:
        return self.stands() == self.APPROVED


D = TypeVar("D", bound=Draft)


class DraftQuerySet(models.QuerySet[D]):
    def awaiting_decision(self) -> Self:
        """What was submitted and not decided yet, with what is told of it."""
        rows = self.filter(**{self.model.STATE: SUBMITTED})
        return rows.select_related("session__group__unit", "submitted_by")
