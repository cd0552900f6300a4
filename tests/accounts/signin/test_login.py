"""Signing in by name or phone, the lock after five failures, and what the log keeps of it."""

from __future__ import annotations

import pytest
from allauth.account.adapter import get_adapter
from django.core.management import call_command
from django.test import Client, RequestFactory

from accounts.audit.models import LogEntry
from accounts.people.models import User
from deploy.settings.base import DATABASE_CACHE
from tests.accounts.signin import PASSWORD
from tests.factories import UserFactory

LOCKED = "连续 5 次登录失败，账号已锁定，请 5 分钟后再试。"
# What a Chinese keyboard makes of Latin letters and digits when it is set so.
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
WRONG = "用户名、手机号或密码不正确。"


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "login",
    [
        "zhangsan",
        "ZhangSan",
        " zhangsan ",
        "zhangsan".translate(FULL_WIDTH),
        "13800000001",
        "13800000001".translate(FULL_WIDTH),
    ],
)
def test_name_and_phone_both_open_the_door(client, cadre, enter, login):
    answer = enter(client, login)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(client)


@pytest.mark.parametrize(
    ("login", "password"),
    [("zhangsan", "wrong-2017"), ("nobody", PASSWORD), ("zhangsan@example.org", PASSWORD)],
)
def test_a_wrong_pair_is_refused_without_saying_which_half(client, cadre, enter, login, password):
    answer = enter(client, login, password)

    assert WRONG in answer.content.decode()
    assert not is_in(client)


def test_who_was_switched_off_stays_outside(client, cadre, enter):
    User.objects.update(is_active=False)

    answer = enter(client, "zhangsan")

    assert WRONG in answer.content.decode()
    assert not is_in(client)


def test_switching_a_person_off_ends_his_session(client, cadre, enter):
    enter(client, "zhangsan")
    User.objects.update(is_active=False)

    assert client.get("/inbox/").status_code == 302


def test_a_user_name_that_is_another_s_phone_number_wins(client, cadre, enter):
    namesake = UserFactory(username="13800000001", password="other-Pass-1")

    enter(client, "13800000001", "other-Pass-1")

    assert client.session["_auth_user_id"] == str(namesake.pk)


def test_a_person_without_a_password_cannot_sign_in(client, enter, db):
    UserFactory(username="lisi")

    enter(client, "lisi", "")

    assert not is_in(client)


def test_the_sixth_try_is_refused_even_with_the_right_password(client, cadre, enter):
    for _ in range(5):
        assert WRONG in enter(client, "zhangsan", "wrong-2017").content.decode()

    answer = enter(client, "zhangsan")

    assert LOCKED in answer.content.decode()
    assert not is_in(client)


def test_neither_another_address_nor_host_nor_the_phone_number_gets_round_the_lock(
    client, cadre, enter
):
    for number in range(5):
        enter(
            client,
            ("zhangsan", "13800000001")[number % 2],
            "wrong-2017",
            REMOTE_ADDR=f"10.0.0.{number}",
            HTTP_HOST=f"testserver:{8000 + number}",
        )

    answer = enter(Client(), "zhangsan", REMOTE_ADDR="10.0.0.99")

    assert LOCKED in answer.content.decode()


def test_a_stranger_who_tries_many_names_does_not_lift_the_lock(client, cadre, enter, settings):
    settings.CACHES = {"default": DATABASE_CACHE}
    call_command("createcachetable", verbosity=0)
    for _ in range(5):
        enter(client, "zhangsan", "wrong-2017")

    door, request = get_adapter(), RequestFactory().post("/accounts/login/")
    for number in range(400):
        assert door.authenticate(request, username=f"name{number}", password=PASSWORD) is None

    assert LOCKED in enter(client, "zhangsan").content.decode()


def test_the_lock_of_one_account_leaves_the_others_open(client, cadre, enter):
    UserFactory(username="lisi", password=PASSWORD)
    for _ in range(6):
        enter(client, "zhangsan", "wrong-2017")

    enter(client, "lisi")

    assert is_in(client)


def test_the_lock_opens_after_five_minutes(client, cadre, enter, time_machine):
    time_machine.move_to("2017-03-20 08:30+08:00", tick=False)
    for _ in range(6):
        enter(client, "zhangsan", "wrong-2017")

    time_machine.shift(301)
    enter(client, "zhangsan")

    assert is_in(client)


def test_signing_in_between_failures_does_not_count_as_one(client, cadre, enter):
    for _ in range(4):
        enter(client, "zhangsan", "wrong-2017")
    enter(Client(), "zhangsan")
    enter(client, "zhangsan", "wrong-2017")

    assert LOCKED in enter(client, "zhangsan").content.decode()


def test_an_unknown_name_is_locked_like_a_known_one(client, enter, db):
    for _ in range(5):
        enter(client, "nobody")

    assert LOCKED in enter(client, "nobody").content.decode()


def test_the_log_tells_each_coming_and_going_and_nothing_typed(client, cadre, enter):
    enter(client, "secret-typed-into-the-wrong-field", "wrong-2017")
    for _ in range(5):
        enter(client, "zhangsan", "wrong-2017")
    enter(client, "zhangsan")
    other = UserFactory(username="lisi", password=PASSWORD)
    enter(client, "lisi")
    client.post("/accounts/logout/")

    log = list(LogEntry.objects.filter(kind__startswith="signin.").order_by("pk"))
    nobody, somebody = "accounts.user:None", f"accounts.user:{cadre.pk}"
    assert [(entry.kind, entry.object_key) for entry in log] == [
        ("signin.fail", nobody),
        *[("signin.fail", somebody)] * 5,
        ("signin.locked", somebody),
        ("signin.enter", f"accounts.user:{other.pk}"),
        ("signin.leave", f"accounts.user:{other.pk}"),
    ]
    assert "secret-typed" not in str(list(LogEntry.objects.values()))


def test_the_page_leads_on_to_where_one_was_going(client, cadre):
    page = client.get("/accounts/login/?next=/inbox/").content.decode()
    form = {"login": "zhangsan", "password": PASSWORD, "next": "/inbox/"}
    answer = client.post("/accounts/login/", form)

    assert 'name="next" value="/inbox/"' in page
    assert answer["Location"] == "/inbox/"


def test_the_page_does_not_lead_to_a_stranger_s_site(client, cadre):
    form = {"login": "zhangsan", "password": PASSWORD, "next": "https://example.org/"}
    answer = client.post("/accounts/login/", form)

    assert answer["Location"] == "/"


def test_leaving_asks_first_and_then_closes_the_session(client, cadre, enter):
    enter(client, "zhangsan")

    assert "确定退出登录吗？" in client.get("/accounts/logout/").content.decode()
    assert is_in(client)
    answer = client.post("/accounts/logout/")

    assert answer["Location"] == "/accounts/login/"
    assert not is_in(client)


@pytest.mark.parametrize(
    "path", ["signup", "email", "confirm-email", "password/set", "reauthenticate", "login/code"]
)
def test_pages_that_are_not_offered_are_not_there(client, cadre, sign_in, path):
    assert client.get(f"/accounts/{path}/").status_code == 404
    assert sign_in(cadre).get(f"/accounts/{path}/").status_code == 404


@pytest.mark.parametrize("path", ["login", "password/reset", "password/reset/done"])
def test_pages_carry_no_script_or_style_of_their_own(client, db, path):
    page = client.get(f"/accounts/{path}/").content.decode()

    assert "style=" not in page
    assert "<style" not in page
    assert "onclick" not in page
    assert page.count("<script") == page.count("<script src=")
