"""Excuses on the page: asked for, decided, entered for another."""

from __future__ import annotations

import pytest
from django.utils import timezone

from agendas.research.models import Duty, Excuse
from agendas.sessions.models import Decision
from tests.factories import owe, paper_of, seat

pytestmark = pytest.mark.django_db


def path(session, more=""):
    return f"/sessions/{session.pk}/research/{more}"


def text_of(page):
    return page.content.decode()


def test_a_member_asks_to_be_excused_and_the_leader_agrees_on_the_page(
    sign_in, session, member, leader, duty
):
    asking, deciding = sign_in(member), sign_in(leader)

    form = text_of(asking.get(path(session, f"?excuse={duty.pk}")))
    asking.post(f"/duties/{duty.pk}/excuse/", {"reason": "外出学习。"})
    page = text_of(deciding.get(path(session, f"?decide={duty.pk}")))
    deciding.post(f"/duties/{duty.pk}/decide/", {"outcome": "approved", "reason": ""})

    assert "送组长审定" in form
    assert "审定免交申请：成员丁" in page
    duty.refresh_from_db()
    assert duty.excuse == Excuse.GRANTED


def test_the_secretary_enters_a_signed_excuse_with_its_scan(
    sign_in, session, secretary, leader, duty, pdf
):
    Duty.objects.update(excuse=Excuse.ASKED, excuse_reason="外出学习。")
    browser = sign_in(secretary)
    today = timezone.localdate().isoformat()
    sheet = {"outcome": "approved", "reason": "", "signed_by": leader.pk, "signed_on": today}

    without = browser.post(f"/duties/{duty.pk}/decide/", sheet)
    browser.post(f"/duties/{duty.pk}/decide/", sheet | {"scan": pdf})

    assert without.status_code == 422
    decision = Decision.objects.get()
    assert (decision.by, decision.recorded_by) == (leader, secretary)


@pytest.mark.parametrize(("role", "code"), [("deputy", 403), ("member", 404)])
def test_others_do_not_decide_an_excuse(sign_in, cast, session, leader, role, code):
    duty = owe(session, seat(session.group), excuse=Excuse.ASKED)

    page = sign_in(cast[role]).post(f"/duties/{duty.pk}/decide/", {"outcome": "approved"})

    assert page.status_code == code
    duty.refresh_from_db()
    assert duty.excuse == Excuse.ASKED


def test_a_refused_request_for_an_excuse_says_why_and_keeps_the_reason(
    sign_in, session, member, duty
):
    paper_of(duty)

    page = sign_in(member).post(f"/duties/{duty.pk}/excuse/", {"reason": "外出学习。"})

    assert page.status_code == 422
    assert "已提交或已同意免交" in text_of(page)
    assert 'value="外出学习。"' in text_of(page)


def test_the_secretary_asks_for_an_excuse_for_a_member(sign_in, session, secretary, leader, duty):
    page = sign_in(secretary).post(f"/duties/{duty.pk}/excuse/", {"reason": "外出学习。"})

    assert page["Location"] == path(session)
    duty.refresh_from_db()
    assert (duty.excuse, duty.excuse_proxy.entered_by) == (Excuse.ASKED, secretary)


def test_only_the_secretary_is_asked_for_day_and_sheet(sign_in, cast, session, duty, deputy):
    owe(session, deputy)
    fields = ('name="given_on"', 'name="scan"')

    for role, asked in (("secretary", True), ("member", False), ("deputy", False)):
        page = text_of(sign_in(cast[role]).get(path(session, f"?excuse={duty.pk}")))
        assert all((field in page) is asked for field in fields), role


def test_an_excuse_asked_for_a_member_shows_who_asked_to_him_and_to_who_decides(
    sign_in, session, secretary, member, leader, duty
):
    sign_in(secretary).post(f"/duties/{duty.pk}/excuse/", {"reason": "外出学习。"})

    for browser, query in ((sign_in(member), ""), (sign_in(leader), f"?decide={duty.pk}")):
        assert "代交：秘书丙" in text_of(browser.get(path(session, query)))
