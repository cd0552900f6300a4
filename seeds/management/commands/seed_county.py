"""Adds a county of any size for load tests."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from seeds.county import seed_county
from seeds.place.people import PASSWORD

YEARS = range(2000, 2101)


class Command(BaseCommand):
    help = "生成一个任意规模的模拟县，同一种子结果相同；仅供测试，不得用于正式环境。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--groups", type=int, required=True, help="中心组个数")
        parser.add_argument("--sessions", type=int, required=True, help="学习会总次数")
        parser.add_argument("--seed", type=int, required=True, help="随机种子")
        parser.add_argument("--year", type=int, default=timezone.localdate().year, help="年度")

    def handle(self, *_args: Any, **options: Any) -> None:
        sizes = {name: options[name] for name in ("groups", "sessions", "seed", "year")}
        if sizes["groups"] < 1 or sizes["sessions"] < 0 or sizes["year"] not in YEARS:
            raise CommandError(
                "至少要有 1 个中心组，学习会次数不能为负，年度在 2000 至 2100 之间。"
            )
        try:
            usernames = seed_county(**sizes)
        except ValidationError as refused:
            raise CommandError(f"种子 {sizes['seed']} 的模拟县已存在。") from refused
        shown = "、".join(usernames[:2]) + (" 等" if len(usernames) > 2 else "")
        self.stdout.write(
            f"已生成中心组 {sizes['groups']} 个、学习会 {sizes['sessions']} 次；"
            f"可登录账号：{shown}，密码 {PASSWORD}。"
        )
