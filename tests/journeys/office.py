"""The same session as an office writes it: six files in Word and Excel, and what stands in them.

They are kept in ``office/``; with ``WRITE_OFFICE=1`` the journey that counts writes them anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import docx
import openpyxl

from accounts.templatetags.words import amount, day, moment
from agendas.attendance.models import Attendance
from agendas.measures.models import Measure
from agendas.papers.models import Paper
from agendas.sessions.models import StudySession

FOLDER = Path(__file__).parent / "office"


Rows = list[list[str]]


class Sheet(NamedTuple):
    """What stands in one file: its lines, or the cells of its rows."""

    name: str
    rows: Rows


def paperwork(session: StudySession) -> list[Sheet]:
    """Scheme, notice, attendance, record, report and measures of a session that has them all."""
    return [
        Sheet("1 学习会方案.docx", _lines(_scheme(session))),
        Sheet("2 会议通知.docx", _lines(_notice(session))),
        Sheet("3 签到表.xlsx", _attendance(session)),
        Sheet("4 会议记录和纪要.docx", _lines(_minutes(session))),
        Sheet("5 会议专报.docx", _lines(_report(session))),
        Sheet("6 措施清单.xlsx", _measures(session)),
    ]


def _lines(texts: Iterable[str]) -> Rows:
    return [[line] for text in texts for line in text.splitlines() if line.strip()]


def _scheme(session: StudySession) -> list[str]:
    sections = session.scheme.sections
    return [f"{session}方案", *(line for name, lines in sections for line in (name, *lines))]


def _notice(session: StudySession) -> list[str]:
    return [
        f"关于召开{session}的通知",
        "各位成员、有关单位：",
        f"定于{moment(session.starts_at)}在{session.venue}召开{session}，请准时参加。",
        str(session.group.unit.name),
    ]


def _attendance(session: StudySession) -> Rows:
    rows = Attendance.objects.filter(session=session).in_order()
    head = ["序号", "姓名", "单位", "职务", "身份", "到会情况"]
    return [head] + [
        [
            str(number),
            row.name,
            row.unit_name,
            row.post,
            row.get_capacity_display(),
            row.get_status_display(),
        ]
        for number, row in enumerate(rows, start=1)
    ]


def _minutes(session: StudySession) -> list[str]:
    agreed = [f"{one.get_kind_display()}：{one.text}" for one in session.resolutions.all()]
    minutes = session.minutes
    return [f"{session}会议记录", minutes.record, *agreed, f"{session}会议纪要", minutes.summary]


def _report(session: StudySession) -> list[str]:
    report = Paper.objects.get(session=session)
    return [report.title, report.body]


def _measures(session: StudySession) -> Rows:
    head = [
        "任务",
        "责任单位",
        "责任人",
        "经办人",
        "进度安排",
        "开始",
        "时限",
        "指标",
        "目标",
        "基数",
    ]
    rows = [head]
    for measure in Measure.objects.filter(session=session).order_by("pk"):
        first = [
            measure.title,
            measure.lead_unit,
            str(measure.owner),
            str(measure.handler or ""),
            measure.schedule,
            day(measure.starts_on),
            day(measure.due_on),
        ]
        counted = [
            [
                one.name,
                f"{one.get_comparator_display()}{amount(one.target)}{one.unit}",
                "" if one.baseline is None else amount(one.baseline),
            ]
            for one in measure.indicators.all()
        ] or [["", "", ""]]
        rows += [(first if place == 0 else [""] * 7) + one for place, one in enumerate(counted)]
    return rows


def write(files: Mapping[str, Rows], folder: Path) -> None:
    """Put each into a file of its own kind."""
    folder.mkdir(exist_ok=True)
    for name, rows in files.items():
        keep = _write_word if name.endswith("docx") else _write_excel
        keep(rows, folder / name)


def _write_word(rows: Rows, path: Path) -> None:
    document = docx.Document()
    for (line,) in rows:
        document.add_paragraph(line)
    document.save(str(path))


def _write_excel(rows: Rows, path: Path) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)


def read(path: Path) -> Rows:
    """What stands in a kept file, in the shape it was written from."""
    if path.suffix == ".docx":
        return [[paragraph.text] for paragraph in docx.Document(str(path)).paragraphs]
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return [[str(cell or "") for cell in row] for row in rows]


def characters(rows: Iterable[Iterable[str]]) -> int:
    """What has to be typed for them; neither line ends nor formatting counted."""
    return sum(len(cell) for row in rows for cell in row)
