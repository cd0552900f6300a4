"""One seat: ending, moving, putting in charge, taking back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from studygroups.groups.models import Membership
from tests.factories import attend, measure_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
YESTERDAY = TODAY() - timedelta(days=1)


def test_a_seat_ends_and_the_form_waits_for_whoever_follows(
    browser, group, place, session, member, newcomer, take_back
):
    measure_of(session, owner=member, due_on=date(2017, 12, 31))

    shown = browser.get(f"/manage/seats/{place.pk}/").content.decode()
    page = browser.post(f"/manage/seats/{place.pk}/end/", {"until": YESTERDAY}, follow=True)
    filled = page.context["form"].initial

    assert "措施 1 项" in shown
    assert "消化利用" not in shown
    assert "尚有措施 1 项未办结，已通知中心组办理工作交接。" in page.content.decode()
    wanted = {"role": "member", "place": str(place.pk), "from_on": str(TODAY())}
    assert {name: filled[name] for name in wanted} == wanted
    assert "席位继续" in take_back(browser, page).content.decode()
    place.refresh_from_db()
    assert place.until is None


def test_an_end_before_the_beginning_is_refused_beside_its_field(browser, place):
    answer = browser.post(f"/manage/seats/{place.pk}/end/", {"until": "2016-12-31"})

    assert answer.status_code == 422
    assert answer.context["end_form"].errors.as_data()["__all__"][0].code == "seat_ends_too_early"
    assert 'value="2016-12-31"' in answer.content.decode()
    assert Membership.objects.get().until is None


def test_a_seat_moves_and_back_again(browser, leader, place, take_back):
    head = leader.memberships.get()

    page = browser.post(f"/manage/seats/{place.pk}/place/", {"before": head.pk}, follow=True)
    assert list(Membership.objects.in_order()) == [place, head]
    take_back(browser, page)

    assert list(Membership.objects.in_order()) == [head, place]


def test_somebody_is_put_in_charge_and_not_any_more(browser, place, take_back):
    page = browser.post(f"/manage/seats/{place.pk}/charge/", follow=True)
    assert '<span class="tag gold">主持工作</span>' in page.content.decode()
    assert "结束主持工作" in browser.get(f"/manage/seats/{place.pk}/").content.decode()
    take_back(browser, page)

    assert "登记主持工作" in browser.get(f"/manage/seats/{place.pk}/").content.decode()
    assert not Membership.objects.get().is_acting_head


def test_only_what_is_possible_is_offered(browser, leader, place, session, member):
    attend(session, member)

    page = browser.get(f"/manage/seats/{place.pk}/").content.decode()
    refused = browser.post(f"/manage/seats/{place.pk}/withdraw/", follow=True).content.decode()

    assert not any(words in page for words in ("主持工作</button>", "撤销席位登记", "撤销截止"))
    assert "席位不能撤销，请登记截止日期。" in refused
    assert Membership.objects.filter(pk=place.pk).exists()


def test_his_own_seat_is_another_s_to_change(browser, group, security):
    own = Membership.objects.create(group=group, person=security, role="member", from_on=TODAY())

    page = browser.get(f"/manage/seats/{own.pk}/").content.decode()

    assert "本人的席位由其他安全保密管理员办理。" in page
    assert "登记截止</button>" not in page


def test_a_seat_costs_the_same_however_much_is_owed(
    browser, place, member, session, leader, django_assert_num_queries
):
    for _ in range(3):
        measure_of(session, owner=member, due_on=date(2017, 12, 31))

    with django_assert_num_queries(13):
        page = browser.get(f"/manage/seats/{place.pk}/").content.decode()

    assert "措施 3 项" in page
