"""The ledgers as workbooks: who takes them out, what stands in them and what never does."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from accounts.audit.models import LogEntry
from agendas.attendance.models import Attendance

pytestmark = pytest.mark.django_db


def session_file(session) -> str:
    return f"/sessions/{session.pk}/people/counts/export/"


def group_file(group) -> str:
    return f"/ledgers/groups/{group.pk}/2017/export/"


UNITS_FILE = "/ledgers/units/2017/export/"


def cells_of(answer) -> dict[str, list[list[object]]]:
    book = load_workbook(BytesIO(answer.content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def row_of(rows: list[list[object]], name: str) -> list[object]:
    return next(row for row in rows if row[0] == name)


@pytest.mark.parametrize(
    ("role", "session", "group_", "units"),
    [
        ("leader", 200, 200, 403),
        ("deputy", 200, 200, 403),
        ("secretary", 200, 200, 403),
        ("member", 403, 403, 403),
        ("supervisor", 403, 403, 200),
        ("other_secretary", 404, 404, 403),
        ("guest", 403, 404, 403),
        ("outsider", 404, 404, 403),
    ],
)
def test_who_takes_out_what_and_each_time_is_in_the_log(
    sign_in, cast, held, group, role, session, group_, units
):
    browser = sign_in(cast[role])
    paths = (session_file(held), group_file(group), UNITS_FILE)

    codes = [browser.post(path).status_code for path in paths]

    assert codes == [session, group_, units]
    logged = LogEntry.objects.filter(kind="ledger.export", by=cast[role])
    assert logged.count() == codes.count(200)


def test_looking_takes_nothing_out(sign_in, held, group, secretary):
    assert sign_in(secretary).get(group_file(group)).status_code == 405
    assert not LogEntry.objects.filter(kind="ledger.export").exists()


def test_a_groups_workbook_says_what_its_page_says(sign_in, held, group, secretary):
    answer = sign_in(secretary).post(group_file(group))

    sheets = cells_of(answer)
    assert "filename*=utf-8''" in answer["Content-Disposition"]
    assert list(sheets) == ["个人", "学习会"]
    assert row_of(sheets["个人"], "成员己")[2:13] == [1, 1, "1/1", 100, 1, 0, 0, 0, 0, 0, 0]
    assert row_of(sheets["个人"], "合计")[2:8] == [4, 2, "2/4", 50, 1, 0]
    line = row_of(sheets["学习会"], "用地学习会")
    assert line[2:7] == ["2017-03-31", 4, 2, "2/4", 50]
    assert line[14:] == [80, "未达标", 43, 1, 1, 40, 1]


def test_a_sessions_workbook_has_its_capacities_and_its_speakers(sign_in, held, agenda, secretary):
    sheets = cells_of(sign_in(secretary).post(session_file(held)))

    assert row_of(sheets["参会身份"], "扩大参会人员") == ["扩大参会人员", 40, 40]
    assert row_of(sheets["参会身份"], "合计")[2] == 43
    assert row_of(sheets["交流研讨"], "重点发言") == ["重点发言", 2, 2, 20, 1]
    assert row_of(sheets["交流研讨"], "合计")[3] == 60


def test_a_supervisors_workbook_holds_units_and_no_person(sign_in, held, group, supervisor):
    sheets = cells_of(sign_in(supervisor).post(UNITS_FILE))

    assert list(sheets) == ["各单位"]
    assert row_of(sheets["各单位"], group.unit.name)[1:6] == [1, 4, 2, "2/4", 50]
    assert not [name for name in ("组长甲", "副组长乙", "成员丁", "用地") if name in str(sheets)]


def test_sickness_stands_in_no_workbook(sign_in, held, group, secretary, supervisor):
    browser = sign_in(secretary)

    books = [cells_of(browser.post(path)) for path in (session_file(held), group_file(group))]
    books.append(cells_of(sign_in(supervisor).post(UNITS_FILE)))

    assert not [word for word in ("病", "事假", "sick") if word in str(books)]


def test_no_cell_is_a_formula(sign_in, held, group, member, secretary):
    Attendance.objects.filter(person=member).update(name="=1+1", post="@cmd")
    held.title = "-2+3"
    held.save()

    book = load_workbook(BytesIO(sign_in(secretary).post(group_file(group)).content))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {"'=1+1", "'@cmd", "'-2+3"} <= {cell.value for cell in cells}
    assert not [cell for cell in cells if cell.data_type == "f"]
