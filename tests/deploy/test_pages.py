"""Nobody is left at an address that shows nothing."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


FORM = {"HTTP_REFERER": "http://testserver/measures/?late=1", "HTTP_ACCEPT": "text/html"}


def test_a_form_sent_too_late_leads_back_to_its_page(client):
    answer = client.post("/approvals/decide/", **FORM)

    assert answer.url == "/accounts/login/?next=/measures/%3Flate%3D1"
    assert "刚才的操作没有提交" in client.get(answer.url).text


def test_a_part_asked_for_too_late_opens_the_sign_in_page_whole(client):
    page = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://testserver/measures/"}
    answer = client.post("/approvals/decide/", **page)

    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/accounts/login/?next=/measures/")


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/measures/", "//elsewhere/"])
def test_a_form_from_elsewhere_leads_to_the_desk(client, referer):
    answer = client.post("/approvals/decide/", HTTP_REFERER=referer)

    assert answer.url == "/accounts/login/?next=/"


def test_an_address_of_forms_says_so_to_who_opens_it(client, cast):
    client.force_login(cast["secretary"])

    answer = client.get("/approvals/decide/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "不能直接打开" in answer.text
