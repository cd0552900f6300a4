"""Reading a ledger row by row: what each would enter, and what is wrong in which cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from accounts.files.sheets import Sheet, address, read_sheet
from accounts.templatetags.words import day
from agendas.workflow.ledger.columns import (
    COLUMNS,
    EXAMPLE,
    LABELS,
    OTHERS,
    SHEET,
    STATUS_OF,
    TEXTS,
    Column,
    Wrong,
    count_of,
    day_of,
    narrow,
    people_of,
    results_of,
    stage_of,
    text_of,
    time_of,
    words_of,
)
from agendas.workflow.ledger.rows import Cell, Reading, Row
from agendas.workflow.rules import (
    MOST_ENTRIES,
    PastEntry,
    PastRefusal,
    Roll,
    faults_of,
    roll_of,
    titles_known,
)
from studygroups.forms.models import Stage, StudyForm
from studygroups.groups.models import StudyGroup


class HeadRefusal(TextChoices):
    MISSING = "missing_columns", "台账缺少列："
    TWICE = "column_twice", "台账中有重复的列："


class Table:
    """The sheet of a ledger with its columns found; nothing of it is judged yet.

    Raises ``ValidationError`` as ``read_sheet`` does, for columns missing or there twice, and for
    more rows than are entered at once. ``ignored`` are the heads nothing is entered from.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self.sheet: Sheet = read_sheet(file, title=SHEET, most_rows=2 * MOST_ENTRIES)
        heads = [narrow(value) for value in next(iter(self.sheet.rows.values()), ())]
        for refusal, found in (
            (HeadRefusal.MISSING, [each.label for each in COLUMNS if each.label not in heads]),
            (HeadRefusal.TWICE, [each.label for each in COLUMNS if heads.count(each.label) > 1]),
        ):
            if found:
                raise ValidationError(f"{refusal.label}{'、'.join(found)}。", code=refusal.value)
        self.places = {column.field: heads.index(column.label) + 1 for column in COLUMNS}
        self.ignored = [head for head in heads if head and head not in LABELS.values()]
        self.numbers = [number for number in list(self.sheet.rows)[1:] if self._is_filled(number)]
        if len(self.numbers) > MOST_ENTRIES:
            raise ValidationError(PastRefusal.TOO_MANY.label, code=PastRefusal.TOO_MANY.value)

    def value(self, number: int, name: str) -> Any:
        values, place = self.sheet.rows[number], self.places[name]
        return values[place - 1] if place <= len(values) else None

    def _is_filled(self, number: int) -> bool:
        """Not the example, and not a row in which only columns nobody asks for are filled."""
        if text_of(self.value(number, "title")).startswith(EXAMPLE):
            return False
        return any(
            text_of(self.value(number, name)) or address(number, place) in self.sheet.unread
            for name, place in self.places.items()
        )

    def cell(self, number: int, column: Column) -> Cell:
        place = self.places[column.field]
        where, value = address(number, place), self.value(number, column.field)
        is_day = column.field == "held_on" and isinstance(value, date)
        cell = Cell(where, column.label, day(day_of(value)[0]) if is_day else text_of(value))
        if where in self.sheet.unread:
            cell.fault = "公式没有计算结果或者出错，请直接填写内容。"
        elif area := self.sheet.range_over(number, place):
            cell.fault = f"{area} 是合并单元格，请取消合并，逐行填写。"
        return cell


def read_ledger(file: IO[bytes], *, group: StudyGroup, today: date) -> Reading:
    """What the ledger would enter for the group, judged by the rules that will judge its entry.

    Raises as ``Table`` does; what is wrong with single cells stands at the cells.
    """
    table = Table(file)
    reader = _Reader(table, roll_of(group, today=today), titles_known(group))
    return Reading([reader.read(number) for number in table.numbers], table.ignored)


class _Reader:
    """Reads one row after another and remembers their titles, as their entry will."""

    def __init__(self, table: Table, roll: Roll, known: set[tuple[str, date]]) -> None:
        self.table, self.roll, self.known = table, roll, known
        self.here: dict[tuple[str, date], int] = {}
        self.forms = {narrow(form.name): form for form in StudyForm.objects.all()}

    def read(self, number: int) -> Row:
        """The row, judged cell by cell and then as a whole."""
        cells = {column.field: self.table.cell(number, column) for column in COLUMNS}
        row = Row(number, cells)
        for name, read in self._readers(row):
            if cells[name].fault:
                continue
            try:
                row.values[name] = read(self.table.value(number, name))
            except Wrong as wrong:
                cells[name].fault = str(wrong)
        if {"held_on", "form", "title"} <= row.values.keys():
            self._judge(row)
        return row

    def _readers(self, row: Row) -> Iterator[tuple[str, Callable[[Any], Any]]]:
        """How each column is read; the day first, since the members are those of that day."""
        yield from (("held_on", day_of), ("begins", time_of), ("form", self._form))
        yield from ((column.field, partial(words_of, column=column)) for column in TEXTS)
        if "held_on" in row.values:
            held_on, _ = row.values["held_on"]
            seats = self.roll.on(held_on)
            row.expected, row.is_roll_known = len(seats), self.roll.is_known(held_on)
            for name in ("chair", *STATUS_OF):
                yield name, partial(people_of, seats=seats)
        yield from ((f"others-{kind}", count_of) for kind in OTHERS)
        yield from (("results", results_of), ("stage", stage_of))

    def _form(self, value: Any) -> StudyForm:
        form = self.forms.get(narrow(value))
        if form is None:
            told = f"没有“{text_of(value)}”这种学习形式" if text_of(value) else "请填写学习形式"
            raise Wrong(f"{told}，可填：{'、'.join(form.name for form in self.forms.values())}。")
        return form

    def _judge(self, row: Row) -> None:
        """What the rules say of it; a row without any fault is entered."""
        entry = self._entry(row)
        named = (entry.title, entry.held_on)
        if named in self.here:
            row.cells["title"].fault = f"与第 {self.here[named]} 行是同一天的同名学习会。"
        self.here.setdefault(named, row.number)
        for fault in faults_of(entry, roll=self.roll, known=self.known):
            cell = row.cells[self._column_of(fault.field, row)]
            cell.fault = cell.fault or fault.text
        if not row.faults():
            row.entry = entry

    def _entry(self, row: Row) -> PastEntry:
        values = row.values
        held_on, hour = values["held_on"]
        chairs = values.get("chair") or [None]
        if len(chairs) > 1:
            row.cells["chair"].fault = "主持人只能填一位。"
        twice = set(values.get("leave", ())) & set(values.get("absent", ()))
        if twice:
            row.cells["absent"].fault = "同一人不能既请假又缺席。"
        counts = {kind.value: values.get(f"others-{kind}", 0) for kind in OTHERS}
        return PastEntry(
            held_on=held_on,
            begins=values.get("begins") or hour,
            chair=chairs[0],
            away={
                person: status.value
                for name, status in STATUS_OF.items()
                for person in values.get(name, ())
            },
            others={kind: count for kind, count in counts.items() if count},
            results=values.get("results", ()),
            stage=values.get("stage", Stage.CLOSED),
            **{
                name: values[name]
                for name in ("form", "title", "venue", "record")
                if name in values
            },
        )

    def _column_of(self, name: str, row: Row) -> str:
        """The column a fault belongs to; who is away may stand in either of two."""
        if not name.startswith("away"):
            return name
        return "leave" if row.cells["leave"].text else "absent"
