"""The ledger as an Excel workbook: what a page shows, with the same numbers, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from accounts.files.sheets import neutral
from accounts.templatetags.words import moment, padded
from agendas.attendance.models import Capacity
from agendas.ledgers.rules import Counts, GroupLedger, Speaking, UnitLedger
from agendas.sessions.models import StudySession
from studygroups.groups.models import StudyGroup

Cell = str | int | float | None

_HEAD = PatternFill("solid", fgColor="F3E3E1")
# A column of names or titles is wider than one of numbers.
_WIDE, _NARROW = 26, 11
_MEMBERS = [
    "应到",
    "到会",
    "参学率（到会/应到）",
    "参学率（%）",
    "其中迟到",
    "其中早退",
    "请假",
    "其中公务",
    "缺席",
    "已补学",
    "应补学",
]
HELD_ALONE = "统计召开阶段已完成的学习会。到会含迟到、早退；补学单独统计，不计入参学率。"


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name, what stands above the table, the heads of the columns, the rows."""

    title: str
    above: Sequence[str]
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def of_session(session: StudySession, counts: Counts, speaking: Speaking) -> bytes:
    above = [f"{session.group.name}　{session.title}", moment(session.starts_at)]
    people = Table(
        "参学情况",
        [*above, "到会含迟到、早退；补学单独统计，不计入参学率。"],
        [*_MEMBERS, "未登记"],
        [[*_members(counts), counts.unrecorded]],
    )
    return _workbook(people, _capacities_of(counts, above), _speaking(speaking, above))


def of_group(group: StudyGroup, year: int, ledger: GroupLedger) -> bytes:
    above = [f"{group.name}　{year}年参学台账", HELD_ALONE]
    capacities = ledger.capacities
    people = [[padded(each.name), each.post, *_members(each.counts)] for each in ledger.people]
    sessions: list[list[Cell]] = [
        [
            line.session.title,
            line.session.form.name,
            f"{line.session.day():%Y-%m-%d}",
            *_members(line.counts),
            line.threshold,
            "达标" if line.reaches_threshold else "未达标",
            *_times(line.counts, capacities),
        ]
        for line in ledger.sessions
    ]
    total = [None, None, *_times(ledger.total, capacities)]
    return _workbook(
        Table(
            "个人",
            above,
            ["姓名", "职务", *_MEMBERS],
            [*people, ["合计", None, *_members(ledger.total)]],
        ),
        Table(
            "学习会",
            above,
            ["学习会", "形式", "日期", *_MEMBERS, "达标线（%）", "是否达标", *_heads(capacities)],
            [*sessions, ["合计", None, None, *_members(ledger.total), *total]],
        ),
    )


def of_units(year: int, ledger: UnitLedger) -> bytes:
    capacities = ledger.capacities
    rows: list[list[Cell]] = [
        [line.group.unit.name, line.held, *_members(line.counts), *_times(line.counts, capacities)]
        for line in ledger.lines
    ]
    total = ["合计", ledger.held, *_members(ledger.total), *_times(ledger.total, capacities)]
    heads = ["单位", "召开次数", *_MEMBERS, *_heads(capacities)]
    return _workbook(Table("各单位", [f"{year}年参学台账", HELD_ALONE], heads, [*rows, total]))


def _members(counts: Counts) -> list[Cell]:
    rate = counts.rate
    return [
        counts.expected,
        counts.present,
        f"{counts.present}/{counts.expected}" if rate is not None else None,
        round(rate, 1) if rate is not None else None,
        counts.late,
        counts.left_early,
        counts.on_leave,
        counts.on_duty,
        counts.absent,
        counts.done,
        counts.asked,
    ]


def _heads(capacities: Iterable[Capacity]) -> list[str]:
    return ["参学人次", *(f"{capacity.label}（人次）" for capacity in capacities)]


def _times(counts: Counts, capacities: Iterable[Capacity]) -> list[Cell]:
    return [counts.came, *(number for _, number in counts.came_as(capacities))]


def _capacities_of(counts: Counts, above: Sequence[str]) -> Table:
    rows: list[list[Cell]] = [
        [Capacity(name).label, listed, came] for name, (listed, came) in counts.people.items()
    ]
    listed = sum(number for number, _ in counts.people.values())
    rows.append(["合计", listed, counts.came])
    rows.append(["其中分会场等按人数登记", None, counts.in_halls])
    return Table("参会身份", above, ["参会身份", "名单人数", "到会人次"], rows)


def _speaking(speaking: Speaking, above: Sequence[str]) -> Table:
    rows: list[list[Cell]] = [
        [share.label, share.items, share.speakers, share.minutes or None, share.untimed]
        for share in speaking.shares
    ]
    rows.append(["合计", None, None, speaking.minutes or None, speaking.untimed])
    rate = speaking.rate
    share = "未记时" if rate is None else f"{rate:.1f}%"
    said = f"重点发言、交流研讨列名发言 {speaking.speakers} 人；交流研讨占已记时长：{share}。"
    heads = ["环节", "项数", "列名发言人", "时长（分钟）", "未记时项数"]
    return Table("交流研讨", [*above, said, "按议程所列的发言人和时长计算。"], heads, rows)


def _workbook(*tables: Table) -> bytes:
    """Every text in it is neutral."""
    book: Any = Workbook()
    book.remove(book.active)
    for table in tables:
        _write(book.create_sheet(table.title), table)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _write(sheet: Any, table: Table) -> None:
    for line in table.above:
        sheet.append([neutral(line)])
    sheet.append([neutral(head) for head in table.heads])
    for cell in sheet[sheet.max_row]:
        cell.font, cell.fill = Font(bold=True), _HEAD
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = sheet.cell(sheet.max_row + 1, 2)
    for row in table.rows:
        sheet.append([neutral(value) if isinstance(value, str) else value for value in row])
    sheet["A1"].font = Font(bold=True)
    for place in range(1, len(table.heads) + 1):
        texts = [row[place - 1] for row in table.rows[:-1]]
        is_wide = place == 1 or any(isinstance(text, str) and len(text) > 6 for text in texts)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDE if is_wide else _NARROW
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth = "landscape", 1
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
