"""Measures and indicators are made on the page of the session."""

from __future__ import annotations

import re
from datetime import date

import pytest

from accounts.people.models import User
from agendas.measures.models import Indicator, Measure
from agendas.minutes.models import Resolution
from tests.factories import UserFactory, measure_of

pytestmark = pytest.mark.django_db


def _path(measure, verb=""):
    return f"/measures/{measure.pk}/{verb}"


def _part(session, verb=""):
    return f"/sessions/{session.pk}/measures/{verb}"


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_for_a_measure_costs_the_same_for_one_person_and_for_three(
    sign_in, session, leader, count, django_assert_num_queries
):
    for number in range(count):
        UserFactory(unit=leader.unit, full_name=f"科员{number}")
        Resolution.objects.create(
            session=session, kind="consensus", text=f"共识{number}", created_by=leader
        )
    client = sign_in(leader)

    with django_assert_num_queries(12):
        page = client.get(_part(session, "new/"))

    assert page.content.decode().count("（县第") == 2 * (count + 2)


def test_a_measure_is_made_by_its_form_and_the_source_is_chosen_beforehand(
    sign_in, session, secretary, member
):
    resolution = Resolution.objects.create(
        session=session, kind="decision", text="逐宗销号", created_by=secretary
    )
    client = sign_in(secretary)
    shown = client.get(_part(session, f"new/?resolution={resolution.pk}")).content.decode()

    answer = client.post(
        _part(session, "new/"),
        {
            "resolution": resolution.pk,
            "title": "消化批而未供土地",
            "lead_unit": "利用科",
            "owner": member.pk,
            "starts_on": "2017-04-01",
            "due_on": "2017-12-31",
        },
    )

    assert f'<option value="{resolution.pk}" selected>' in shown
    measure = Measure.objects.get()
    assert measure.resolution == resolution
    assert (answer.status_code, answer.url) == (302, _part(session, f"?measure={measure.pk}"))


def test_looking_for_the_owner_by_the_button_keeps_what_is_typed_and_makes_nothing(
    sign_in, session, secretary, member, deputy
):
    typed = {"title": "消化批而未供土地", "owner": deputy.pk, "owner-q": "cy", "find": "1"}

    answer = sign_in(secretary).post(_part(session, "new/"), typed)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="消化批而未供土地"' in html
    owners = html[html.index("id_owner_found") : html.index("handler-q")]
    assert re.findall(r'value="(\d+)"\s+checked', owners) == [str(deputy.pk)]
    assert [name in owners for name in ("成员丁", "副组长乙", "组长甲")] == [True, True, False]
    assert "请填写" not in html
    assert not Measure.objects.exists()


def test_whom_he_gave_a_measure_lately_is_offered_first_then_the_members_in_their_order(
    sign_in, session, secretary, leader, member, deputy, outsider
):
    UserFactory(unit=leader.unit, full_name="科员甲", order=0)
    measure_of(session, owner=deputy, due_on=date(2017, 12, 31), title="别人下达的")
    given = measure_of(session, owner=leader, due_on=date(2017, 12, 31), handler=member)
    Measure.objects.filter(pk=given.pk).update(created_by=secretary)

    html = sign_in(secretary).get(_part(session, "new/")).content.decode()

    shown = re.findall("(?:秘书丙|组长甲|成员丁|副组长乙|科员甲)（", html)
    first = sorted([leader, member], key=lambda person: person.memberships.get().order)
    others = [each for each in (secretary, deputy) if each not in first]
    others.sort(key=lambda person: person.memberships.get().order)
    assert [name[:-1] for name in shown[:5]] == [each.full_name for each in first + others] + [
        "科员甲"
    ]
    assert html.count("近期") == 4
    assert outsider.full_name not in html


def test_somebody_who_left_the_unit_is_given_no_measure(sign_in, session, secretary, member):
    User.objects.filter(pk=member.pk).update(is_active=False)

    html = sign_in(secretary).get(_part(session, "new/")).content.decode()

    assert member.full_name not in html


def test_a_refused_measure_keeps_what_was_typed(sign_in, session, secretary, member):
    answer = sign_in(secretary).post(
        _part(session, "new/"),
        {
            "title": "消化批而未供土地",
            "lead_unit": "利用科",
            "owner": member.pk,
            "starts_on": "2017-04-01",
            "due_on": "2017-03-31",
        },
    )

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "时限不能早于开始日期。" in html
    assert 'value="消化批而未供土地"' in html
    assert not Measure.objects.exists()


@pytest.mark.parametrize("who", ["member", "supervisor"])
def test_the_form_is_for_those_who_run_the_session(cast, sign_in, session, who):
    assert sign_in(cast[who]).get(_part(session, "new/")).status_code == 403
    assert sign_in(cast[who]).post(_part(session, "indicators/")).status_code == 403


def test_an_indicator_is_added_on_the_page_of_the_session(sign_in, session, measure, secretary):
    typed = {
        "measure": measure.pk,
        "name": "供地",
        "kind": "sum",
        "comparator": "ge",
        "target": "1500",
        "unit": "亩",
        "baseline": "2509.2",
        "rhythm": "quarter",
    }
    client = sign_in(secretary)

    first = client.post(_part(session, "indicators/"), typed)
    again = client.post(_part(session, "indicators/"), typed)

    assert first.status_code == 302
    assert again.status_code == 422
    assert "该措施已有同名指标。" in again.content.decode()
    assert Indicator.objects.get().measure == measure


def test_the_reason_for_no_measures_is_given_and_shown(sign_in, session, secretary, member):
    client = sign_in(secretary)

    empty = client.post(_part(session, "none/"), {"reason": ""})
    client.post(_part(session, "none/"), {"reason": "本次为理论辅导"})

    assert empty.status_code == 422
    assert "本次为理论辅导" in sign_in(member).get(_part(session)).content.decode()


def test_what_was_entered_by_mistake_is_deleted_with_a_button(
    sign_in, session, measure, indicator, secretary
):
    client = sign_in(secretary)
    assert "登记有误，删除" in client.get(_path(measure)).content.decode()

    client.post(f"/indicators/{indicator.pk}/remove/")
    client.post(_path(measure, "remove/"))

    assert not Measure.objects.exists()
