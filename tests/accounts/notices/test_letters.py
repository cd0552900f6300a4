"""Mails to people without an account."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.notices.actions import write_to
from accounts.notices.models import DeliveryState, Letter
from accounts.notices.sending import send_due

pytestmark = pytest.mark.django_db


def write(text="请确认报名。", key="seat-1-confirm"):
    write_to("guest@example.org", text=text, path="/open/seats/1:x/", key=key)
    Letter.objects.update(due_at=timezone.now())


def test_a_letter_is_written_once_and_sent_once(mailoutbox):
    write()
    write(text="换了说法")

    assert send_due(at=timezone.now()) == 1
    assert send_due(at=timezone.now()) == 0

    (mail,) = mailoutbox
    assert mail.to == ["guest@example.org"]
    assert mail.subject == "【三聚三开放】请确认报名。"
    assert "/open/seats/1:x/" in mail.body
    assert mail.extra_headers["Message-ID"].startswith("<letter-")
    assert Letter.objects.get().state == DeliveryState.SENT


def test_a_line_break_in_a_letter_begins_no_header(mailoutbox):
    write(text="名称\nBcc: everybody@example.org")

    send_due(at=timezone.now())

    assert "\n" not in mailoutbox[0].subject


def test_a_letter_the_server_refuses_is_tried_again_later(box):
    box.refused.add("guest@example.org")
    write()

    assert send_due(at=timezone.now()) == 0

    letter = Letter.objects.get()
    assert (letter.state, letter.attempts) == (DeliveryState.WAITING, 1)
    assert letter.due_at > timezone.now()
