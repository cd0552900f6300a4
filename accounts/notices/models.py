"""Notices in the inbox, their deliveries by other channels, and letters, each a row."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.people.models import User


class NoticeKind(models.TextChoices):
    REMIND = "remind", "提醒"
    DECIDE = "decide", "请审定"
    URGE = "urge", "催办"
    INFORM = "inform", "通知"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User) -> Self:
        """An inbox is its owner's alone."""
        return self.filter(recipient=user)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def number(self) -> Coalesce:
        """How many of one recipient there are, as a column of another query."""
        counted = self.order_by().values("recipient").annotate(n=Count("pk"))
        return Coalesce(Subquery(counted.values("n")), 0)


class Notice(models.Model):
    """Something one person is told once. ``key`` makes telling him again do nothing."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=8, choices=NoticeKind)
    text = models.CharField(max_length=200)
    path = models.CharField(max_length=200, help_text="站内地址")
    key = models.CharField(max_length=120)
    due_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "通知"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="notice_told_once")
        ]
        indexes = [
            models.Index(
                fields=["recipient"], condition=Q(read_at=None), name="notice_unread_of_person"
            )
        ]

    def __str__(self) -> str:
        return self.text


class Channel(models.TextChoices):
    EMAIL = "email", "电子邮件"


class DeliveryState(models.TextChoices):
    WAITING = "waiting", "待发送"
    CLAIMED = "claimed", "发送中"
    SENT = "sent", "已发送"
    FAILED = "failed", "发送失败"


class OutgoingQuerySet(models.QuerySet[Any]):
    def due(self, at: datetime) -> Self:
        return self.filter(state=DeliveryState.WAITING, due_at__lte=at)


class Outgoing(models.Model):
    """A mail that is owed; claimed by one sender at a time."""

    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["due_at", "pk"]

    def address(self) -> str:
        """Where it goes now; empty where it must not be sent any more."""
        raise NotImplementedError


class Delivery(Outgoing):
    """One notice on its way by one channel."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=Channel)

    class Meta(Outgoing.Meta):
        verbose_name = "通知投递"
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once_per_channel")
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="delivery_by_state_and_due")]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}：{self.get_state_display()}"

    def address(self) -> str:
        recipient = self.notice.recipient
        return recipient.email if recipient.is_active else ""


class Letter(Outgoing):
    """One mail to somebody without an account. ``key`` makes writing it again do nothing.

    What it is about begins the key, so that whoever erases an address finds its letters.
    """

    email = models.EmailField("邮箱")
    text = models.CharField(max_length=200)
    path = models.CharField(max_length=200, help_text="站内地址")
    key = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(Outgoing.Meta):
        verbose_name = "邮件"
        indexes = [models.Index(fields=["state", "due_at"], name="letter_by_state_and_due")]

    def __str__(self) -> str:
        return self.text

    def address(self) -> str:
        return self.email
