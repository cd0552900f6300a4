"""Papers on the page: handed in, changed, marked, sent back, downloaded."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.files.actions import store
from accounts.files.models import StoredFile
from agendas.proxies.models import Proxy
from agendas.research import actions
from agendas.research.models import Finding, Research, ResearchState
from tests.factories import paper_of

pytestmark = pytest.mark.django_db


def path(session, more=""):
    return f"/sessions/{session.pk}/research/{more}"


def text_of(page):
    return page.content.decode()


@pytest.mark.parametrize(
    ("role", "code"),
    [("leader", 200), ("member", 200), ("supervisor", 404), ("guest", 404), ("outsider", 404)],
)
def test_the_file_goes_to_whoever_sees_the_paper(sign_in, cast, announced, duty, pdf, role, code):
    announced.guests.add(cast["guest"])
    paper = paper_of(duty, text="", file=store(pdf, by=duty.person))

    answer = sign_in(cast[role]).get(f"/research/{paper.pk}/file/")

    assert answer.status_code == code
    if code == 200:
        assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_a_paper_without_a_file_has_none_to_send(sign_in, member, duty):
    paper = paper_of(duty)

    assert sign_in(member).get(f"/research/{paper.pk}/file/").status_code == 404


def test_a_member_uploads_a_file_named_for_its_title_with_a_co_author(
    sign_in, session, member, duty, leaders_duty, pdf
):
    page = sign_in(member).post(
        path(session, "hand-in/"), {"file": pdf, "authors": [leaders_duty.pk]}
    )

    assert page["Location"] == path(session)
    paper = Research.objects.get()
    assert (paper.title, StoredFile.objects.get()) == ("签批单", paper.file)
    assert paper.duties.count() == 2


def test_the_secretary_hands_in_for_a_member_and_the_page_says_so(
    sign_in, session, secretary, member, duty
):
    browser = sign_in(secretary)

    browser.post(
        path(session, "hand-in/"), {"title": "调研", "text": "正文。", "authors": [duty.pk]}
    )

    assert "代交：秘书丙" in text_of(browser.get(path(session)))
    assert "代交：秘书丙" in text_of(sign_in(member).get(path(session)))


def test_a_paper_without_text_and_file_is_refused_and_the_title_stays(
    sign_in, session, member, duty
):
    page = sign_in(member).post(path(session, "hand-in/"), {"title": "占补平衡调研"})

    assert page.status_code == 422
    assert "请填写正文或上传文件。" in text_of(page)
    assert 'value="占补平衡调研"' in text_of(page)
    assert not Research.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90\0" + bytes(64), "类型不在允许之列"),
        (b"x" * (20 * 1024 * 1024 + 1), "文件超过 20 MB。"),
        (b"", "文件是空的。"),
    ],
)
def test_a_refused_file_is_told_beside_the_field_and_the_text_stays(
    sign_in, session, member, duty, content, words
):
    upload = SimpleUploadedFile("调研.docx", content)

    page = sign_in(member).post(
        path(session, "hand-in/"), {"title": "调研", "text": "批而未供存量大。", "file": upload}
    )

    assert page.status_code == 422
    assert words in text_of(page)
    assert "批而未供存量大。" in text_of(page)
    assert not Research.objects.exists()


def test_a_paper_without_a_title_and_a_file_to_name_it_is_refused(sign_in, session, member, duty):
    page = sign_in(member).post(path(session, "hand-in/"), {"text": "批而未供存量大。"})

    assert page.status_code == 422
    assert "请填写题目。" in text_of(page)
    assert "批而未供存量大。" in text_of(page)


def test_an_author_who_has_a_paper_is_refused_in_words(
    sign_in, session, secretary, duty, leaders_duty
):
    paper_of(duty)

    page = sign_in(secretary).post(
        path(session, "hand-in/"),
        {"title": "调研", "text": "正文。", "authors": [duty.pk, leaders_duty.pk]},
    )

    assert page.status_code == 422
    assert "所选作者已有调研材料" in text_of(page)
    assert Research.objects.count() == 1


def test_an_author_of_another_session_is_no_choice(sign_in, session, secretary, duty):
    page = sign_in(secretary).post(
        path(session, "hand-in/"), {"title": "调研", "text": "正文。", "authors": [duty.pk + 999]}
    )

    assert page.status_code == 422
    assert not Research.objects.exists()


def test_who_owes_nothing_may_not_hand_in(sign_in, announced, guest, duty):
    announced.guests.add(guest)

    page = sign_in(guest).post(path(announced, "hand-in/"), {"title": "调研", "text": "正文。"})

    assert page.status_code == 403
    assert not Research.objects.exists()


def test_a_returned_paper_is_changed_through_its_link(sign_in, session, member, leader, duty):
    paper = paper_of(duty)
    actions.return_paper(paper=paper, by=leader, at=timezone.now(), reason="数据不实。")
    browser = sign_in(member)

    page = text_of(browser.get(path(session, f"?edit={paper.pk}")))
    browser.post(
        path(session, f"{paper.pk}/hand-in/"), {"title": "用地指标调研", "text": "已核实。"}
    )

    assert "已退回（组长甲）：数据不实。" in page
    assert "批而未供存量大。</textarea>" in page
    paper.refresh_from_db()
    assert (paper.text, paper.state) == ("已核实。", ResearchState.HANDED_IN)


def test_findings_are_marked_grouped_and_removed(sign_in, session, member, duty):
    paper = paper_of(duty)
    browser = sign_in(member)

    for kind, words in (("proposal", "先存量后增量。"), ("fact", "存量 1588 亩。")):
        browser.post(f"/research/{paper.pk}/findings/", {"kind": kind, "text": words})
    page = text_of(browser.get(path(session)))
    browser.post(f"/findings/{Finding.objects.get(kind='fact').pk}/remove/")

    assert page.index("存量 1588 亩。") < page.index("先存量后增量。")
    assert [finding.kind for finding in paper.findings.all()] == ["proposal"]


def test_a_fourth_finding_is_refused_and_its_words_stay(sign_in, session, member, duty):
    paper = paper_of(duty)
    for number in range(3):
        Finding.objects.create(paper=paper, kind="fact", text=f"之{number}", created_by=member)

    page = sign_in(member).post(
        f"/research/{paper.pk}/findings/", {"kind": "crux", "text": "指标不足。"}
    )

    assert page.status_code == 422
    assert "一份调研材料最多标注 3 条发现。" in text_of(page)
    assert "指标不足。" in text_of(page)
    assert paper.findings.count() == 3


def test_the_leader_returns_with_a_reason_and_is_told_when_it_is_missing(sign_in, leader, duty):
    paper = paper_of(duty)
    browser = sign_in(leader)

    without = browser.post(f"/research/{paper.pk}/remark/", {"verb": "return", "remark": ""})
    browser.post(f"/research/{paper.pk}/remark/", {"verb": "return", "remark": "数据不实。"})

    assert without.status_code == 422
    assert "退回须写明理由。" in text_of(without)
    paper.refresh_from_db()
    assert (paper.state, paper.remark) == (ResearchState.RETURNED, "数据不实。")


def test_the_secretary_asks_for_more_but_may_not_return(sign_in, session, secretary, duty):
    paper = paper_of(duty)
    browser = sign_in(secretary)

    returned = browser.post(f"/research/{paper.pk}/remark/", {"verb": "return", "remark": "不行"})
    browser.post(f"/research/{paper.pk}/remark/", {"verb": "ask_more", "remark": "补充数据。"})

    assert returned.status_code == 403
    paper.refresh_from_db()
    assert paper.state == ResearchState.MORE_ASKED
    assert 'value="return"' not in text_of(browser.get(path(session)))


def test_a_remark_without_its_button_is_refused(sign_in, leader, duty):
    paper = paper_of(duty)

    page = sign_in(leader).post(f"/research/{paper.pk}/remark/", {"remark": "补充数据。"})

    assert page.status_code == 422
    paper.refresh_from_db()
    assert paper.state == ResearchState.HANDED_IN


def test_a_paper_handed_in_for_a_member_shows_the_day_and_keeps_the_sheet(
    sign_in, session, secretary, member, duty, pdf
):
    day = timezone.localdate()
    typed = {"title": "调研", "text": "正文。", "authors": [duty.pk]}
    browser = sign_in(secretary)

    early = browser.post(path(session, "hand-in/"), typed | {"given_on": "1990-01-01"})
    browser.post(path(session, "hand-in/"), typed | {"given_on": day.isoformat(), "scan": pdf})

    assert early.status_code == 422
    assert "提供日期早于该事项" in text_of(early)
    duty.refresh_from_db()
    assert (duty.proxy.given_on, duty.proxy.scan.name) == (day, "签批单.pdf")
    mark = f"代交：秘书丙，{day.year}年{day.month}月{day.day}日"
    assert all(mark in text_of(sign_in(who).get(path(session))) for who in (secretary, member))


def test_an_objection_of_any_author_stands_beside_the_mark(
    sign_in, session, secretary, member, leader, duty, leaders_duty
):
    typed = {"title": "调研", "text": "正文。", "authors": [leaders_duty.pk, duty.pk]}
    sign_in(secretary).post(path(session, "hand-in/"), typed)
    mark = Proxy.objects.get(person=member)
    without = text_of(sign_in(leader).get(path(session)))

    sign_in(member).post(f"/proxies/{mark.pk}/object/", {"text": "不是我写的。"})

    card = text_of(sign_in(leader).get(path(session))).partition('<article class="card"')[2]
    assert "本人有异议" not in without
    assert "代交：秘书丙" in card
    assert "本人有异议" in card


def test_an_empty_paper_is_told_all_it_lacks(sign_in, session, member, duty):
    page = sign_in(member).post(path(session, "hand-in/"), {})

    assert page.status_code == 422
    assert "请填写题目和正文，或者上传文件。" in text_of(page)
