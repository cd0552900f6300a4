"""What a new installation needs before its first use; does nothing the second time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from studygroups.forms.actions import ensure_standard_forms


class Command(BaseCommand):
    help = "安装后执行一次：补齐标准学习形式，可重复执行。"

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"新增学习形式 {ensure_standard_forms()} 种。")
