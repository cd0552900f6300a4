"""The page of a paper: its text, and the findings marked in it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.files.actions import store
from accounts.files.models import FileText, TextState, TextTrouble
from agendas.research import actions
from agendas.research.models import Finding
from tests.accounts.files import papers, samples
from tests.factories import paper_of, visit_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def paged(member, duty):
    """A paper whose file is a PDF of two pages, read."""
    upload = SimpleUploadedFile("调研.pdf", papers.pdf("存量 1588 亩", "先存量后增量"))
    stored = store(upload, by=member)
    known(stored, state=TextState.READ, text="存量 1588 亩\f先存量后增量", has_pages=True)
    return paper_of(duty, text="", file=stored)


def known(stored, **facts) -> None:
    FileText.objects.create(sha256=stored.sha256, **facts)


def text_of(page):
    return page.content.decode()


def mark(paper, by, **words):
    words = {"kind": "fact", "text": "先存量后增量"} | words
    return actions.mark_finding(paper=paper, by=by, at=timezone.now(), **words)


def test_a_word_file_is_read_when_it_is_handed_in_and_shown(sign_in, session, member, duty):
    upload = SimpleUploadedFile(
        "调研.docx", papers.docx("闲置土地 1588 亩。", rows=[("乡镇", "亩")])
    )

    sign_in(member).post(f"/sessions/{session.pk}/research/hand-in/", {"file": upload})
    duty.refresh_from_db()
    page = text_of(sign_in(member).get(f"/research/{duty.paper_id}/"))

    assert "闲置土地 1588 亩。\n乡镇\t亩" in page


def test_a_finding_copied_from_the_text_keeps_its_page_and_shows_it(sign_in, member, paged):
    browser = sign_in(member)

    browser.post(
        f"/research/{paged.pk}/findings/",
        {"kind": "proposal", "text": "先存量后增量", "page": "", "on_paper": "yes"},
    )
    page = text_of(browser.get(f"/research/{paged.pk}/"))
    card = text_of(browser.get(f"/sessions/{paged.session_id}/research/"))

    assert paged.findings.get().page == 2
    assert 'id="page-2"' in page
    for shown in (page, card):
        assert f'href="/research/{paged.pk}/?page=2#page-2"' in shown


def test_a_page_that_is_given_is_kept_and_one_that_is_not_there_refused(member, paged):
    assert mark(paged, member, page=1).page == 1
    assert mark(paged, member, text="另一句话").page is None

    with pytest.raises(ValidationError) as refused:
        mark(paged, member, page=3)

    assert refused.value.code == "no_such_page"
    assert paged.findings.count() == 2


def test_another_file_leaves_findings_without_their_pages(session, member, paged):
    mark(paged, member)
    other = store(SimpleUploadedFile("新.docx", papers.docx("重写。")), by=member)

    actions.hand_in(
        session=session,
        authors=[member],
        by=member,
        at=timezone.now(),
        paper=paged,
        title="新",
        file=other,
    )

    assert Finding.objects.get().page is None


def test_a_refused_finding_is_shown_again_on_the_papers_page(sign_in, member, paged):
    page = sign_in(member).post(
        f"/research/{paged.pk}/findings/",
        {"kind": "fact", "text": "存量大。", "page": "9", "on_paper": "yes"},
    )

    assert page.status_code == 422
    assert "材料没有这一页。" in text_of(page)
    assert "存量大。" in text_of(page)
    assert not Finding.objects.exists()


@pytest.mark.parametrize("trouble", [TextTrouble.ENCRYPTED, TextTrouble.NO_TEXT])
def test_why_there_is_no_text_is_said_and_the_file_is_still_there(
    sign_in, member, duty, pdf, trouble
):
    stored = store(pdf, by=member)
    paper = paper_of(duty, text="", file=stored)
    known(stored, state=TextState.FAILED, trouble=trouble)

    page = text_of(sign_in(member).get(f"/research/{paper.pk}/"))

    assert trouble.label in page
    assert f"/research/{paper.pk}/file/" in page


def test_a_file_of_another_kind_is_said_to_have_no_text_here(sign_in, member, duty):
    paper = paper_of(duty, file=store(SimpleUploadedFile("旧.doc", samples.WPS), by=member))

    assert "这类文件不读取文字" in text_of(sign_in(member).get(f"/research/{paper.pk}/"))


def test_a_text_not_read_yet_says_so(sign_in, member, duty, pdf):
    paper = paper_of(duty, file=store(pdf, by=member))

    assert "正在读取文件里的文字" in text_of(sign_in(member).get(f"/research/{paper.pk}/"))


def test_papers_from_before_texts_were_read_are_found_by_the_sweep(member, duty, pdf):
    paper_of(duty, file=store(pdf, by=member))

    assert (actions.want_texts(), actions.want_texts()) == (1, 0)
    assert FileText.objects.get().state == TextState.WAITING


def test_a_long_text_is_shown_in_parts(sign_in, member, duty):
    paper = paper_of(duty, text="\n".join(f"第{n}段" + "长" * 990 for n in range(15)))
    browser = sign_in(member)

    first = text_of(browser.get(f"/research/{paper.pk}/"))
    second = text_of(browser.get(f"/research/{paper.pk}/?page=2"))

    assert "第0段" in first
    assert "第14段" not in first
    assert "?page=2#text" in first
    assert "第14段" in second
    assert "前面的部分" in second


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_row_and_for_three(
    sign_in, leader, paged, django_assert_num_queries, rows
):
    for number in range(rows):
        Finding.objects.create(paper=paged, kind="fact", text="x", page=1, created_by=leader)
        visit_of(paged, f"断电{number}", f"堵路{number}")
    browser = sign_in(leader)

    with django_assert_num_queries(14):
        page = browser.get(f"/research/{paged.pk}/")

    assert len(page.context["visits"]) == rows


@pytest.mark.parametrize(
    ("role", "code"),
    [("leader", 200), ("member", 200), ("supervisor", 404), ("guest", 404), ("outsider", 404)],
)
def test_the_page_opens_to_whoever_sees_the_paper(sign_in, cast, paged, role, code):
    browser = sign_in(cast[role])
    met = visit_of(paged, "断电").problems.get()

    assert browser.get(f"/research/{paged.pk}/").status_code == code
    if code == 404:
        for address in (
            f"/research/{paged.pk}/visits/",
            f"/research/visits/{met.visit_id}/remove/",
            f"/research/problems/{met.pk}/list/",
        ):
            assert browser.post(address).status_code == 404
