"""Changing and resetting a password: what it must be made of, and whose sessions end."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.audit.models import LogEntry
from accounts.signin.validators import ThreeClassesValidator
from tests.accounts.signin import PASSWORD

NEW = "Xin-Mima-88"
CHANGE = "/accounts/password/change/"
RESET = "/accounts/password/reset/"


def change(client: Client, *, old: str = PASSWORD, new: str = NEW):
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})


def is_in(client: Client) -> bool:
    return client.get("/inbox/").status_code == 200


@pytest.mark.parametrize(
    ("password", "enough"),
    [
        ("abcdefgh", False),
        ("abcdefg1", False),
        ("ABCDEFG1", False),
        ("abcdefg-", False),
        ("Abcdefg1", True),
        ("abcdef-1", True),
        ("ABCDEF-1", True),
        ("密码abc123", False),
    ],
)
def test_three_classes_of_four_are_asked(password, enough):
    validator = ThreeClassesValidator()

    if enough:
        validator.validate(password)
    else:
        with pytest.raises(ValidationError) as refused:
            validator.validate(password)
        assert refused.value.code == "three_classes"


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("Ab-1", "密码至少 8 个字符。"),
        ("alllettersonly", "至少三类"),
        ("Zhangsan1", "密码跟 用户名 太相似"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(client, cadre, enter, new, why):
    enter(client, "zhangsan")

    answer = change(client, new=new)

    assert why in answer.content.decode()
    cadre.refresh_from_db()
    assert cadre.check_password(PASSWORD)


def test_changing_needs_the_present_password(client, cadre, enter):
    enter(client, "zhangsan")

    answer = change(client, old="wrong-2017")

    assert "当前密码不正确。" in answer.content.decode()
    cadre.refresh_from_db()
    assert cadre.check_password(PASSWORD)


def test_a_change_ends_the_other_sessions_and_keeps_this_one(cadre, enter):
    here, elsewhere = Client(), Client()
    enter(here, "zhangsan")
    enter(elsewhere, "zhangsan")

    answer = change(here)

    assert answer.status_code == 302
    assert is_in(here)
    assert not is_in(elsewhere)
    entry = LogEntry.objects.get(kind="signin.password")
    assert (entry.by, entry.fields) == (cadre, ["password"])


def ask(client: Client, email: str = "zhangsan@example.org", **extra):
    return client.post(RESET, {"email": email}, **extra)


def link_in_mail() -> str:
    (letter,) = mail.outbox
    return str(letter.body).partition("http://testserver")[2].split()[0]


def test_a_reset_goes_by_a_link_and_ends_every_session(client, cadre, enter):
    elsewhere = Client()
    enter(elsewhere, "zhangsan")

    ask(client)
    form = client.get(link_in_mail(), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})

    assert not is_in(elsewhere)
    enter(client, "zhangsan", NEW)
    assert is_in(client)
    assert LogEntry.objects.filter(kind="signin.password", by=cadre).count() == 1


def test_the_link_works_once(client, cadre):
    ask(client)
    link = link_in_mail()
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})

    assert "链接已失效" in Client().get(link).content.decode()


def test_a_reset_lifts_the_lock(client, cadre, enter):
    for _ in range(6):
        enter(client, "zhangsan", "wrong-2017")

    ask(client)
    form = client.get(link_in_mail(), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    enter(client, "zhangsan", NEW)

    assert is_in(client)


def test_the_letter_is_in_chinese_and_leads_to_our_own_address(client, cadre, settings):
    settings.ALLOWED_HOSTS = ["testserver", "alias.example.org"]

    ask(client, HTTP_HOST="alias.example.org")

    (letter,) = mail.outbox
    assert letter.subject == "【三聚三开放】重置密码"
    assert f"{cadre.full_name}：" in letter.body
    assert "alias.example.org" not in letter.body
    assert link_in_mail().startswith("/accounts/password/reset/key/")


def test_a_stranger_s_address_gets_the_same_answer_and_no_letter(client, cadre):
    known = ask(client)
    unknown = ask(client, "stranger@example.org")

    assert known["Location"] == unknown["Location"]
    assert [letter.to for letter in mail.outbox] == [["zhangsan@example.org"]]


def test_the_log_tells_who_was_sent_a_link_and_no_address(client, cadre):
    ask(client)
    ask(client, "stranger@example.org")

    asked = LogEntry.objects.filter(kind="signin.reset").order_by("pk")
    assert [(entry.by, entry.object_key) for entry in asked] == [
        (None, f"accounts.user:{cadre.pk}"),
        (None, "accounts.user:None"),
    ]
    assert "example.org" not in str(list(LogEntry.objects.values()))


def test_a_former_address_no_longer_opens_the_account(client, cadre):
    ask(client)
    cadre.email = "new@example.org"
    cadre.save()

    ask(client, "zhangsan@example.org")

    assert len(mail.outbox) == 1
    assert "链接已失效" in client.get(link_in_mail()).content.decode()


def test_without_a_mail_server_the_answer_is_the_same_and_the_operator_is_told(
    client, cadre, settings, caplog
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert ask(client).status_code == 302
    assert "could not be sent" in caplog.text
