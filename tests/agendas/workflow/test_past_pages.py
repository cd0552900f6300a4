"""The page on which a past session is entered."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.files.models import StoredFile
from accounts.notices.models import Notice
from agendas.attendance.models import Attendance
from agendas.sessions.models import StudySession
from studygroups.groups.models import GroupRole
from tests.factories import StudyGroupFactory, seat

pytestmark = pytest.mark.django_db

ENTITLED = ("leader", "deputy", "secretary")
OTHERS = ("member", "supervisor", "guest", "outsider")


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

    with django_assert_num_queries(6):
        page = browser.get("/sessions/past/")

    assert len(list(page.context["form"].members())) == rows


def test_the_simple_form_is_offered_first(sign_in, secretary, full_form, discussion):
    page = sign_in(secretary).get("/sessions/past/").content.decode()

    assert page.index("集体学习研讨</option>") < page.index("三聚三开放学习会</option>")
    assert full_form.pk < discussion.pk


def filled_in(form) -> dict[str, object]:
    """What a browser would send of the form as it stands there."""
    values = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def test_what_was_taken_out_is_filled_in_again_and_entered_with_its_file(
    enter, sign_in, secretary, typed, member, pdf
):
    more = {"begins": "14:30", "venue": "三楼会议室", "chair": member.pk, f"away-{member.pk}": ""}
    told = typed | more | {"results": "决定：每月通报\n先存量后增量", "scan-1": pdf}
    first = enter(**told)
    browser = sign_in(secretary)

    page = browser.post(f"/sessions/{first.pk}/withdraw-past/", follow=True)
    again = filled_in(page.context["form"])

    told |= {"kept": list(StoredFile.objects.values_list("pk", flat=True))}
    assert again == {name: value for name, value in told.items() if value and name != "scan-1"} | {
        "form": int(typed["form"]),
        "others-media": 2,
    }
    assert browser.post(page.request["PATH_INFO"] + "?again=1", again).status_code == 302
    assert StudySession.objects.get().minutes.scans.get().name == "签批单.pdf"


def test_whoever_leads_without_being_named_is_not_named_again(enter, sign_in, secretary, leader):
    first = enter()

    page = sign_in(secretary).post(f"/sessions/{first.pk}/withdraw-past/", follow=True)

    assert page.context["form"]["chair"].value() == ""


def test_a_file_of_another_entry_cannot_be_kept(enter, sign_in, secretary, typed, pdf):
    enter(**{"scan-1": pdf})
    told = typed | {"title": "另一次", "kept": [StoredFile.objects.get().pk]}

    assert sign_in(secretary).post("/sessions/past/?again=1", told).status_code == 302

    assert not StudySession.objects.get(title="另一次").minutes.scans.exists()


def test_the_next_one_is_offered_with_group_and_form(enter, sign_in, secretary, typed, full_form):
    browser = sign_in(secretary)
    told = typed | {"form": full_form.pk}

    page = browser.post("/sessions/past/", told, follow=True).content.decode()

    path = f"/sessions/past/?group={StudySession.objects.get().group_id}&amp;form={full_form.pk}"
    assert f'<a href="{path}">再补录一次</a>' in page
    chosen = browser.get(path.replace("&amp;", "&")).context["form"]
    assert filled_in(chosen)["form"] == str(full_form.pk)
    assert "title" not in filled_in(chosen)
