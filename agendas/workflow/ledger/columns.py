"""The columns of a ledger, and how what somebody typed into one is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from accounts.files.sheets import plain
from agendas.attendance.models import Capacity, Status
from agendas.minutes.models import ResolutionKind
from agendas.sessions.rules import FIRST_YEAR
from agendas.workflow.rules import MOST_PEOPLE
from studygroups.forms.models import Stage
from studygroups.groups.models import Membership

SHEET, NAMES = "学习会台账", "名单"
# The row that shows how a ledger is filled in; whoever leaves it there enters nothing by it.
EXAMPLE = "示例："
OTHERS = [capacity for capacity in Capacity if capacity not in (Capacity.CHAIR, Capacity.MEMBER)]
PROGRESS = {"已办结": Stage.CLOSED, "在问效": Stage.FOLLOWUP}
STATUS_OF = {"leave": Status.LEAVE, "absent": Status.ABSENT}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it fills, its head, what goes into it, an example."""

    field: str
    label: str
    comment: str
    example: str | int = ""
    width: int = 12
    longest: int = 0


COLUMNS = (
    Column("held_on", "日期", "必填，今天以前的日期，如 2017-3-31。", "2017-3-31"),
    Column("begins", "时间", "开始时间，如 14:30；记不清的不填。", "14:30", 8),
    Column("form", "学习形式", "必填，从列表中选。", "集体学习研讨", 14),
    Column("title", "名称", "必填。同一天不能有同名的学习会。", f"{EXAMPLE}本行不录入", 30, 100),
    Column("venue", "地点", "如 三楼会议室。", "三楼会议室", 14, 80),
    Column("chair", "主持人", "成员姓名；不填的，为当日组长。"),
    Column("leave", "请假人员", "成员姓名，用顿号隔开；未列出的为到会。", width=18),
    Column("absent", "缺席人员", "成员姓名，用顿号隔开；未列出的为到会。", width=18),
    *(Column(f"others-{kind}", kind.label, "到会人数，没有的不填。", width=10) for kind in OTHERS),
    Column("record", "学习内容", "会议记录，几行即可。", "传达学习有关文件精神。", 40, 50000),
    Column(
        "results",
        "会议成果",
        "每行一条；以“决定：”“要求：”“提请上级研究：”开头的归入该类，其余为共识。",
        width=40,
    ),
    Column("stage", "进展", "已办结，或者在问效；不填的为已办结。", "已办结", 10),
)
TEXTS = [column for column in COLUMNS if column.longest]
LABELS = {column.field: column.label for column in COLUMNS}

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(r"(\d{1,2})[:时点](\d{1,2})?(?::00|分)?")
_BETWEEN_NAMES = re.compile(r"[、，,;；\s]+")
_LONGEST_RESULT = 500


class Wrong(Exception):  # noqa: N818 - reads as what it says of a cell: ``raise Wrong("…")``
    """What is typed into a cell cannot be read; the words say why."""


def text_of(value: Any) -> str:
    """What a cell shows, without what cannot be seen; whole numbers without a point."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else str(value)
    if not text.isprintable():
        text = "".join(
            each for each in text if each == "\n" or unicodedata.category(each)[0] != "C"
        )
    return plain(text.strip())


def narrow(value: Any) -> str:
    """The same in half-width signs and without any blanks, for what is compared or counted."""
    return "".join(unicodedata.normalize("NFKC", text_of(value)).split())


def day_of(value: Any) -> tuple[date, time | None]:
    """A day, from a date or in one of the usual ways to write it; with its hour if it has one."""
    if isinstance(value, datetime):
        return value.date(), value.time() if value.time() != time.min else None
    if isinstance(value, date):
        return value, None
    written = narrow(value)
    if not written:
        raise Wrong("请填写日期。")
    found = _DATE.fullmatch(written) or _EIGHT.fullmatch(written)
    try:
        if found and int(found[1]) >= FIRST_YEAR:
            return date(*map(int, found.groups())), None
    except ValueError:
        pass
    raise Wrong(f"“{text_of(value)}”不是日期，请写成 2017-3-31。")


def time_of(value: Any) -> time | None:
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    written = narrow(value)
    if not written:
        return None
    found = _TIME.fullmatch(written)
    try:
        if found:
            return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        pass
    raise Wrong(f"“{text_of(value)}”不是时间，请写成 14:30。")


def count_of(value: Any) -> int:
    """A number of people; 人 may stand behind it."""
    written = narrow(value).removesuffix("人")
    if not written:
        return 0
    if written.isdecimal() and len(written) <= len(str(MOST_PEOPLE)):
        return int(written)
    raise Wrong(f"“{text_of(value)}”不是人数，请填整数。")


def stage_of(value: Any) -> Stage:
    written = narrow(value)
    if not written:
        return Stage.CLOSED
    if written in PROGRESS:
        return PROGRESS[written]
    raise Wrong(f"“{text_of(value)}”不是进展，请填{'或者'.join(PROGRESS)}。")


def words_of(value: Any, column: Column) -> str:
    text = text_of(value)
    if not text and column.field == "title":
        raise Wrong("请填写名称。")
    if len(text) > column.longest:
        raise Wrong(f"超过 {column.longest} 字。")
    return text


def results_of(value: Any) -> list[tuple[str, str]]:
    """One resolution a line, of the kind it begins with, else a consensus."""
    found = []
    for line in filter(None, map(str.strip, text_of(value).splitlines())):
        head, colon, rest = line.replace(":", "：", 1).partition("：")
        kind = next((kind for kind in ResolutionKind if colon and kind.label == head), None)
        text = rest.strip() if kind else line
        if len(text) > _LONGEST_RESULT:
            raise Wrong(f"一条成果超过 {_LONGEST_RESULT} 字。")
        if text:
            found.append(((kind or ResolutionKind.CONSENSUS).value, text))
    return found


def people_of(value: Any, seats: Sequence[Membership]) -> list[int]:
    """The keys of the members named, each of whom sat that day and has the name to himself."""
    names = [(narrow(seat.person.full_name), seat.person_id) for seat in seats]
    written = unicodedata.normalize("NFKC", text_of(value))
    for name, _ in names:
        # A name of two characters is often spread as wide as one of three.
        if len(name) == 2:
            written = re.sub(rf"{re.escape(name[0])}\s+{re.escape(name[1])}", name, written)
    people = []
    for name in filter(None, _BETWEEN_NAMES.split(written)):
        found = [person for known, person in names if known == name]
        if len(found) > 1:
            raise Wrong(f"当日有 {len(found)} 位成员名为“{name}”，请在网页上逐次补录。")
        if not found and name != "无":
            raise Wrong(f"当日成员中没有“{name}”。")
        people.extend(found)
    return people
