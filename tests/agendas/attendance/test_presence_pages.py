"""Presence on its page: the list recorded at once, and the figures."""

from __future__ import annotations

import pytest

from agendas.attendance.models import (
    Attendance,
    Status,
)
from studygroups.forms.models import Stage
from tests.agendas.attendance.pages import path
from tests.factories import AttendanceFactory

pytestmark = pytest.mark.django_db


def test_one_button_records_everybody_who_is_not_on_leave(
    sign_in, secretary, leader, deputy, member, announced, seat_of
):
    Attendance.objects.filter(person=member).update(status=Status.LEAVE)
    Attendance.objects.filter(person=deputy).update(status=Status.LEAVE_ASKED)
    browser = sign_in(secretary)
    form = browser.get(path(announced)).context["presence_form"]
    preset = {field.html_name: field.value() for _, field in form.lines()}

    browser.post(path(announced, "record"), preset)

    assert [seat_of(person).status for person in (leader, deputy, member)] == [
        Status.PRESENT,
        Status.LEAVE_ASKED,
        Status.LEAVE,
    ]


def test_a_status_that_is_none_is_refused_beside_its_row(
    sign_in, secretary, leader, announced, seat_of
):
    name = f"status-{seat_of(leader).pk}"

    page = sign_in(secretary).post(path(announced, "record"), {name: "coming"})

    assert page.status_code == 422
    assert page.context["presence_form"].errors.keys() == {name}
    assert seat_of(leader).status == Status.EXPECTED


def test_before_the_day_the_list_stands_without_the_form(sign_in, secretary, coming):
    browser = sign_in(secretary)

    text = browser.get(path(coming)).content.decode()
    refused = browser.post(path(coming, "record"), {})

    assert "到会登记" not in text
    assert "学习会尚未召开，不能登记到会情况。" in text
    assert refused.status_code == 422
    assert "学习会尚未召开，不能登记到会情况。" in refused.content.decode()


def test_the_figures_of_a_held_session(sign_in, secretary, leader, announced):
    Attendance.objects.filter(person=leader).update(status=Status.PRESENT)
    AttendanceFactory(session=announced, status=Status.PRESENT)
    announced.stage = Stage.CONVERSION
    announced.save()

    text = sign_in(secretary).get(path(announced)).content.decode()

    assert "33.3%" in text
    assert "1 / 3" in text
    assert "未达标" in text
    assert "其中媒体 1 人" in text
    assert "到会登记" not in text
