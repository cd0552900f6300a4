"""管理: who reaches it, and the list of groups."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.people.models import Role, User
from studygroups.groups.models import GroupRole, Membership
from tests.agendas.pages.manage.conftest import administrator
from tests.factories import StudyGroupFactory, UnitFactory, seat

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
YESTERDAY = TODAY() - timedelta(days=1)


@pytest.fixture
def people(cast, group) -> dict[str, User]:
    """Everybody of the cast, and administrators near and far."""
    roles = (Role.SYSTEM_ADMIN, Role.AUDITOR)
    near = {role.value: administrator(group.unit, role) for role in roles}
    return {**cast, **near, "far": administrator(UnitFactory())}


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

    with django_assert_num_queries(4):
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
