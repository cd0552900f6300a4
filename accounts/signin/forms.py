"""The forms of the sign-in pages, with our words in place of the library's."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django import forms

from accounts.audit.actions import record
from accounts.people.models import User

_RULES = (
    "至少 8 个字符，含大写字母、小写字母、数字、符号中的至少三类；"
    "不得使用常见密码，不得与姓名、用户名相近。"
)


def _dress(form: forms.Form, **labels: str) -> None:
    """Set the labels; a label needs no placeholder that repeats it."""
    for name, field in form.fields.items():
        field.label = labels.get(name, field.label)
        field.help_text = _RULES if name == "password1" else ""
        field.widget.attrs.pop("placeholder", None)


class LoginForm(allauth.LoginForm):  # type: ignore[misc] # allauth comes without types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, login="用户名或手机号")


class ChangePasswordForm(allauth.ChangePasswordForm):  # type: ignore[misc] # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, oldpassword="当前密码", password1="新密码", password2="再次输入新密码")


class ResetPasswordForm(allauth.ResetPasswordForm):  # type: ignore[misc] # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, email="邮箱")

    def save(self, request: Any, **kwargs: Any) -> str:
        """Goes into the log by account; an address that nobody has does not."""
        for person in self.users or [User()]:
            record("signin.reset", person, by=None)
        address: str = super().save(request, **kwargs)
        return address


class NewPasswordForm(allauth.ResetPasswordKeyForm):  # type: ignore[misc] # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, password1="新密码", password2="再次输入新密码")
