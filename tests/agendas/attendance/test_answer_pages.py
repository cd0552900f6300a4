"""Answers and leave on their page, one's own and those entered for another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.attendance.models import (
    Status,
)
from agendas.sessions.models import Decision
from tests.agendas.attendance.pages import ask_leave, path

pytestmark = pytest.mark.django_db


# --- answers and leave --------------------------------------------------------------------------


def test_a_member_says_that_he_comes(sign_in, member, coming, seat_of):
    browser = sign_in(member)
    shown = browser.get(path(coming)).content.decode()

    page = browser.post(path(coming, seat_of(member).pk, "answer"), {"coming": "yes"}, follow=True)

    assert "请假类别" in shown
    assert "答复已记录：参加。" in page.content.decode()
    assert seat_of(member).status == Status.COMING


def test_leave_without_a_category_is_asked_again(sign_in, member, coming, seat_of):
    page = sign_in(member).post(path(coming, seat_of(member).pk, "answer"), {"coming": "no"})

    assert page.status_code == 422
    assert "请选择请假类别。" in page.content.decode()
    assert seat_of(member).status == Status.EXPECTED


def test_a_guest_is_not_asked_why(sign_in, guest, coming, guest_row):
    browser = sign_in(guest)

    text = browser.get(path(coming)).content.decode()
    browser.post(path(coming, guest_row.pk, "answer"), {"coming": "no"})

    guest_row.refresh_from_db()
    assert "请假类别" not in text
    assert guest_row.status == Status.LEAVE


def test_once_it_began_nobody_is_offered_to_answer(sign_in, member, announced, seat_of):
    text = sign_in(member).get(path(announced)).content.decode()
    page = sign_in(member).post(path(announced, seat_of(member).pk, "answer"), {"coming": "yes"})

    assert 'name="coming"' not in text
    assert page.status_code == 422
    assert "学习会已经开始，请联系学习秘书。" in page.content.decode()


def test_the_leader_decides_on_the_page_of_the_part(sign_in, leader, member, coming, seat_of):
    row = ask_leave(coming, member)
    browser = sign_in(leader)

    shown = browser.get(path(coming)).content.decode()
    browser.post(path(coming, row.pk, "decide"), {"outcome": "approved", "reason": ""})

    assert "审定请假：成员丁" in shown
    assert seat_of(member).status == Status.LEAVE


def test_a_return_without_reason_is_asked_again(sign_in, leader, member, coming, seat_of):
    row = ask_leave(coming, member)

    page = sign_in(leader).post(path(coming, row.pk, "decide"), {"outcome": "returned"})

    assert page.status_code == 422
    assert "退回须写明理由。" in page.content.decode()
    assert seat_of(member).status == Status.LEAVE_ASKED


def test_the_secretary_enters_what_was_signed_on_paper(
    sign_in, secretary, leader, member, coming, seat_of, pdf
):
    row = ask_leave(coming, member)
    browser = sign_in(secretary)
    shown = browser.get(path(coming, row.pk)).content.decode()
    data = {
        "outcome": "approved",
        "signed_by": leader.pk,
        "signed_on": timezone.localdate().isoformat(),
        "scan": pdf,
    }

    browser.post(path(coming, row.pk, "decide"), data)

    assert "代录线下签批" in shown
    assert seat_of(member).status == Status.LEAVE
    assert Decision.objects.get().recorded_by == secretary


@pytest.mark.parametrize("role", ["member", "deputy"])
def test_whose_decision_it_is_not_is_refused(sign_in, cast, coming, role, seat_of):
    row = ask_leave(coming, cast["member"])

    answer = sign_in(cast[role]).post(path(coming, row.pk, "decide"), {"outcome": "approved"})

    assert answer.status_code == 403
    assert seat_of(cast["member"]).status == Status.LEAVE_ASKED


# --- answered by another ------------------------------------------------------------------------


def test_an_answer_entered_for_him_shows_who_entered_it_and_when_it_was_given(
    sign_in, secretary, member, coming, seat_of, pdf
):
    row, day = seat_of(member), timezone.localdate()
    browser = sign_in(secretary)
    form = browser.get(path(coming, row.pk)).content.decode()
    typed = {"coming": "no", "leave_category": "sick", "given_on": day.isoformat(), "scan": pdf}

    browser.post(path(coming, row.pk, "answer"), typed)

    mark = f"代答复：秘书丙，{day.year}年{day.month}月{day.day}日"
    assert 'name="given_on"' in form
    for page in (path(coming), path(coming, row.pk)):
        shown = browser.get(page).content.decode()
        assert mark in shown
        assert "病假" not in shown.replace('<option value="sick">病假</option>', "")
    assert mark in sign_in(member).get(path(coming)).content.decode()


def test_nobody_is_asked_when_he_gave_his_own_answer(sign_in, member, coming, seat_of):
    page = sign_in(member).get(path(coming, seat_of(member).pk)).content.decode()

    assert 'name="coming"' in page
    assert 'name="given_on"' not in page


def test_an_answer_given_tomorrow_is_refused_and_the_day_stays(
    sign_in, secretary, member, coming, seat_of
):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    typed = {"coming": "yes", "given_on": tomorrow}

    page = sign_in(secretary).post(path(coming, seat_of(member).pk, "answer"), typed)

    assert page.status_code == 422
    assert "提供日期不能晚于今天。" in page.content.decode()
    assert f'value="{tomorrow}"' in page.content.decode()
    assert seat_of(member).status == Status.EXPECTED
