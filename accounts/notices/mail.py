"""What a notice looks like as an e-mail."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from accounts.notices.models import Delivery

_BODY = """{text}

请打开：{link}

本邮件由三聚三开放系统自动发出，请勿回复。
"""


def message_for(delivery: Delivery) -> EmailMessage:
    """The mail of one delivery, the same each time it is made, its Message-ID included."""
    notice = delivery.notice
    # A title with a line break in it must not begin a header of its own.
    text = " ".join(notice.text.split())
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return EmailMessage(
        subject=f"【{notice.get_kind_display()}】{text}",
        body=_BODY.format(text=text, link=f"{settings.SITE_URL}{notice.path}"),
        to=[notice.recipient.email],
        headers={"Message-ID": f"<notice-{delivery.pk}-{notice.created_at:%Y%m%d%H%M%S}@{host}>"},
    )
