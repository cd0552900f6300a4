"""Turn what falls due into notices, as the clock does."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from agendas.reminders.actions import plan_notices


class Command(BaseCommand):
    help = "将到期事项转为通知，可重复执行。"

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"新增通知 {plan_notices(at=timezone.now())} 条。")
