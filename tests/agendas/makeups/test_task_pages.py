"""Tasks to make up on their pages: made, handed in, accepted."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.files.models import StoredFile
from agendas.attendance.models import Status
from agendas.makeups.models import MakeUp, MakeUpState, Material, MaterialFile
from tests.agendas.makeups.pages import NOTE, page_of, part, text_of

pytestmark = pytest.mark.django_db

# --- making and material --------------------------------------------------------------------------


def test_one_click_makes_the_tasks_and_says_how_many(sign_in, secretary, held):
    browser = sign_in(secretary)
    shown = text_of(browser.get(part(held)))
    (due_on,) = re.findall(r'name="due_on" value="([^"]+)"', shown)

    first = text_of(browser.post(part(held, "make/"), {"due_on": due_on}, follow=True))
    second = text_of(browser.post(part(held, "make/"), {"due_on": due_on}, follow=True))

    assert "请假、缺席未布置的 2 人：副组长乙、成员丁" in " ".join(shown.split())
    assert "已向 2 人布置补学。" in first
    assert "没有新的任务。" in second
    assert {task.due_on.isoformat() for task in MakeUp.objects.all()} == {due_on}


def test_a_day_gone_by_is_refused_beside_the_form(sign_in, secretary, held):
    page = sign_in(secretary).post(part(held, "make/"), {"due_on": "2017-04-18"})

    assert page.status_code == 422
    assert "完成期限不能早于今天。" in text_of(page)
    assert 'value="2017-04-18"' in text_of(page)
    assert not MakeUp.objects.exists()


def test_before_all_are_recorded_the_page_says_so(sign_in, secretary, held, correct, leader):
    correct(leader, Status.EXPECTED)
    browser = sign_in(secretary)

    assert "登记后再布置补学" in text_of(browser.get(part(held)))
    assert browser.post(part(held, "make/"), {"due_on": "2099-01-01"}).status_code == 422


def test_material_is_words_and_several_files(sign_in, secretary, member, held, task):
    files = [SimpleUploadedFile(f"{name}.txt", "读".encode()) for name in ("甲", "乙")]
    browser = sign_in(secretary)

    browser.post(part(held, "material/"), {"text": "读会议记录", "attached": files})
    read = sign_in(member).get(page_of(task))

    assert all(words in text_of(read) for words in ("读会议记录", "甲.txt", "乙.txt"))
    first = MaterialFile.objects.earliest("pk")
    said = browser.post(f"/make-ups/files/{first.pk}/remove/", follow=True)
    assert "甲.txt已删除。" in text_of(said)
    assert StoredFile.objects.get().name == "乙.txt"


def test_a_file_of_no_kind_we_keep_is_refused_and_the_words_are_kept(sign_in, secretary, held):
    bad = SimpleUploadedFile("程序.exe", b"MZ\x00")

    page = sign_in(secretary).post(part(held, "material/"), {"text": "留着", "attached": bad})

    assert page.status_code == 422
    assert "类型不在允许之列" in text_of(page)
    assert "留着</textarea>" in text_of(page)
    assert not Material.objects.exists()


def test_who_reads_the_material_does_not_take_it_out(sign_in, member, task, attached):
    assert sign_in(member).post(f"/make-ups/files/{attached.pk}/remove/").status_code == 403
    assert MaterialFile.objects.exists()


# --- handing in and accepting ---------------------------------------------------------------------


def test_the_desk_leads_to_it_and_it_is_handed_in_and_accepted(sign_in, member, secretary, task):
    browser = sign_in(member)
    desk = text_of(browser.get("/"))

    said = text_of(browser.post(page_of(task, "hand-in/"), {"note": NOTE}, follow=True))
    clerk = sign_in(secretary)
    offered = text_of(clerk.get(page_of(task)))
    done = text_of(clerk.post(page_of(task, "accept/"), follow=True))

    assert page_of(task) in desk
    assert "补学小结已提交" in said
    assert NOTE in offered
    assert "成员丁的补学已确认。" in done
    assert page_of(task) not in text_of(browser.get("/"))


def test_an_empty_note_is_refused_on_the_page(sign_in, member, task):
    page = sign_in(member).post(page_of(task, "hand-in/"), {"note": " "})

    assert page.status_code == 422
    assert "请填写补学小结。" in text_of(page)
    task.refresh_from_db()
    assert task.state == MakeUpState.OPEN


def test_too_long_a_note_stays_typed(sign_in, member, task):
    page = sign_in(member).post(page_of(task, "hand-in/"), {"note": "学" * 501})

    assert page.status_code == 422
    assert "学" * 501 in text_of(page)


def test_the_secretary_enters_what_came_on_paper(sign_in, secretary, task, pdf):
    browser = sign_in(secretary)

    browser.post(page_of(task, "hand-in/"), {"note": "", "given_on": "", "scan": pdf})
    page = text_of(browser.get(page_of(task)))

    task.refresh_from_db()
    assert task.proxy.scan.name == "签批单.pdf"
    assert "交来的是纸质件" in page
    assert f"/proxies/{task.proxy.pk}/scan/" in page


def test_more_is_asked_for_in_words(sign_in, secretary, member, handed_in):
    browser = sign_in(secretary)

    empty = browser.post(page_of(handed_in, "ask-more/"), {"remark": ""})
    browser.post(page_of(handed_in, "ask-more/"), {"remark": "结合分管工作谈"})

    assert empty.status_code == 422
    assert "请写明需要补充的内容。" in text_of(empty)
    assert "请补充（秘书丙）：结合分管工作谈" in text_of(sign_in(member).get(page_of(handed_in)))


@pytest.mark.parametrize("verb", ["accept/", "ask-more/"])
def test_the_member_does_not_settle_his_own_from_the_page(sign_in, member, handed_in, verb):
    answer = sign_in(member).post(page_of(handed_in, verb), {"remark": "好"})

    assert answer.status_code == 403
    handed_in.refresh_from_db()
    assert handed_in.state == MakeUpState.HANDED_IN


def test_taken_back_it_says_so_and_offers_nothing(sign_in, member, task, correct):
    correct(member)

    page = text_of(sign_in(member).get(page_of(task)))

    assert "到会情况已更正，不需补学" in page
    assert "hand-in/" not in page
    assert page_of(task) not in text_of(sign_in(member).get("/"))
