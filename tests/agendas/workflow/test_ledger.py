"""Reading a year's ledger cell by cell: what is taken, what is told at its cell."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from openpyxl import load_workbook

from agendas.workflow.ledger.columns import COLUMNS, SHEET
from agendas.workflow.ledger.reading import Table, read_ledger
from agendas.workflow.ledger.template import ledger_template
from agendas.workflow.rules import roll_of
from tests.agendas.workflow.conftest import TODAY, faults, upload
from tests.factories import SessionFactory, at, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(group, leader, deputy, member, ledger_of):
    """What those rows are read as."""
    return lambda *rows: read_ledger(ledger_of(*rows), group=group, today=TODAY.date()).rows


@pytest.mark.parametrize(
    "written",
    [
        date(2017, 3, 31),
        datetime.fromisoformat("2017-03-31"),
        "2017-3-31",
        "2017/3/31",
        "2017.3.31",
        "2017年3月31日",
        "２０１７年０３月３１日",
        " 2017-03-31　",
        20170331,
    ],
)
def test_a_day_is_read_however_it_is_written(read, written):
    (row,) = read({"held_on": written})

    assert (faults([row]), row.entry.held_on) == ({}, date(2017, 3, 31))


@pytest.mark.parametrize(
    "written",
    [time(14, 30), datetime.fromisoformat("1899-12-31 14:30"), "14:30", "14：30", "14时30分"],
)
def test_an_hour_is_read_however_it_is_written(read, written):
    (row,) = read({"begins": written})

    assert (faults([row]), row.entry.begins) == ({}, time(14, 30))


def test_the_hour_may_stand_beside_the_day(read):
    (row,) = read({"held_on": datetime.fromisoformat("2017-03-31 14:30")})

    assert row.entry.begins == time(14, 30)


@pytest.mark.parametrize("between", ["、", "，", ",", "；", ";", " ", "\n"])
def test_members_are_found_by_name_however_set_apart(read, between, leader, deputy):
    (row,) = read({"leave": f" 副组长乙{between}成员丁"})

    assert faults([row]) == {}
    assert (row.expected, row.present()) == (3, 1)


def test_a_name_of_two_characters_may_be_spread(read, group):
    person = seat(group, full_name="张三", since=date(2017, 1, 1))

    (row,) = read({"absent": "张　三"})

    assert row.entry.away == {person.pk: "absent"}


@pytest.mark.parametrize(
    ("told", "cell", "words"),
    [
        ({"held_on": "去年三月"}, "A3", "“去年三月”不是日期"),
        ({"held_on": "2017-2-30"}, "A3", "不是日期"),
        ({"held_on": None}, "A3", "请填写日期。"),
        ({"held_on": "2017-6-1"}, "A3", "须在今天以前召开"),
        ({"begins": "下午"}, "B3", "不是时间"),
        ({"begins": "25:00"}, "B3", "不是时间"),
        ({"form": "读书斑"}, "C3", "没有“读书斑”这种学习形式，可填：集体学习研讨。"),
        ({"form": None}, "C3", "请填写学习形式"),
        ({"title": None, "venue": "礼堂"}, "D3", "请填写名称。"),
        ({"title": "长" * 101}, "D3", "超过 100 字。"),
        ({"chair": "组长甲、成员丁"}, "F3", "主持人只能填一位。"),
        ({"chair": "成员丁", "leave": "成员丁"}, "F3", "主持人不能同时"),
        ({"leave": "成员丁、王五"}, "G3", "当日成员中没有“王五”。"),
        ({"leave": "成员丁", "absent": "成员丁"}, "H3", "同一人不能既请假又缺席。"),
        ({"leave": "组长甲 副组长乙 成员丁"}, "G3", "成员不能全部请假或缺席。"),
        ({"others-media": "若干"}, "L3", "“若干”不是人数"),
        ({"others-media": -1}, "L3", "不是人数"),
        ({"others-media": 1.5}, "L3", "不是人数"),
        ({"results": "长" * 501}, "Q3", "一条成果超过 500 字。"),
        ({"stage": "在路上"}, "R3", "不是进展"),
        ({"stage": "在问效"}, "R3", "没有问效阶段"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(read, told, cell, words):
    (row,) = read(told)

    assert list(faults([row])) == [cell]
    assert words in row.faults()[0].fault
    assert row.entry is None


def test_two_members_of_one_name_are_not_told_apart(read, group):
    seat(group, full_name="成员丁")

    (row,) = read({"leave": "成员丁"})

    assert "当日有 2 位成员名为“成员丁”" in faults([row])["G3"]


def test_a_member_of_another_day_is_none(read, member):
    member.memberships.update(from_on=date(2017, 4, 1))

    rows = read({"leave": "成员丁"}, {"held_on": "2017-4-1", "leave": "成员丁"})

    assert list(faults(rows)) == ["G3"]


def test_the_same_session_twice_is_refused_in_the_file_and_out_of_it(read, group):
    SessionFactory(group=group, title="旧的", starts_at=at("2017-03-31 09:00"))

    rows = read({"title": "旧的"}, {"title": "新的"}, {"title": " 新的"})

    assert "2017年3月31日（周五）《旧的》" in faults(rows)["D3"]
    assert faults(rows)["D5"] == "与第 4 行是同一天的同名学习会。"
    assert len(faults(rows)) == 2


def test_empty_rows_and_the_example_are_passed_over(read):
    nothing = {"held_on": None, "form": None, "title": " "}

    assert [row.number for row in read(nothing, {}, nothing, {})] == [4, 6]


def test_counts_and_results_are_read(read):
    (row,) = read({"others-media": "２人", "results": "决定：每月通报\n要加快", "others-social": 0})

    assert row.entry.others == {"media": 2}
    assert row.entry.results == [("decision", "每月通报"), ("consensus", "要加快")]


def test_a_merged_cell_and_a_formula_without_a_value_are_named(group, leader, book):
    made = book({}, {}, {"title": "=A1&B1"})
    made[SHEET].merge_cells("E3:E4")

    rows = read_ledger(upload(made), group=group, today=TODAY.date()).rows

    assert faults(rows) == {
        "E3": "E3:E4 是合并单元格，请取消合并，逐行填写。",
        "E4": "E3:E4 是合并单元格，请取消合并，逐行填写。",
        "D5": "公式没有计算结果或者出错，请直接填写内容。",
    }


def without(book, label):
    places = {cell.value: cell.column for cell in book[SHEET][1]}
    book[SHEET].delete_cols(places[label])
    return book


@pytest.mark.parametrize(
    ("spoil", "code", "words"),
    [
        (lambda book: without(book, "名称"), "missing_columns", "台账缺少列：名称。"),
        (lambda book: setattr(book[SHEET]["S1"], "value", "日期"), "column_twice", "日期"),
        (lambda book: setattr(book[SHEET], "title", "Sheet1"), "no_sheet", SHEET),
        (lambda book: book[SHEET].delete_rows(1, 9), "missing_columns", "日期、时间、学习形式"),
    ],
)
def test_another_sheet_or_head_is_refused_and_what_is_missing_named(book, spoil, code, words):
    made = book({})
    spoil(made)

    with pytest.raises(ValidationError) as refused:
        Table(upload(made))

    assert refused.value.code == code
    assert words in refused.value.messages[0]


def test_columns_may_stand_elsewhere_and_others_are_told_to_be_left_out(group, leader, book):
    made = book({})
    made[SHEET].insert_cols(1)
    made[SHEET]["A1"] = "序号"

    reading = read_ledger(upload(made), group=group, today=TODAY.date())

    assert (reading.ignored, reading.fault_count(), reading.row_count()) == (["序号"], 0, 1)


def test_more_rows_than_are_entered_at_once_are_refused(ledger_of):
    with pytest.raises(ValidationError) as refused:
        Table(ledger_of(*({} for _ in range(501))))

    assert refused.value.code == "too_many"


def test_the_template_neutralises_every_name_and_offers_lists(group, leader, full_form):
    seat(group, full_name="=HYPERLINK(1)")
    group.name = "@中心组"

    made = load_workbook(
        BytesIO(ledger_template(group=group, roll=roll_of(group, today=TODAY.date())))
    )

    cells = [cell.value for sheet in made for row in sheet.iter_rows() for cell in row]
    assert not [text for text in map(str, cells) if text.startswith(("=", "+", "-", "@"))]
    assert "'=HYPERLINK(1)" in cells
    assert len(made[SHEET].data_validations.dataValidation) == 3
    assert [getattr(cell.comment, "text", "") for cell in made[SHEET][1]] == [
        each.comment for each in COLUMNS
    ]
