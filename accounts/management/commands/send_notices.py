"""Send the mails that are due, as the clock does."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.notices.sending import send_due


class Command(BaseCommand):
    help = "发送到期的通知邮件，可重复执行。"

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"已发送 {send_due(at=timezone.now())} 封。")
