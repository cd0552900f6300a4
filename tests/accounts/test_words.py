"""How dates, names and numbers read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from accounts.templatetags import words


def test_a_day_carries_its_weekday():
    assert words.day(date(2017, 3, 31)) == "2017年3月31日（周五）"
    assert words.day(None) == ""


def test_a_moment_is_told_in_local_time():
    assert words.moment(datetime(2017, 3, 31, 6, 30, tzinfo=UTC)) == "2017年3月31日（周五）14:30"
    assert words.day(datetime(2017, 3, 30, 16, 0, tzinfo=UTC)) == "2017年3月31日（周五）"
    assert words.moment(None) == ""


def test_a_name_of_two_characters_is_padded():
    assert [words.padded(name) for name in ("张三", "欧阳修")] == ["张　三", "欧阳修"]


@pytest.mark.parametrize(
    ("value", "text"),
    [("1000.0000", "1000"), ("31.20", "31.2"), ("0.00", "0"), ("1E+3", "1000"), (None, "\u2013")],
)
def test_an_amount_has_no_idle_zeros(value, text):
    assert words.amount(value and Decimal(value)) == text


def test_marks_inside_a_quotation_are_the_inner_ones():
    assert words.quoted("关于“用地”的专报") == "“关于\u2018用地\u2019的专报”"
