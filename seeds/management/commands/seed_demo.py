"""Fills an empty installation with the demonstration."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from seeds.demo import seed


class Command(BaseCommand):
    help = "装入演示数据；已有演示数据时不作任何改动。"

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write("演示数据已装入。" if seed() else "演示数据已存在。")
