"""A token for a name or phone number and a password, behind the same lock as the page."""

from __future__ import annotations

import pytest
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from accounts.audit.models import LogEntry
from accounts.people.models import User
from tests.accounts.signin import PASSWORD

TOKEN = "/api/v1/token/"
pytestmark = pytest.mark.django_db


def ask(username: str, password: str = PASSWORD, client: APIClient | None = None, **more):
    return (client or APIClient()).post(TOKEN, {"username": username, "password": password}, **more)


def bearing(token: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    return client


@pytest.mark.parametrize("login", ["zhangsan", " ZhangSan ", "13800000001"])
def test_name_and_phone_both_get_a_token_that_opens_the_api(cadre, login):
    answer = ask(login)

    assert answer.status_code == 200
    assert bearing(answer.json()["token"]).get("/api/v1/notices/").status_code == 200
    assert LogEntry.objects.get(kind="signin.token").by == cadre


def test_asking_again_gives_the_same_token_even_beside_a_stale_one(cadre):
    first = ask("zhangsan").json()
    again = ask("zhangsan", client=bearing("stale")).json()

    assert first == again


@pytest.mark.parametrize(
    ("login", "password"), [("zhangsan", "wrong-2017"), ("nobody", PASSWORD), ("zhangsan", " ")]
)
def test_a_wrong_pair_is_refused_without_saying_which_half(cadre, login, password):
    answer = ask(login, password)

    assert answer.status_code == 400
    assert not Token.objects.exists()
    if password.strip():
        assert answer.json() == {
            "code": "wrong_pair",
            "detail": "用户名、手机号或密码不正确。",
            "fields": {},
        }


def test_who_was_switched_off_gets_none_and_his_token_opens_nothing(cadre):
    token = ask("zhangsan").json()["token"]
    User.objects.update(is_active=False)

    assert ask("zhangsan").json()["code"] == "wrong_pair"
    assert bearing(token).get("/api/v1/notices/").status_code == 401


def test_page_and_api_count_failures_together_and_lock_together(client, cadre, enter):
    for _ in range(2):
        enter(client, "zhangsan", "wrong-2017")
    for number in range(3):
        ask("13800000001", "wrong-2017", REMOTE_ADDR=f"10.0.0.{number}")

    answer = ask("zhangsan")

    assert (answer.status_code, answer.json()["code"]) == (429, "locked")
    assert "账号已锁定" in answer.json()["detail"]
    assert "账号已锁定" in enter(client, "zhangsan").content.decode()
    assert not Token.objects.exists()


def test_one_address_cannot_ask_without_end(cadre, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "2/m/ip"}
    for _ in range(2):
        ask("zhangsan")

    answer = ask("zhangsan")

    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")


def test_leaving_voids_the_token(cadre):
    client = bearing(ask("zhangsan").json()["token"])

    assert client.delete(TOKEN).status_code == 204
    assert client.get("/api/v1/notices/").status_code == 401
    assert client.delete(TOKEN).status_code == 401
    assert LogEntry.objects.get(kind="signin.token_void").by == cadre


def test_a_new_password_voids_the_token(client, cadre, enter):
    token = ask("zhangsan").json()["token"]
    enter(client, "zhangsan")
    new = {"oldpassword": PASSWORD, "password1": "Other-Pass-9", "password2": "Other-Pass-9"}
    client.post("/accounts/password/change/", new)

    assert bearing(token).get("/api/v1/notices/").status_code == 401


@pytest.mark.parametrize("body", [b"", b"[]", b'"x"', b"null", b'{"username": ["x"]}'])
def test_bad_input_is_400_and_never_500(db, body):
    answer = APIClient().post(TOKEN, body, content_type="application/json")

    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "detail", "fields"}
