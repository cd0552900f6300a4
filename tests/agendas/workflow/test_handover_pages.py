"""The page of a hand-over: who reaches it, the list before the button, refusals."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agendas.measures.models import FormerDoer, Measure
from studygroups.groups.models import Membership
from tests.factories import attend, measure_of, owe, seat

pytestmark = pytest.mark.django_db


def path(group) -> str:
    return f"/groups/{group.pk}/hand-over/"


@pytest.fixture
def successor(group):
    return seat(group, full_name="单晓红")


@pytest.fixture
def measure(session, member) -> Measure:
    return measure_of(session, owner=member, due_on=date(2017, 12, 31))


@pytest.fixture
def asked(member, successor) -> dict[str, object]:
    return {"leaver": member.pk, "successor": successor.pk, "on": str(timezone.localdate())}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("leader", 200),
        ("deputy", 200),
        ("secretary", 200),
        ("member", 403),
        ("supervisor", 403),
        ("other_secretary", 404),
        ("guest", 404),
        ("outsider", 404),
    ],
)
def test_who_reaches_the_page(sign_in, cast, group, asked, measure, who, status):
    browser = sign_in(cast[who])
    seen = {"seen": f"measure-{measure.pk}"}

    assert browser.get(path(group)).status_code == status
    assert browser.get(path(group), asked).status_code == status
    answer = browser.post(path(group), asked | seen).status_code
    assert answer == (302 if status == 200 else status)
    assert FormerDoer.objects.exists() is (status == 200)


def test_the_list_of_sessions_leads_there_whoever_runs_the_group(sign_in, secretary, member, group):
    link = f'href="{path(group)}"'

    assert link in sign_in(secretary).get("/sessions/").content.decode()
    assert link not in sign_in(member).get("/sessions/").content.decode()


def test_exactly_what_passes_over_is_shown_and_then_done(sign_in, secretary, group, asked, measure):
    browser = sign_in(secretary)

    shown = browser.get(path(group), asked).content.decode()
    assert FormerDoer.objects.count() == 0
    posted = asked | {"seen": f"measure-{measure.pk}"}
    done = browser.post(path(group), posted, follow=True).content.decode()
    page = browser.get(f"/measures/{measure.pk}/").content.decode()

    assert "措施（1 项）" in shown
    assert measure.title in shown
    assert f'name="seen" value="measure-{measure.pk}"' in shown
    assert "成员丁的措施 1 项已移交。" in done
    assert "<dt>责任人</dt>\n          <dd>单晓红</dd>" in page
    assert "<dt>原责任人</dt>" in page
    assert "成员丁" in page


def test_a_list_that_changed_meanwhile_is_shown_anew(sign_in, secretary, group, asked, measure):
    answer = sign_in(secretary).post(path(group), asked | {"seen": ""})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "他人刚刚改过这项内容" in html
    assert f'name="seen" value="measure-{measure.pk}"' in html
    assert not FormerDoer.objects.exists()


def test_a_refusal_is_told_before_the_button(sign_in, secretary, group, asked, measure):
    answer = sign_in(secretary).get(path(group), asked | {"successor": asked["leaver"]})

    assert answer.status_code == 422
    assert "不能交接给本人。" in answer.content.decode()
    assert "确认移交" not in answer.content.decode()


def test_nothing_open_is_said_and_leaves_nothing_to_press(sign_in, secretary, group, asked):
    html = sign_in(secretary).get(path(group), asked).content.decode()

    assert "没有可以移交的事项。" in html
    assert "确认移交" not in html


def test_the_successor_is_found_by_pinyin_and_what_is_typed_stays(
    sign_in, secretary, group, asked, measure, deputy
):
    typed = {"leaver": asked["leaver"], "successor-q": "sxh", "find": "1"}

    html = sign_in(secretary).get(path(group), typed).content.decode()

    assert f'<option value="{asked["leaver"]}" selected>' in html
    assert "单晓红（" in html
    assert "副组长乙（" not in html
    assert "请填写" not in html


def test_those_who_left_long_ago_are_not_offered(sign_in, secretary, group, member, deputy):
    today = timezone.localdate()
    Membership.objects.filter(person=member).update(until=today - timedelta(days=400))
    Membership.objects.filter(person=deputy).update(until=today - timedelta(days=40))

    options = sign_in(secretary).get(path(group)).content.decode().partition("</select>")[0]

    assert "副组长乙" in options
    assert "成员丁" not in options


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    sign_in, secretary, group, asked, session, member, rows, django_assert_num_queries
):
    for number in range(rows):
        measure_of(session, owner=member, due_on=date(2017, 12, 31), title=f"措施{number}")
    owe(session, member)
    attend(session, member)
    browser = sign_in(secretary)

    with django_assert_num_queries(14):
        html = browser.get(path(group), asked).content.decode()

    assert html.count("时限 2017年") == rows
