"""Many files at once, as the secretary does it: upload, look, correct, confirm."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agendas.drops.models import Drop, DroppedFile
from agendas.research.models import Research
from tests.accounts.files import papers
from tests.agendas.drops.archives import zipped
from tests.factories import owe, paper_of, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def duties(session):
    return [owe(session, seat(session.group, full_name=name)) for name in ("张三", "李四")]


@pytest.fixture
def browser(sign_in, secretary):
    return sign_in(secretary)


def upload(browser, session, *names: str):
    files = [SimpleUploadedFile(name, papers.docx(name)) for name in names]
    address = f"/sessions/{session.pk}/research/drop/"
    return browser.post(address, {"papers": files}, follow=True)


def text_of(page):
    return page.content.decode()


def address() -> str:
    return f"/research/drops/{Drop.objects.get().pk}/"


def test_a_folder_is_uploaded_looked_over_and_handed_in(browser, session, duties):
    look = text_of(upload(browser, session, "张三调研.docx", "终稿.docx"))
    first, second = DroppedFile.objects.all()

    answers = {
        f"f{first.pk}-title": "占补平衡",
        f"f{first.pk}-author": duties[0].pk,
        f"f{second.pk}-title": "终稿",
        f"f{second.pk}-author": duties[1].pk,
    }
    done = text_of(browser.post(address(), answers | {"verb": "hand_in"}, follow=True))

    assert "可代交" in look
    assert "没有匹配到成员" in look
    assert "已代交 2 份" in done
    assert "代交：秘书丙" in done
    assert {paper.title for paper in Research.objects.all()} == {"占补平衡", "终稿"}


def test_what_is_wrong_is_named_and_the_batch_waits(browser, session, duties):
    upload(browser, session, "张三.docx", "终稿.docx")
    first = DroppedFile.objects.all()[0]

    answer = {f"f{first.pk}-author": duties[0].pk, "verb": "hand_in"}
    page = text_of(browser.post(address(), answer, follow=True))
    later = text_of(browser.get(f"/sessions/{session.pk}/research/"))

    assert "已代交 1 份" in page
    assert "未代交“终稿.docx”：没有匹配到成员" in page
    assert "待核对的材料 1 份" in later
    assert address() in later


def test_of_joint_authors_it_is_told_who_has_a_paper_already(browser, session, duties):
    paper_of(duties[1])

    page = text_of(upload(browser, session, "张三、李四.docx"))

    assert ">张三、李四（已有材料）</span>" in page


def test_a_look_that_is_saved_hands_nothing_in(browser, session, duties):
    upload(browser, session, "张三.docx")
    row = DroppedFile.objects.get()

    browser.post(
        address(), {f"f{row.pk}-author": duties[0].pk, f"f{row.pk}-others": [duties[1].pk]}
    )

    assert [duty.name for duty in row.authors.all()] == ["张三", "李四"]
    assert not Research.objects.exists()


def test_an_author_from_elsewhere_is_refused_and_what_was_typed_stays(browser, session, duties):
    upload(browser, session, "张三.docx")
    row = DroppedFile.objects.get()

    page = browser.post(address(), {f"f{row.pk}-author": 10**9, f"f{row.pk}-title": "占补平衡"})

    assert page.status_code == 422
    assert 'value="占补平衡"' in text_of(page)
    assert [duty.name for duty in row.authors.all()] == ["张三"]


def test_an_upload_refused_as_a_whole_says_why_beside_the_field(browser, session, duties):
    many = zipped({f"{n}.txt": b"x" for n in range(41)})

    page = browser.post(f"/sessions/{session.pk}/research/drop/", {"papers": [many]})
    none = browser.post(f"/sessions/{session.pk}/research/drop/")

    assert (page.status_code, none.status_code) == (422, 422)
    assert "一批最多 40 个文件" in text_of(page)
    assert not Drop.objects.exists()


def test_all_of_a_batch_bear_the_day_on_which_they_were_given(browser, session, duties):
    upload(browser, session, "张三.docx")
    row, day = DroppedFile.objects.get(), timezone.localdate() - timedelta(days=1)
    answer = {f"f{row.pk}-author": duties[0].pk, "verb": "hand_in"}

    wrong = browser.post(address(), answer | {"given_on": "昨天"})
    late = browser.post(address(), answer | {"given_on": "2100-01-01"}, follow=True)
    browser.post(address(), answer | {"given_on": day.isoformat()})

    assert wrong.status_code == 422
    assert "提供日期不能晚于今天。" in text_of(late)
    duties[0].refresh_from_db()
    assert duties[0].proxy.given_on == day


def test_a_batch_is_given_up(browser, session, duties):
    upload(browser, session, "张三.docx")

    page = text_of(browser.post(f"{address()}abandon/", follow=True))

    assert "这一批材料已放弃" in page
    assert not Drop.objects.exists()


@pytest.mark.parametrize(
    ("role", "code"),
    [("leader", 200), ("member", 404), ("supervisor", 404), ("other_secretary", 404)],
)
def test_leads_look_and_others_find_nothing(browser, sign_in, cast, session, duties, role, code):
    upload(browser, session, "张三.docx")
    visitor = sign_in(cast[role])

    assert visitor.get(address()).status_code == code
    assert visitor.post(address()).status_code == (403 if code == 200 else 404)
    assert visitor.post(f"{address()}abandon/").status_code == (403 if code == 200 else 404)
    assert "drop/" not in text_of(visitor.get(f"/sessions/{session.pk}/research/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_look_costs_the_same_for_one_file_and_for_three(
    browser, session, duties, django_assert_num_queries, rows
):
    upload(browser, session, *[f"张三李四{n}.docx" for n in range(rows)])
    page = address()

    with django_assert_num_queries(12):
        assert len(browser.get(page).context["rows"]) == rows
