"""Write the public board as static pages, for a government portal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agendas.board.export import write_pages


class Command(BaseCommand):
    help = "将公开栏导出为静态网页，可重复执行；已撤回的内容随之删除。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="导出到的文件夹")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            count = write_pages(options["folder"])
        except OSError as failed:
            raise CommandError(f"写不进该文件夹：{failed.strerror}。") from failed
        self.stdout.write(f"已导出 {count} 项公开内容。")
