"""The pages of make-up study: who sees what, what they cost, the year."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.people.models import StandIn
from agendas.attendance.models import Status
from agendas.makeups import actions
from studygroups.forms.models import Stage
from tests.agendas.makeups.pages import NOTE, page_of, part, text_of
from tests.factories import SessionFactory, at, attend, seat

pytestmark = pytest.mark.django_db

# --- who sees what ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "session", "own", "year", "file"),
    [
        ("leader", 200, 200, 200, 200),
        ("deputy", 200, 200, 200, 200),
        ("secretary", 200, 200, 200, 200),
        ("member", 403, 200, 403, 200),
        ("supervisor", 403, 404, 403, 404),
        ("other_secretary", 404, 404, 200, 404),
        ("guest", 404, 404, 403, 404),
        ("outsider", 404, 404, 403, 404),
    ],
)
def test_who_opens_what(sign_in, cast, held, handed_in, attached, role, session, own, year, file):
    browser = sign_in(cast[role])
    paths = (part(held), page_of(handed_in), "/make-ups/", f"/make-ups/files/{attached.pk}/")

    answers = [browser.get(path) for path in paths]
    codes = [answer.status_code for answer in answers]
    answers[-1].close()

    assert codes == [session, own, year, file]


@pytest.mark.parametrize("role", ["colleague", "stand_in", "supervisor", "guest", "outsider"])
def test_nobody_else_reads_a_note_or_learns_of_an_absence(
    sign_in, cast, group, held, tasks, handed_in, leader, role
):
    """Not on any page he may open, whatever he asks for; not even who acts for the leader."""
    person = cast.get(role) or seat(group)
    if role == "stand_in":
        today = timezone.localdate()
        days = {"from_on": today, "until": today}
        StandIn.objects.create(person=leader, stand_in=person, given_by=leader, **days)
    browser = sign_in(person)
    numbers = [task.pk for task in tasks]
    paths = ["/", "/todos/", "/make-ups/", part(held), f"/sessions/{held.pk}/record/"]
    paths += [f"/make-ups/{number}/" for number in numbers]
    paths += [f"/sessions/{held.pk}/", "/search/?q=补学", "/api/v1/make-ups/", "/api/v1/proxies/"]

    read = "".join(text_of(browser.get(path)) for path in paths)

    assert not [words for words in (NOTE, "成员丁", "补学小结", "缺席") if words in read]


def test_a_note_entered_for_him_is_not_told_to_his_colleagues(
    sign_in, group, held, task, member, secretary
):
    actions.hand_in(make_up=task, by=secretary, at=timezone.now(), note=NOTE)
    trail = f"/sessions/{held.pk}/record/"

    colleague = text_of(sign_in(seat(group)).get(trail))
    own = text_of(sign_in(member).get(trail))

    assert "成员丁" not in colleague
    assert "补学小结" not in colleague
    assert "补学小结" in own


def test_no_category_of_leave_is_on_the_pages(sign_in, secretary, held, tasks):
    browser = sign_in(secretary)
    paths = (part(held), "/make-ups/?year=2017", *(page_of(task) for task in tasks))

    assert "病假" not in "".join(text_of(browser.get(path)) for path in paths)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_part_costs_the_same_for_one_task_and_for_three(
    sign_in, secretary, held, attached, django_assert_num_queries, rows
):
    for _ in range(rows - 2 if rows > 2 else 0):
        attend(held, seat(held.group), status=Status.ABSENT)
    if rows == 1:
        held.attendances.filter(status=Status.LEAVE).update(status=Status.PRESENT)
    actions.make_tasks(session=held, by=secretary, at=timezone.now())
    browser = sign_in(secretary)

    with django_assert_num_queries(13):
        page = browser.get(part(held))

    assert len(page.context["rows"]) == rows


@pytest.mark.parametrize(("role", "budget"), [("member", 8), ("secretary", 8)])
def test_one_task_costs_little(
    sign_in, cast, handed_in, attached, django_assert_num_queries, role, budget
):
    browser = sign_in(cast[role])

    with django_assert_num_queries(budget):
        page = browser.get(page_of(handed_in))

    assert page.status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_year_costs_the_same_for_one_task_and_for_three(
    sign_in, group, secretary, member, django_assert_num_queries, rows
):
    for month in range(1, rows + 1):
        session = SessionFactory(
            group=group, stage=Stage.CLOSED, starts_at=at(f"2026-{month:02}-10 09:00")
        )
        attend(session, member, status=Status.ABSENT)
        actions.make_tasks(session=session, by=secretary, at=timezone.now())
    browser = sign_in(secretary)

    with django_assert_num_queries(8):
        page = browser.get("/make-ups/", {"year": "2026"})

    assert len(page.context["page"].object_list) == rows


# --- the year -----------------------------------------------------------------------------------


def test_the_year_says_who_owes_what_and_who_was_absent_in_a_row(
    sign_in, group, secretary, leader, held, handed_in, member
):
    actions.accept(make_up=handed_in, by=secretary, at=timezone.now())
    earlier = SessionFactory(
        group=group, stage=Stage.CLOSED, starts_at=at("2017-02-10 09:00"), title="二月学习会"
    )
    attend(earlier, member, status=Status.ABSENT)

    page = text_of(sign_in(leader).get("/make-ups/", {"year": "2017"}))

    assert "补学 <b>1</b> / 应补 <b>2</b>" in page
    assert "逾期" in page
    words = " ".join(page.split())
    assert "连续缺席 2 次" in words
    assert f'href="/sessions/{earlier.pk}/people/"' in page


def test_an_empty_year_teaches_what_belongs_there(sign_in, secretary):
    page = text_of(sign_in(secretary).get("/make-ups/"))

    assert "在“参会”的“补学”页布置" in page
    assert "没有连续缺席的成员。" in page
