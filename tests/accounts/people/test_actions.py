"""Who may enter people and give roles, and what they must be like."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.audit.models import LogEntry
from accounts.people.actions import add_person, grant_role, keep_phrases
from accounts.people.models import Role, RoleGrant, User
from tests.factories import UnitFactory, UserFactory

PASSWORD = "xinchang-2017"


@pytest.fixture
def county(db):
    return UnitFactory(name="中共新昌县委员会", kind="committee")


@pytest.fixture
def bureau(county):
    return UnitFactory(name="县国土资源局", parent=county)


@pytest.fixture
def security(county):
    person = UserFactory(unit=county, username="security")
    RoleGrant.objects.create(person=person, role=Role.SECURITY_ADMIN, unit=county)
    return person


def add(unit, by, **more) -> User:
    return add_person(unit=unit, full_name="张三", username="ZhangSan", by=by, **more)


def test_a_person_is_entered_with_all_that_may_be_known_of_him(bureau, security):
    person = add(
        bureau,
        security,
        password=PASSWORD,
        post="规划科科长",
        order=3,
        phone="13800000001",
        email="zhangsan@example.org",
    )

    person.refresh_from_db()
    assert (person.username, person.full_name, person.unit) == ("zhangsan", "张三", bureau)
    assert (person.post, person.order, person.phone) == ("规划科科长", 3, "13800000001")
    assert person.check_password(PASSWORD)


def test_without_a_password_nobody_can_sign_in_as_him(bureau, security):
    assert not add(bureau, security).has_usable_password()


def test_the_log_names_the_act_and_no_particulars(bureau, security):
    person = add(bureau, security, phone="13800000001")

    entry = LogEntry.objects.get(kind="person.add")
    assert (entry.by, entry.object_key) == (security, f"accounts.user:{person.pk}")
    assert "13800000001" not in str(LogEntry.objects.values())


@pytest.mark.parametrize(
    ("particulars", "field"),
    [
        ({"phone": "13800000001"}, "__all__"),
        ({"email": "no address"}, "email"),
        ({"post": "长" * 61}, "post"),
    ],
)
def test_bad_particulars_are_refused_at_their_field(bureau, security, particulars, field):
    UserFactory(phone="13800000001")

    with pytest.raises(ValidationError) as refused:
        add(bureau, security, **particulars)

    assert field in refused.value.error_dict
    assert not User.objects.filter(username="zhangsan").exists()


def test_two_people_cannot_share_a_user_name_whatever_the_letters(bureau, security):
    add(bureau, security)

    with pytest.raises(ValidationError) as refused:
        add(bureau, security)

    assert refused.value.message_dict == {"username": ["该用户名已被使用。"]}


def test_a_weak_password_is_refused(bureau, security):
    with pytest.raises(ValidationError) as refused:
        add(bureau, security, password="zhangsan")

    assert "three_classes" in {error.code for error in refused.value.error_list}
    assert not User.objects.filter(username="zhangsan").exists()


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.SYSTEM_ADMIN, Role.AUDITOR, None])
def test_only_the_security_administrator_enters_people(county, bureau, role):
    person = UserFactory(unit=county)
    if role:
        RoleGrant.objects.create(person=person, role=role, unit=county)

    with pytest.raises(PermissionDenied):
        add(bureau, person)

    assert not User.objects.filter(username="zhangsan").exists()


def test_his_power_ends_at_his_own_unit_and_below(county, bureau, security):
    elsewhere = UnitFactory(name="邻县")

    with pytest.raises(PermissionDenied):
        add(elsewhere, security)


def test_the_installer_may_do_it_before_there_is_anybody(bureau):
    assert add(bureau, None).pk


def test_a_role_is_given_with_its_duties(county, security):
    person = UserFactory(unit=county)

    grant = grant_role(
        person=person, role=Role.SUPERVISOR, unit=county, by=security, duties="乡镇街道"
    )

    assert (grant.person, grant.role, grant.duties) == (person, "supervisor", "乡镇街道")
    assert LogEntry.objects.filter(kind="role.grant", by=security).count() == 1


def test_nobody_gives_himself_a_role(county, security):
    with pytest.raises(ValidationError) as refused:
        grant_role(person=security, role=Role.SUPERVISOR, unit=county, by=security)

    assert refused.value.code == "own_role"
    assert security.roles.count() == 1


@pytest.mark.parametrize(
    ("has", "wants"),
    [
        (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN),
        (Role.SECURITY_ADMIN, Role.AUDITOR),
        (Role.AUDITOR, Role.SYSTEM_ADMIN),
    ],
)
def test_the_three_administrators_are_three_people(county, security, has, wants):
    person = UserFactory(unit=county)
    grant_role(person=person, role=has, unit=county, by=security)

    with pytest.raises(ValidationError) as refused:
        grant_role(person=person, role=wants, unit=county, by=security)

    assert refused.value.code == "separate_administrators"
    assert person.roles.get().role == has


def test_the_same_role_is_given_once(county, security):
    person = UserFactory(unit=county)
    grant_role(person=person, role=Role.SUPERVISOR, unit=county, by=security)

    with pytest.raises(ValidationError) as refused:
        grant_role(person=person, role=Role.SUPERVISOR, unit=county, by=security)

    assert refused.value.messages == ["该人员已有此角色。"]


def test_only_the_security_administrator_gives_roles(county, security):
    person, auditor = UserFactory(unit=county), UserFactory(unit=county)
    grant_role(person=auditor, role=Role.AUDITOR, unit=county, by=security)

    with pytest.raises(PermissionDenied):
        grant_role(person=person, role=Role.SUPERVISOR, unit=county, by=auditor)

    assert not person.roles.exists()


@pytest.mark.parametrize(
    ("phrases", "kept"),
    [
        (["请补充。", " 请补充。 ", "", "请核实。"], ["请补充。", "请核实。"]),
        (["长" * 60] + [str(n) for n in range(9)], ["长" * 60] + [str(n) for n in range(9)]),
        ([], []),
    ],
)
def test_his_phrases_are_kept_in_their_order_once(db, phrases, kept):
    person = UserFactory(stock_phrases=["请另选议题。"])

    keep_phrases(by=person, at=timezone.now(), phrases=phrases)

    person.refresh_from_db()
    assert person.stock_phrases == kept
    assert LogEntry.objects.latest("pk").fields == ["stock_phrases"]


@pytest.mark.parametrize(
    ("phrases", "code"), [([str(n) for n in range(11)], "too_many"), (["长" * 61], "too_long")]
)
def test_phrases_too_many_or_too_long_are_refused(db, phrases, code):
    person = UserFactory(stock_phrases=["请另选议题。"])

    with pytest.raises(ValidationError) as refused:
        keep_phrases(by=person, at=timezone.now(), phrases=phrases)

    assert refused.value.code == code
    person.refresh_from_db()
    assert person.stock_phrases == ["请另选议题。"]
