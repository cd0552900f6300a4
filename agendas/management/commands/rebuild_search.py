"""Make the search index anew from what it is of."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.search.models import Entry
from agendas.pages.search import rebuild_all


class Command(BaseCommand):
    help = "按现有内容重建检索索引，可重复执行；升级到带检索的版本后执行一次。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="索引不为空时不作改动")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["if_empty"] and Entry.objects.exists():
            told = "检索索引已存在。"
        else:
            told = f"检索索引已重建，共 {rebuild_all()} 条。"
        if options["verbosity"]:
            self.stdout.write(told)
