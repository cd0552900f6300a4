"""To whom the material of a session was handed so that a unit may observe it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.units.models import Unit
from agendas.sessions.models.session import StudySession


class Observer(models.Model):
    """Somebody who observes the session for a supervising unit and has its material.

    Filled by the observing room, which knows how that came about; scheme, agenda and research,
    which stand below or beside it, ask ``StudySession.objects.observed_by``.
    """

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="observers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "列席旁听材料"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "unit", "person"],
                name="material_handed_to_an_observer_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.person)
