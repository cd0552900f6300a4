"""What ``manage.py check`` says about this installation before anybody else finds out."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.http.request import validate_host

from accounts.notices.models import Channel


@register(Tags.files)
def folders_are_writable(**_options: object) -> list[CheckMessage]:
    """Data, uploads and the file broker need folders that this process may write to."""
    wanted = {"VAR_DIR": settings.VAR, "MEDIA_ROOT": settings.MEDIA_ROOT}
    return [
        Error(
            f"目录不可写：{folder}（{name}）",
            hint="请建立该目录并交给运行服务的账户，或用 VAR_DIR 指定别处。",
            id="deploy.E001",
        )
        for name, folder in wanted.items()
        if not _may_write(Path(folder))
    ]


def _may_write(folder: Path) -> bool:
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)


@register()
def channels_can_deliver(**_options: object) -> list[CheckMessage]:
    """A channel that is switched on exists and has somewhere to send to."""
    unknown = sorted(set(settings.NOTICE_CHANNELS) - set(Channel.values))
    found: list[CheckMessage] = []
    if unknown:
        hint = f"NOTICE_CHANNELS 可用的值：{'、'.join(Channel.values)}。"
        found.append(Error(f"没有这种通知渠道：{'、'.join(unknown)}", hint=hint, id="deploy.E002"))
    console = settings.EMAIL_BACKEND == "django.core.mail.backends.console.EmailBackend"
    if Channel.EMAIL in settings.NOTICE_CHANNELS and console:
        hint = "例如 EMAIL_URL=smtp+tls://账号:密码@邮件服务器:587。"
        found.append(Error("已启用邮件通知，但没有设置 EMAIL_URL", hint=hint, id="deploy.E003"))
    return found


@register(Tags.security, deploy=True)
def site_address_works(**_options: object) -> list[CheckMessage]:
    """Links in mails lead to an encrypted address that this installation answers at."""
    address = urlsplit(settings.SITE_URL)
    found: list[CheckMessage] = []
    if address.scheme != "https":
        hint = "请设置以 https:// 开头的 SITE_URL，并由前端代理提供证书。"
        found.append(Caution("SITE_URL 没有加密", hint=hint, id="deploy.W004"))
    if not validate_host(address.hostname or "", settings.ALLOWED_HOSTS):
        hint = "请把 SITE_URL 的主机名加入 ALLOWED_HOSTS。"
        found.append(Caution("通知里的链接将无法打开", hint=hint, id="deploy.W005"))
    return found
