"""The empty ledger to download: heads that explain themselves, lists to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from accounts.files.sheets import neutral
from agendas.workflow.ledger.columns import COLUMNS, NAMES, PROGRESS, SHEET
from agendas.workflow.rules import MOST_ENTRIES, Roll
from studygroups.forms.models import StudyForm
from studygroups.groups.models import StudyGroup

_LAST_ROW = MOST_ENTRIES + 2
_HEAD = PatternFill("solid", fgColor="F3E3E1")
_ASIDE = Font(italic=True, color="808080")
_WORDS = (
    "每行一次学习会，填好后在“补录”页上传。先逐格核对，确认后才录入。",
    "第 2 行是示例，不录入，可以删除。列的名称不要改，次序可以变。",
    "未列入请假、缺席的成员，按到会登记。当日成员未登记的，按现有成员列入。",
    "不要合并单元格。公式只取计算结果。",
)


def ledger_template(*, group: StudyGroup, roll: Roll) -> bytes:
    """A workbook for that group; every text in it is neutral."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = SHEET
    for place, column in enumerate(COLUMNS, start=1):
        head, example = sheet.cell(1, place, column.label), sheet.cell(2, place)
        head.font, head.fill = Font(bold=True), _HEAD
        head.comment = Comment(column.comment, "模板", height=90, width=260)
        example.value, example.font = column.example or None, _ASIDE
        sheet.column_dimensions[get_column_letter(place)].width = column.width
        example.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "A2"
    names = book.create_sheet(NAMES)
    lists = {
        "form": [form.name for form in StudyForm.objects.all()],
        "chair": list(dict.fromkeys(seat.person.full_name for seat in roll.seats)),
        "stage": list(PROGRESS),
    }
    for place, (name, options) in enumerate(lists.items(), start=1):
        _offer(sheet, names, place, name, options)
    about = book.create_sheet("填表说明")
    about.column_dimensions["A"].width = 90
    for number, words in enumerate((group.name, *_WORDS), start=1):
        about.cell(number, 1, neutral(words))
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _offer(sheet: Any, names: Any, place: int, name: str, options: Sequence[str]) -> None:
    """List the options on the sheet of names, and offer them in the column of that field."""
    at = next(at for at, column in enumerate(COLUMNS, start=1) if column.field == name)
    letter = get_column_letter(place)
    names.cell(1, place, COLUMNS[at - 1].label).font = Font(bold=True)
    names.column_dimensions[letter].width = 24
    for number, option in enumerate(options, start=2):
        names.cell(number, place, neutral(option))
    if options:
        source = f"={NAMES}!${letter}$2:${letter}${len(options) + 1}"
        # What is not among them is told at the upload, where the reason can be given.
        choice = DataValidation(
            type="list", formula1=source, allow_blank=True, errorStyle="warning"
        )
        sheet.add_data_validation(choice)
        column = get_column_letter(at)
        choice.add(f"{column}2:{column}{_LAST_ROW}")
