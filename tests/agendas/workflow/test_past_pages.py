"""The page on which a past session is entered, its ledger, and how such a session looks."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from accounts.files.actions import store
from accounts.files.models import StoredFile
from accounts.notices.models import Notice
from agendas.attendance.models import Attendance
from agendas.sessions.models import StudySession
from agendas.workflow import actions
from agendas.workflow.ledger.columns import SHEET
from agendas.workflow.models import Ledger
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole
from tests.factories import SessionFactory, StudyGroupFactory, seat

pytestmark = pytest.mark.django_db

ENTITLED = ("leader", "deputy", "secretary")
OTHERS = ("member", "supervisor", "guest", "outsider")
PARTS = ("", "topic/", "research/", "people/", "minutes/", "measures/", "papers/", "record/")


@pytest.fixture
def typed(discussion, leader, member):
    """What is typed into the page for a session of the last day of March."""
    head = {"form": discussion.pk, "title": "学习讲话", "held_on": "2017-03-31", "stage": "closed"}
    return head | {f"away-{member.pk}": "leave", "others-media": "2", "record": "传达学习。"}


@pytest.fixture
def enter(sign_in, secretary, typed):
    """The session entered by the page, with more or other things typed."""

    def one(**more) -> StudySession:
        answer = sign_in(secretary).post("/sessions/past/", typed | more)
        assert answer.status_code == 302, answer.context["form"].errors
        return StudySession.objects.get()

    return one


@pytest.mark.parametrize("role", [*ENTITLED, *OTHERS])
def test_who_finds_the_page_and_the_template(cast, sign_in, role):
    browser = sign_in(cast[role])

    for path in ("/sessions/past/", "/sessions/past/template/"):
        assert browser.get(path).status_code == (200 if role in ENTITLED else 403)
    button = 'href="/sessions/past/"' in browser.get("/sessions/").content.decode()
    assert button is (role in ENTITLED)


@pytest.mark.parametrize("asked", ["0", "x", "", "%00"])
def test_a_group_one_does_not_run_does_not_exist(sign_in, secretary, typed, asked):
    other = StudyGroupFactory()
    browser = sign_in(secretary)

    assert browser.get(f"/sessions/past/?group={other.pk}").status_code == 404
    assert browser.post(f"/sessions/past/?group={other.pk}", typed).status_code == 404
    assert browser.get(f"/sessions/past/?group={asked}").status_code == (404 if asked else 200)
    assert not StudySession.objects.exists()


def test_whoever_runs_two_groups_says_which(sign_in, secretary, typed):
    other = StudyGroupFactory()
    other.memberships.create(person=secretary, role=GroupRole.SECRETARY, from_on="2017-01-01")
    seat(other, GroupRole.LEADER, full_name="另一组长")
    browser = sign_in(secretary)

    assert "换到该组" in browser.get("/sessions/past/").content.decode()
    page = browser.get(f"/sessions/past/?group={other.pk}").content.decode()
    assert "另一组长" in page
    assert "组长甲" not in page


def test_a_session_is_entered_on_one_page(enter, secretary, pdf, sign_in):
    session = enter(**{"scan-1": pdf})

    assert (session.stage, session.is_backfilled, session.created_by) == ("closed", True, secretary)
    rows = Attendance.objects.filter(session=session).values_list("name", "status", "headcount")
    assert set(rows) == {
        ("组长甲", "present", 1),
        ("成员丁", "leave", 1),
        ("采访人员", "present", 2),
    }
    assert not Notice.objects.exists()
    page = sign_in(secretary).get(f"/sessions/{session.pk}/minutes/").content.decode()
    assert "传达学习。" in page
    assert "签批单.pdf" in page


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"held_on": "2999-01-01"}, "held_on"),
        ({"held_on": "0001-01-01"}, "held_on"),
        ({"title": ""}, "title"),
        ({"stage": "followup"}, "stage"),
        ({"results": "长" * 501}, "results"),
        ({"others-media": "-1"}, "others-media"),
        ({"scan-1": SimpleUploadedFile("x.pdf", b"%PDF-")}, "scan-1"),
        ({"begins": "25:00"}, "begins"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(
    sign_in, secretary, typed, told, field
):
    answer = sign_in(secretary).post("/sessions/past/", {"venue": "三楼会议室"} | typed | told)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    page = answer.content.decode()
    assert all(
        words in page for words in ('value="三楼会议室"', "传达学习。", 'value="leave" selected')
    )
    assert not StudySession.objects.exists()


def test_the_second_time_it_is_refused_by_name_and_no_file_is_kept(
    enter, sign_in, secretary, typed, pdf
):
    enter()

    answer = sign_in(secretary).post("/sessions/past/", typed | {"scan-1": pdf})

    assert "2017年3月31日（周五）《学习讲话》" in answer.content.decode()
    assert (StudySession.objects.count(), StoredFile.objects.count()) == (1, 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_member_and_for_three(
    sign_in, secretary, group, django_assert_num_queries, rows
):
    for _ in range(rows):
        seat(group)
    browser = sign_in(secretary)

    with django_assert_num_queries(7):
        page = browser.get("/sessions/past/")

    assert len(list(page.context["form"].members())) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_marks_them_and_costs_the_same(
    sign_in, secretary, group, django_assert_num_queries, rows
):
    for _ in range(rows):
        SessionFactory(group=group, is_backfilled=True)
    browser = sign_in(secretary)

    with django_assert_num_queries(8):
        page = browser.get("/sessions/")

    assert page.content.decode().count('<span class="tag">补录</span>') == rows


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("role", ["secretary", "member", "supervisor"])
@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.FOLLOWUP])
def test_every_part_says_that_it_was_entered_afterwards(
    enter, cast, sign_in, full_form, stage, role, part
):
    session = enter(form=full_form.pk, stage=stage.value, **{"others-media": ""})

    answer = sign_in(cast[role]).get(f"/sessions/{session.pk}/{part}")

    if (role, part) == ("supervisor", "record/"):
        assert answer.status_code == 404
    else:
        page = answer.content.decode()
        assert '<span class="tag gold">补录</span>' in page
        assert not any(words in page for words in ("应交 0 人", "会议通知发出后", "退回：补录"))


def test_the_trail_says_by_whom_and_when_and_the_hour_is_not_made_up(enter, sign_in, secretary):
    session = enter()
    browser = sign_in(secretary)

    assert "秘书丙：办结（补录）" in browser.get(f"/sessions/{session.pk}/record/").content.decode()
    page = browser.get(f"/sessions/{session.pk}/").content.decode()
    assert "2017年3月31日（周五）</span>" in page
    assert "未经系统发出" in page


@pytest.mark.parametrize(
    ("role", "status"),
    [("secretary", 200), ("member", 200), ("supervisor", 200), ("guest", 404), ("outsider", 404)],
)
def test_a_file_of_the_record_goes_to_whoever_may_read_the_record(
    enter, cast, sign_in, pdf, role, status
):
    session = enter(**{"scan-1": pdf})
    path = f"/sessions/{session.pk}/minutes/scans/{StoredFile.objects.get().pk}/"

    answer = sign_in(cast[role]).get(path)

    answer.close()
    assert answer.status_code == status


def test_another_file_is_not_found_among_those_of_the_record(enter, sign_in, secretary, pdf):
    session = enter()
    other = store(pdf, by=secretary)

    answer = sign_in(secretary).get(f"/sessions/{session.pk}/minutes/scans/{other.pk}/")

    assert answer.status_code == 404


# a ledger


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

    with django_assert_num_queries(7):
        page = browser.get(f"/ledgers/{ledger.pk}/")

    assert len(page.context["page"].object_list) == rows


# the API


@pytest.fixture
def body(group, discussion, member, leader):
    """What a program sends for the same session."""
    return {
        "group": group.pk,
        "form": discussion.pk,
        "title": "学习讲话",
        "held_on": "2017-03-31",
        "begins": "14:30",
        "on_leave": [member.pk],
        "others": [{"capacity": "media", "headcount": 2}],
        "results": [{"kind": "decision", "text": "每月通报"}],
    }


@pytest.mark.parametrize("role", [*ENTITLED, *OTHERS, "other_secretary"])
def test_a_program_enters_one_as_the_page_does(api, cast, body, role):
    answer = api(cast[role]).post("/api/v1/sessions/past/", body, format="json")

    if role in ENTITLED:
        assert answer.status_code == 201
        assert (answer.json()["is_backfilled"], answer.json()["stage"]) == (True, "closed")
        assert answer.json()["starts_at"] == "2017-03-31T14:30:00+08:00"
    else:
        unseen = role in ("outsider", "guest", "other_secretary")
        assert answer.status_code == (400 if unseen else 403)
        assert not StudySession.objects.exists()


@pytest.mark.parametrize(
    ("told", "status", "code"),
    [
        ({"held_on": str(timezone.localdate() + timedelta(days=1))}, 409, "not_past"),
        ({"chair": 10**30}, 409, "not_seated"),
        ({"absent": [-1]}, 409, "not_seated"),
        ({"stage": "followup"}, 409, "no_followup"),
        ({"stage": "topic"}, 400, "invalid"),
        ({"held_on": "0001-01-01"}, 400, "invalid"),
        ({"others": [{"capacity": "member", "headcount": 1}]}, 400, "invalid"),
    ],
)
def test_a_refusal_has_its_code(api, secretary, body, told, status, code):
    answer = api(secretary).post("/api/v1/sessions/past/", body | told, format="json")

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not StudySession.objects.exists()
