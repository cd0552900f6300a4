"""How a session that was entered afterwards looks, and who gets its files."""

from __future__ import annotations

import pytest

from accounts.files.actions import store
from accounts.files.models import StoredFile
from studygroups.forms.models import Stage
from tests.factories import SessionFactory

pytestmark = pytest.mark.django_db

PARTS = ("", "topic/", "research/", "people/", "minutes/", "measures/", "papers/", "record/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_marks_them_and_costs_the_same(
    sign_in, secretary, group, django_assert_num_queries, rows
):
    for _ in range(rows):
        SessionFactory(group=group, is_backfilled=True)
    browser = sign_in(secretary)

    with django_assert_num_queries(7):
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


def test_nothing_is_called_undecided_or_counted_as_none(enter, sign_in, secretary):
    session = enter(venue="", **{"others-media": ""})

    page = sign_in(secretary).get(f"/sessions/{session.pk}/").text

    assert "到会 " in page
    assert not any(words in page for words in ("地点未定", "其中媒体"))
