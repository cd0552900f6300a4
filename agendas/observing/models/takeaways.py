"""What those who sat in from another group take home."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.people.models import User
from agendas.sessions.models import StudySession
from studygroups.groups.models import StudyGroup

LONGEST_TAKEAWAY = 500


class TakeawayQuerySet(models.QuerySet["Takeaway"]):
    def visible_to(self, user: User) -> Self:
        """Who wrote it, and those who lead the group it is for. The hosts do not read it."""
        led = StudyGroup.objects.led_by(user, on=timezone.localdate())
        return self.filter(Q(person=user) | Q(group__in=led.values("pk")))


class Takeaway(models.Model):
    """What one learner writes down for his own group after another group's session."""

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="takeaways")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        StudyGroup, on_delete=models.PROTECT, related_name="takeaways", verbose_name="中心组"
    )
    text = models.TextField("学习所得", max_length=LONGEST_TAKEAWAY)
    written_at = models.DateTimeField("填写时间")

    objects = TakeawayQuerySet.as_manager()

    class Meta:
        verbose_name = "学习所得"
        ordering = [F("session__starts_at").desc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                name="learner_takes_home_once",
                violation_error_message="已填写过学习所得。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}：《{self.session}》学习所得"
