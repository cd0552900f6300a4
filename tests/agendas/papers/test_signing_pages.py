"""Signing, returning and sending the report on its page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agendas.papers import actions
from agendas.papers.models import Paper, PaperStatus
from agendas.sessions.models import Decision
from studygroups.forms.models import Stage

pytestmark = pytest.mark.django_db


def url(name, session, **more):
    return reverse(f"agendas:{name}", kwargs={"session_id": session.pk, **more})


def words(response):
    return response.content.decode()


def test_the_leader_signs_on_the_page_and_the_number_appears(sign_in, held, leader, submitted):
    client = sign_in(leader)

    assert "签发会议专报" in words(client.get(url("papers", held)))
    client.post(url("decide_paper", held), {"outcome": "approved"})

    assert "第1期" in words(client.get(url("papers", held)))


def test_a_return_without_reason_comes_back_with_the_reason_why(sign_in, held, leader, submitted):
    refused = sign_in(leader).post(url("decide_paper", held), {"outcome": "returned"})

    assert refused.status_code == 422
    assert "退回须写明理由" in words(refused)
    assert Paper.objects.get().status == PaperStatus.SUBMITTED


def test_who_submitted_the_report_gets_no_form_to_sign_it(sign_in, held, leader, deputy, draft):
    actions.submit_paper(paper=draft, by=leader, at=timezone.now())
    client = sign_in(leader)

    page = client.get(url("papers", held))
    posted = client.post(url("decide_paper", held), {"outcome": "approved"})

    assert 'name="outcome"' not in words(page)
    assert posted.status_code == 403
    assert not Decision.objects.exists()


def test_a_signed_report_is_returned_before_it_is_sent(sign_in, held, leader, signed):
    client = sign_in(leader)

    assert "退回修改" in words(client.get(url("papers", held)))
    client.post(url("decide_paper", held), {"outcome": "returned", "reason": "更正数字"})

    assert Paper.objects.get().status == PaperStatus.DRAFT


def test_the_secretary_withdraws_a_report_not_yet_signed(sign_in, held, secretary, submitted):
    sign_in(secretary).post(url("withdraw_paper", held))

    assert Paper.objects.get().status == PaperStatus.DRAFT


def test_sending_is_noted_with_its_day(sign_in, held, secretary, signed):
    sign_in(secretary).post(url("send_paper", held), {"sent_on": timezone.localdate()})

    assert Paper.objects.get().status == PaperStatus.SENT


@pytest.mark.parametrize("typed", ["", "昨天", "9999-12-31"])
def test_an_impossible_day_of_sending_is_refused(sign_in, held, secretary, signed, typed):
    refused = sign_in(secretary).post(url("send_paper", held), {"sent_on": typed})

    assert refused.status_code == 422
    assert f'value="{typed}"' in words(refused) or not typed
    assert Paper.objects.get().status == PaperStatus.APPROVED


def test_sending_an_unsigned_report_is_refused_with_the_reason(sign_in, held, secretary, submitted):
    refused = sign_in(secretary).post(url("send_paper", held), {"sent_on": timezone.localdate()})

    assert refused.status_code == 422
    assert "签发后才能报送" in words(refused)


def test_a_session_sent_back_shows_its_report_without_buttons(sign_in, held, leader, signed):
    held.stage = Stage.MEETING
    held.save()

    page = words(sign_in(leader).get(url("papers", held)))

    assert signed.body in page
    assert "登记报送" not in page
    assert "退回修改" not in page


def test_a_day_before_the_signature_is_refused_beside_the_form(sign_in, held, secretary, signed):
    day = timezone.localdate() - timedelta(days=1)

    refused = sign_in(secretary).post(url("send_paper", held), {"sent_on": day})

    assert "不能早于签发日期" in words(refused)
