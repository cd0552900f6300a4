"""管理: who reaches it, whom a group's page shows, seating, ending, moving, taking back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.people.models import Role, RoleGrant, User
from studygroups.groups.models import GroupRole, Membership
from tests.factories import StudyGroupFactory, UnitFactory, UserFactory, attend, measure_of, seat

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
YESTERDAY = TODAY() - timedelta(days=1)


def administrator(unit, role=Role.SECURITY_ADMIN, **person) -> User:
    user = UserFactory(unit=unit, **person)
    RoleGrant.objects.create(person=user, role=role, unit=unit)
    return user


@pytest.fixture
def people(cast, group) -> dict[str, User]:
    """Everybody of the cast, and administrators near and far."""
    roles = (Role.SYSTEM_ADMIN, Role.AUDITOR)
    near = {role.value: administrator(group.unit, role) for role in roles}
    return {**cast, **near, "far": administrator(UnitFactory())}


@pytest.fixture
def security(group) -> User:
    return administrator(group.unit, full_name="保密员")


@pytest.fixture
def browser(sign_in, security):
    return sign_in(security)


@pytest.fixture
def place(member) -> Membership:
    return member.memberships.get()


@pytest.fixture
def newcomer(group) -> User:
    return UserFactory(unit=group.unit, full_name="单晓红")


@pytest.fixture
def typed(newcomer) -> dict[str, object]:
    return {"person": newcomer.pk, "role": "member", "place": "last", "from_on": str(TODAY())}


OTHERS = [
    *("leader", "deputy", "secretary", "member", "supervisor", "other_secretary", "guest"),
    *("outsider", "system_admin", "auditor"),
]


@pytest.mark.parametrize(
    ("who", "status", "own"), [*((who, 403, 403) for who in OTHERS), ("far", 404, 200)]
)
def test_the_pages_are_the_security_administrator_s(
    sign_in, people, group, place, typed, who, status, own
):
    browser, seat_page = sign_in(people[who]), f"/manage/seats/{place.pk}/"
    before = list(Membership.objects.values_list())

    assert browser.get("/manage/").status_code == own
    for path in (f"/manage/groups/{group.pk}/", seat_page):
        assert browser.get(path).status_code == status
    assert browser.post(f"/manage/groups/{group.pk}/", typed).status_code == status
    for act in ("end", "reopen", "withdraw", "place", "charge"):
        told = {"until": str(YESTERDAY)}
        assert browser.post(f"{seat_page}{act}/", told).status_code == status
    assert list(Membership.objects.values_list()) == before


@pytest.mark.parametrize("who", ["security", *OTHERS])
def test_the_frame_leads_there_whoever_may_go(sign_in, people, security, who):
    page = sign_in({**people, "security": security}[who]).get("/help/").content.decode()

    side = page.partition("</header>")[0]
    assert ('href="/manage/"' in side) is (who == "security")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_group_and_for_three(
    sign_in, rows, django_assert_num_queries
):
    county = UnitFactory()
    for _ in range(rows):
        group = StudyGroupFactory(unit=UnitFactory(parent=county))
        seat(group, GroupRole.LEADER, full_name="组长甲")
        seat(group).memberships.update(until=YESTERDAY)
    StudyGroupFactory()
    browser = sign_in(administrator(county))

    with django_assert_num_queries(5):
        page = browser.get("/manage/").content.decode()

    assert page.count("组长甲") == page.count("1 人") == page.count("空缺") == rows


def test_a_group_is_found_by_words_of_its_name_and_unit(sign_in):
    county = UnitFactory()
    for name in ("交通局", "水利局"):
        StudyGroupFactory(unit=UnitFactory(parent=county, name=name), name=f"{name}党委中心组")
    browser = sign_in(administrator(county))

    page = browser.get("/manage/", {"q": "水利 中心组"}).content.decode()

    assert "水利局党委中心组" in page
    assert "交通局" not in page
    assert "没有符合条件的中心组" in browser.get("/manage/?q=税务").content.decode()
    assert browser.get("/manage/?q=%00").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_group_costs_the_same_for_one_member_and_for_three(
    browser, group, rows, django_assert_num_queries
):
    for _ in range(rows):
        seat(group, full_name="在任人")
        seat(group, full_name="离任人").memberships.update(until=YESTERDAY)

    with django_assert_num_queries(8):
        page = browser.get(f"/manage/groups/{group.pk}/").content.decode()

    table = page.partition('id="new"')[0]
    assert table.count("在任人</b>") == table.count("离任人</b>") == rows


def test_the_seats_stand_in_official_order_with_what_is_lacking(browser, group, leader, member):
    Membership.objects.filter(person=leader).update(order=9, until=YESTERDAY)
    later = seat(group, GroupRole.LEADER, since=TODAY() + timedelta(days=7), full_name="新组长")
    later.memberships.update(order=1)

    page = browser.get(f"/manage/groups/{group.pk}/").content.decode()

    places = [page.index(f"{name}</b>") for name in ("新组长", "成员丁", "组长甲")]
    assert places == sorted(places)
    assert page.index("已离任人员") < places[2]
    assert "未到任" in page
    assert "事项无人审定" in page
    assert "没有学习秘书，请尽快登记。" in page


def test_somebody_is_found_by_pinyin_seated_and_that_is_taken_back(
    browser, group, typed, take_back
):
    path = f"/manage/groups/{group.pk}/"

    looked = browser.post(path, {"person-q": "sxh", "find": "1", "role": "deputy"})
    assert "单晓红（" in looked.content.decode()
    assert '<option value="deputy" selected>' in looked.content.decode()
    page = browser.post(path, typed, follow=True)
    assert Membership.objects.get().person.full_name == "单晓红"
    undone = take_back(browser, page)

    assert "单晓红（成员）的席位登记已撤销。" in undone.content.decode()
    assert not Membership.objects.exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"person": ""}, "person"),
        ({"person": str(10**30)}, "person"),
        ({"person": "\x00"}, "person"),
        ({"role": "king"}, "role"),
        ({"place": "7"}, "place"),
        ({"from_on": "0001-01-01"}, "from_on"),
        ({"role": "leader"}, "__all__"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(
    browser, group, leader, typed, told, field
):
    answer = browser.post(f"/manage/groups/{group.pk}/", typed | told)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    if field == "__all__":
        assert answer.context["form"].errors.as_data()[field][0].code == "two_leaders"
        assert answer.context["form"]["person"].value() == str(typed["person"])
    assert Membership.objects.count() == 1


def test_nobody_from_elsewhere_is_offered(browser, group, outsider):
    page = browser.get(f"/manage/groups/{group.pk}/", {"person-q": "局外人"}).content.decode()

    assert "没有找到符合的人员" in page


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


def test_whoever_follows_comes_into_his_place(browser, group, leader, place, newcomer, typed):
    last = seat(group).memberships.get()
    Membership.objects.filter(pk=place.pk).update(until=YESTERDAY)

    browser.post(f"/manage/groups/{group.pk}/", typed | {"place": str(place.pk)})

    assert newcomer.memberships.get().order == place.order < last.order


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

    with django_assert_num_queries(14):
        page = browser.get(f"/manage/seats/{place.pk}/").content.decode()

    assert "措施 3 项" in page
