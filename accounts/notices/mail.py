"""What a notice or a letter looks like as an e-mail."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from accounts.notices.models import Delivery, Letter, Notice, Outgoing

_BODY = """{text}

请打开：{link}

本邮件由三聚三开放系统自动发出，请勿回复。
"""


def message_for(owed: Outgoing) -> EmailMessage:
    """The mail that is owed, the same each time it is made, its Message-ID included."""
    if isinstance(owed, Delivery):
        notice = owed.notice
        return _message(owed, notice, f"【{notice.get_kind_display()}】", "notice")
    if isinstance(owed, Letter):
        return _message(owed, owed, "【三聚三开放】", "letter")
    raise TypeError(owed)


def _message(owed: Outgoing, said: Notice | Letter, mark: str, name: str) -> EmailMessage:
    # A title with a line break in it must not begin a header of its own.
    text = " ".join(said.text.split())
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return EmailMessage(
        subject=f"{mark}{text}",
        body=_BODY.format(text=text, link=f"{settings.SITE_URL}{said.path}"),
        to=[owed.address()],
        headers={"Message-ID": f"<{name}-{owed.pk}-{said.created_at:%Y%m%d%H%M%S}@{host}>"},
    )
