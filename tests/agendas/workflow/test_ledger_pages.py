"""A ledger downloaded, filled, looked at and entered."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from accounts.files.actions import store
from accounts.files.models import StoredFile
from agendas.sessions.models import StudySession
from agendas.workflow import actions
from agendas.workflow.ledger.columns import SHEET
from agendas.workflow.models import Ledger

pytestmark = pytest.mark.django_db

OTHERS = ("member", "supervisor", "guest", "outsider")


def test_a_ledger_is_downloaded_filled_seen_and_entered(
    sign_in, secretary, leader, ledger_of, book
):
    browser = sign_in(secretary)
    template = load_workbook(BytesIO(browser.get("/sessions/past/template/").content))
    assert template.sheetnames[0] == SHEET

    sent = browser.post("/ledgers/", {"file": ledger_of({}, {})})
    seen = browser.get(sent["Location"])
    assert not StudySession.objects.exists()
    assert "确认录入 2 次学习会" in seen.content.decode()
    done = browser.post(f"{sent['Location']}enter/", follow=True)

    assert "录入 2 次学习会" in done.content.decode()
    assert StudySession.objects.held().count() == 2


def test_what_is_wrong_is_shown_at_its_cell_and_nothing_can_be_entered(
    sign_in, secretary, leader, ledger_of
):
    browser = sign_in(secretary)
    sent = browser.post("/ledgers/", {"file": ledger_of({}, {"form": "读书斑"})})

    page = browser.get(sent["Location"]).content.decode()
    refused = browser.post(f"{sent['Location']}enter/", follow=True)

    assert "<b>C4</b> 学习形式：没有“读书斑”这种学习形式" in page
    assert "确认录入" not in page
    assert "台账有误，未录入任何一行" in refused.content.decode()
    assert not StudySession.objects.exists()


def test_names_are_not_called_right_before_the_day_is_known(sign_in, secretary, leader, ledger_of):
    browser = sign_in(secretary)
    sent = browser.post("/ledgers/", {"file": ledger_of({"held_on": "某日", "chair": "无此人"})})

    page = " ".join(browser.get(sent["Location"]).content.decode().split())

    assert '<b>F3</b> 主持人：无此人 <span class="tag">日期改正后核对</span>' in page


@pytest.mark.parametrize("content", [b"", b"no workbook", b"%PDF-1.4\n%%EOF"])
def test_a_file_that_is_no_ledger_is_told_beside_its_field(sign_in, secretary, leader, content):
    file = SimpleUploadedFile("台账.xlsx", content)

    answer = sign_in(secretary).post("/ledgers/", {"file": file})

    assert answer.status_code == 422
    assert list(answer.context["ledger_form"].errors) == ["file"]
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("role", ["leader", *OTHERS, "other_secretary"])
def test_a_ledger_is_visible_only_to_who_uploaded_it(
    cast, sign_in, group, secretary, ledger_of, role
):
    file = store(ledger_of({}), by=secretary)
    ledger = actions.take_ledger(group=group, file=file, by=secretary, at=timezone.now())
    browser = sign_in(cast[role])

    assert browser.get(f"/ledgers/{ledger.pk}/").status_code == 404
    assert browser.post(f"/ledgers/{ledger.pk}/enter/").status_code == 404
    sent = browser.post("/ledgers/", {"file": ledger_of({})})
    entitled = role in ("leader", "other_secretary")
    assert sent.status_code == (302 if entitled else 403)
    assert Ledger.objects.count() == (2 if entitled else 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_dry_run_costs_the_same_for_one_row_and_for_three(
    sign_in, secretary, leader, group, ledger_of, django_assert_num_queries, rows
):
    file = store(ledger_of(*({} for _ in range(rows))), by=secretary)
    ledger = actions.take_ledger(group=group, file=file, by=secretary, at=timezone.now())
    browser = sign_in(secretary)

    with django_assert_num_queries(6):
        page = browser.get(f"/ledgers/{ledger.pk}/")

    assert len(page.context["page"].object_list) == rows
