"""What is owed is sent once, put off when refused, and taken up again after a killed sender."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.notices.models import Delivery, DeliveryState
from accounts.notices.sending import MOST_ATTEMPTS, STUCK_AFTER, send_due
from accounts.tasks import send_notices


def parsed(envelope) -> EmailMessage:
    return message_from_bytes(envelope.content, policy=policy.default)


def test_a_mail_carries_the_text_the_link_and_an_identity_of_its_own(box, owe):
    delivery = owe("cadre@example.org", "请于3月24日前提交会前调研。")

    assert send_due(at=timezone.now()) == 1

    mail = parsed(box.mails[0])
    assert mail["Subject"].strip() == "【提醒】请于3月24日前提交会前调研。"
    assert mail["To"] == "cadre@example.org"
    assert mail["Message-ID"].startswith(f"<notice-{delivery.pk}-")
    assert "http://testserver/sessions/1/" in mail.get_content()


def test_what_was_sent_is_written_down_and_not_sent_again(box, owe):
    delivery = owe()

    assert [send_due(at=timezone.now()) for _ in range(2)] == [1, 0]

    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT
    assert delivery.sent_at is not None
    assert delivery.claimed_at is None
    assert len(box.mails) == 1


def test_a_batch_goes_over_one_connection(box, owe):
    for number in range(3):
        owe(f"cadre{number}@example.org")

    assert send_due(at=timezone.now()) == 3
    assert len(box.sessions) == 1


def test_a_line_break_in_a_text_does_not_begin_a_header(box, owe):
    owe(text="会议通知\r\nBcc: spy@example.org")

    send_due(at=timezone.now())

    assert parsed(box.mails[0])["Bcc"] is None
    assert box.mails[0].rcpt_tos == ["cadre@example.org"]


def test_what_is_not_due_waits(box, owe):
    delivery = owe()

    assert send_due(at=delivery.due_at - timedelta(seconds=1)) == 0
    assert box.mails == []


def test_a_refused_mail_is_put_off_and_the_others_go_out(box, owe):
    box.refused.add("gone@example.org")
    refused, fine = owe("gone@example.org"), owe("cadre@example.org")

    assert send_due(at=timezone.now()) == 1

    refused.refresh_from_db()
    fine.refresh_from_db()
    assert (refused.state, refused.attempts) == (DeliveryState.WAITING, 1)
    assert refused.due_at > timezone.now()
    assert "550" in refused.error
    assert fine.state == DeliveryState.SENT


def test_each_pause_is_longer_and_the_last_refusal_ends_it(box, owe):
    box.refused.add("gone@example.org")
    delivery = owe("gone@example.org")
    pauses = []

    for _ in range(MOST_ATTEMPTS):
        delivery.refresh_from_db()
        pauses.append(delivery.due_at - timezone.now())
        Delivery.objects.update(due_at=timezone.now())
        send_due(at=timezone.now())

    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FAILED
    assert delivery.attempts == MOST_ATTEMPTS
    assert pauses == sorted(pauses)


def test_without_a_mail_server_no_attempt_is_used_up(settings, owe, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    delivery = owe()

    assert send_due(at=timezone.now()) == 0

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 0)
    assert "mail server" in caplog.text


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_who_left_in_the_meantime_gets_nothing(box, owe, change):
    delivery = owe()
    type(delivery.notice.recipient).objects.update(**change)

    assert send_due(at=timezone.now()) == 0

    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FAILED
    assert box.mails == []


def killed(delivery: Delivery, *, attempts: int = 1) -> None:
    """Leave the row as a sender does that was killed after claiming it."""
    Delivery.objects.filter(pk=delivery.pk).update(
        state=DeliveryState.CLAIMED, claimed_at=timezone.now(), attempts=attempts
    )


def test_the_rows_of_a_killed_sender_are_released_and_sent_once_more(box, owe):
    delivery = owe()
    killed(delivery)

    assert send_due(at=timezone.now()) == 0
    assert send_due(at=timezone.now() + STUCK_AFTER) == 1
    assert send_due(at=timezone.now() + STUCK_AFTER) == 0

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.SENT, 2)


def test_a_row_that_kills_every_sender_is_given_up(box, owe):
    delivery = owe()
    killed(delivery, attempts=MOST_ATTEMPTS)

    assert send_due(at=timezone.now() + STUCK_AFTER) == 0

    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FAILED
    assert box.mails == []


def test_the_mail_sent_once_more_has_the_same_identity(box, owe):
    delivery = owe()

    send_due(at=timezone.now())
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.WAITING)
    send_due(at=timezone.now())

    first, second = (parsed(mail)["Message-ID"] for mail in box.mails)
    assert first == second


def test_the_clock_and_the_operator_send_the_same_way(box, owe, capsys):
    owe("first@example.org")
    assert send_notices() == 1

    owe("second@example.org")
    call_command("send_notices")

    assert capsys.readouterr().out == "已发送 1 封。\n"
    assert len(box.mails) == 2


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_every_mail_once(box, owe):
    addresses = {f"cadre{number}@example.org" for number in range(30)}
    for address in addresses:
        owe(address)
    start, sent = Barrier(4), []

    def sender() -> None:
        start.wait()
        sent.append(send_due(at=timezone.now()))
        connection.close()

    threads = [Thread(target=sender) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(sent) == 30
    assert sorted(mail.rcpt_tos[0] for mail in box.mails) == sorted(addresses)
