"""The trail with what was entered for others, the objection, the scan."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.files.actions import store
from agendas.sessions.actions import decide
from agendas.sessions.models import Matter
from tests.factories import entered, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def slip(session, member, secretary, pdf):
    """The member's answer, entered by the secretary from the slip he gave."""
    return entered(session, member, secretary, kind="answer", scan=store(pdf, by=secretary))


def record(session):
    return f"/sessions/{session.pk}/record/"


def text_of(page):
    return page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("role", "budget"), [("secretary", 11), ("member", 11)])
def test_the_trail_costs_the_same_for_one_row_and_for_three(
    sign_in, cast, session, leader, pdf, django_assert_num_queries, rows, role, budget
):
    scan = store(pdf, by=leader)
    for _ in range(rows):
        entered(session, seat(session.group), cast["secretary"], scan=scan)
        matter = {"session": session, "matter": Matter.TOPIC, "outcome": "approved"}
        decide(**matter, by=leader, at=timezone.now())
    browser = sign_in(cast[role])

    with django_assert_num_queries(budget):
        page = browser.get(record(session))

    assert len(page.context["proxies"]) == rows


def test_the_trail_shows_who_gave_what_when_and_who_entered_it(sign_in, session, leader, slip):
    page = text_of(sign_in(leader).get(record(session)))

    assert all(words in page for words in ("成员丁", "参会答复", "秘书丙"))
    # Of an answer slip the leads see that it is there, not what it says.
    assert "/scan/" not in page
    assert "提出异议" not in page


def test_another_member_finds_no_answer_in_the_trail(sign_in, session, slip):
    page = text_of(sign_in(seat(session.group)).get(record(session)))

    assert "成员丁" not in page
    assert "参会答复" not in page


def test_he_reads_his_slip_and_objects_once_where_the_notice_leads(sign_in, session, member, slip):
    browser = sign_in(member)
    shown = text_of(browser.get(record(session)))
    slip_read = b"".join(browser.get(f"/proxies/{slip.pk}/scan/"))

    first = browser.post(f"/proxies/{slip.pk}/object/", {"text": "未曾答复"})
    again = text_of(browser.post(f"/proxies/{slip.pk}/object/", {"text": "再提"}, follow=True))

    assert "提出异议" in shown
    assert slip_read.startswith(b"%PDF")
    assert first["Location"] == record(session)
    assert "异议：未曾答复" in again
    assert "已提出过异议" in again
    assert f"/proxies/{slip.pk}/object/" not in again


def test_an_objection_without_words_is_asked_for_them(sign_in, member, slip):
    page = text_of(sign_in(member).post(f"/proxies/{slip.pk}/object/", {"text": " "}, follow=True))

    assert "请写明异议。" in page
    slip.refresh_from_db()
    assert slip.objected_at is None


def test_an_owner_from_outside_finds_in_the_trail_what_is_his_and_nothing_else(
    sign_in, session, secretary, leader, member, outsider
):
    entered(session, outsider, secretary, kind="reading")
    entered(session, member, secretary)
    session.waivers.create(gap="x", text="某事项", reason="内部原因", by=leader)

    page = text_of(sign_in(outsider).get(record(session)))

    assert "提出异议" in page
    assert not any(words in page for words in ("成员丁", "内部原因", "阶段变更", "待完善"))


@pytest.mark.parametrize(
    ("role", "scan", "objects"),
    [
        ("leader", 404, 403),
        ("secretary", 200, 403),
        ("member", 200, 302),
        ("supervisor", 404, 404),
        ("other_secretary", 404, 404),
        ("outsider", 404, 404),
    ],
)
def test_strangers_find_nothing_and_others_do_not_object(cast, sign_in, slip, role, scan, objects):
    browser = sign_in(cast[role])

    download = browser.get(f"/proxies/{slip.pk}/scan/")
    content = b"".join(download)
    answer = browser.post(f"/proxies/{slip.pk}/object/", {"text": "未曾答复"})

    assert (download.status_code, answer.status_code) == (scan, objects)
    assert content.startswith(b"%PDF") is (scan == 200)
    slip.refresh_from_db()
    assert (slip.objected_at is None) is (objects != 302)
