"""The log of who did what, when, to which object; never what was written in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class LogEntry(models.Model):
    """One act. ``fields`` names what changed and never holds a value."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    kind = models.CharField(max_length=60, db_index=True)
    object_key = models.CharField(max_length=60, db_index=True)
    label = models.CharField(max_length=120)
    fields = models.JSONField(default=list)

    class Meta:
        verbose_name = "日志"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_key}"
