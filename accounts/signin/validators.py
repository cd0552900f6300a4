"""What a password must be made of."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

from accounts.people.models import User

_WORDS = "密码须含大写字母、小写字母、数字、符号中的至少三类。"


class LengthValidator(MinimumLengthValidator):
    """At least eight characters, said in Chinese: Django's own translation lacks the refusal."""

    def get_error_message(self) -> str:
        return f"密码至少 {self.min_length} 个字符。"

    def get_help_text(self) -> str:
        return self.get_error_message()


class ThreeClassesValidator:
    """Three of the four classes of characters, as the protection level asks (等保)."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 - fixed signature
        classes = (
            any(letter.isupper() for letter in password),
            any(letter.islower() for letter in password),
            any(letter.isdigit() for letter in password),
            any(not letter.isalnum() for letter in password),
        )
        if sum(classes) < 3:
            raise ValidationError(_WORDS, code="three_classes")

    def get_help_text(self) -> str:
        return _WORDS
