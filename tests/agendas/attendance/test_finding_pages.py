"""People are looked for and put on the list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.people.forms import MOST_FOUND
from agendas.attendance.models import (
    Attendance,
    Capacity,
)
from tests.factories import SessionFactory, UserFactory, attend

pytestmark = pytest.mark.django_db


def path(session, *more: object) -> str:
    return "/".join(["/sessions", str(session.pk), "people", *map(str, more), ""])


# --- openings and the list ----------------------------------------------------------------------


def test_a_person_of_the_system_is_found_by_unit_and_added(sign_in, secretary, announced):
    planner = UserFactory(full_name="规划员", post="副局长")
    browser = sign_in(secretary)
    address = path(announced, "invite") + f"?person-q={planner.unit.name}"

    found = browser.get(address).content.decode()
    browser.post(address, {"person": planner.pk, "capacity": "department"})

    assert f"规划员（{planner.unit.name} 副局长）" in found
    assert Attendance.objects.get(person=planner).capacity == Capacity.DEPARTMENT
    assert planner in announced.guests.all()
    assert "规划员（" not in browser.get(address).content.decode()


@pytest.mark.parametrize("typed", ["zhangsan", "zs", "zhang san", "ZhangS"])
def test_a_person_is_found_by_his_pinyin(sign_in, secretary, announced, typed):
    UserFactory(full_name="张三")
    UserFactory(full_name="李四")

    html = sign_in(secretary).get(path(announced, "invite"), {"person-q": typed}).content.decode()

    assert "张　三（" in html
    assert "李　四（" not in html


def test_a_script_is_answered_with_the_list_alone(
    sign_in, secretary, announced, django_assert_num_queries
):
    UserFactory(full_name="张三")
    asking = {"HX-Request": "true", "HX-Target": "id_person_found"}
    browser = sign_in(secretary)

    with django_assert_num_queries(5):
        answer = browser.get(path(announced, "invite"), {"person-q": "zs"}, headers=asking)

    html = answer.content.decode()
    assert "张　三（" in html
    assert "<html" not in html
    assert "person-q" not in html


def test_guests_of_the_groups_last_sessions_are_offered_first(
    sign_in, secretary, announced, guest, group
):
    lately = SessionFactory(group=group, starts_at=timezone.now() - timedelta(days=90))
    attend(lately, guest, capacity=Capacity.EXTENDED)
    forgotten = UserFactory(full_name="很久以前")
    long_ago = SessionFactory(group=group, starts_at=timezone.now() - timedelta(days=200))
    attend(long_ago, forgotten, capacity=Capacity.EXTENDED)

    html = sign_in(secretary).get(path(announced, "invite")).content.decode()

    assert html.index("列席人（") < html.index(f"{secretary.full_name}（")
    assert html.count("近期") == 1
    assert forgotten.full_name not in html


def test_of_very_many_the_first_are_offered_and_the_rest_is_asked_for(
    sign_in, secretary, announced
):
    for number in range(MOST_FOUND + 1):
        UserFactory(post=f"规划科长{number}。")

    html = sign_in(secretary).get(path(announced, "invite"), {"person-q": "规划"}).content.decode()

    assert html.count("规划科长") == MOST_FOUND
    assert "只列出前 20 人" in html


def test_without_words_the_own_unit_is_offered_and_strangers_are_not(
    sign_in, secretary, announced, outsider, group
):
    colleague = UserFactory(unit=group.unit, full_name="本局科长")

    text = sign_in(secretary).get(path(announced, "invite")).content.decode()

    assert colleague.full_name in text
    assert outsider.full_name not in text


def test_the_same_person_twice_is_refused_on_the_page(sign_in, secretary, announced, guest_row):
    data = {"person": guest_row.person_id, "capacity": "media"}

    page = sign_in(secretary).post(path(announced, "invite"), data)

    assert page.status_code == 422
    assert "该人员已在名单中。" in page.content.decode()
    assert Attendance.objects.filter(person=guest_row.person).count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_finding_people_costs_the_same_for_one_and_for_three(
    sign_in, secretary, announced, django_assert_num_queries, rows
):
    for _ in range(rows):
        UserFactory(post="规划科长")
    browser = sign_in(secretary)

    with django_assert_num_queries(10):
        page = browser.get(path(announced, "invite") + "?person-q=规划")

    assert page.content.decode().count("规划科长") == rows


# --- presence -----------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["%00", "a%00b", "a" * 41])
def test_words_nobody_can_look_for_find_nobody_or_what_is_left_of_them(
    sign_in, secretary, announced, typed
):
    page = sign_in(secretary).get(path(announced, "invite") + f"?person-q={typed}")

    assert page.status_code == 200
