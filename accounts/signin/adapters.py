"""How sign-in behaves here: who gets in, when an account is locked, and what goes into the log.

These are the hooks that the sign-in pages call in the course of their work, so that no signal
is needed for the log.
"""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest  # noqa: TID251 - the adapter is part of the sign-in pages
from django.urls import reverse
from rest_framework.authtoken.models import Token

from accounts.audit.actions import record
from accounts.people.models import User
from accounts.signin.backends import find_person

logger = logging.getLogger(__name__)


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth comes without types
    error_messages = DefaultAccountAdapter.error_messages | {
        "enter_current_password": "当前密码不正确。",
        "invalid_password_reset": "该链接已失效，请重新申请。",
        "too_many_login_attempts": "连续 5 次登录失败，账号已锁定，请 5 分钟后再试。",
        "username_password_mismatch": "用户名、手机号或密码不正确。",
    }

    # --- getting in and out ---------------------------------------------------------------------

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - fixed signature
        """Accounts come from the administrator, never from the public."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        record("signin.enter", user, by=user)

    def logout(self, request: HttpRequest) -> None:
        person = request.user
        super().logout(request)
        if isinstance(person, User):
            record("signin.leave", person, by=person)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ``ValidationError`` while the account is locked; that goes into the log too."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            record("signin.locked", self._called(credentials), by=None)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Goes into the log by account; what was typed for an unknown one does not."""
        super().authentication_failed(request, **credentials)
        record("signin.fail", self._called(credentials), by=None)

    def _called(self, credentials: dict[str, Any]) -> User:
        """Whose account was meant; an empty one for a name that nobody has."""
        return find_person(credentials.get("username", "")) or User()

    # --- the lock after five failures -----------------------------------------------------------

    def _get_login_attempts_cache_key(
        self,
        request: HttpRequest,  # noqa: ARG002 - fixed signature
        **credentials: Any,
    ) -> str:
        """What failures are counted by: the person, whether he is called by name or by phone.

        The original counts by host name as well, which the caller writes himself and may vary.
        """
        person = self._called(credentials)
        return f"{person.pk}:{'' if person.pk else credentials.get('username', '').strip().lower()}"

    # --- passwords ------------------------------------------------------------------------------

    def set_password(self, user: User, password: str) -> None:
        """Set it and lift the lock: whoever may set a new password is its owner.

        Tokens got with the old one are void, as its sessions are.
        """
        super().set_password(user, password)
        Token.objects.filter(user=user).delete()
        ratelimit.clear(
            self.request,
            action="login_failed",
            key=self._get_login_attempts_cache_key(self.request, username=user.username),
        )
        record("signin.password", user, by=user, fields=["password"])

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the e-mail: to our own address, whatever host name the asker wrote."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "U", "key": "K"})
        return f"{settings.SITE_URL}{path.replace('U-K', quote(key))}"

    def format_email_subject(self, subject: str) -> str:
        return f"【三聚三开放】{subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send; without a mail server the visitor reads the same, and the operator the reason.

        Another answer for an address that is known would tell strangers whose it is.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            logger.exception("A mail of the sign-in pages could not be sent")
