"""Who a person signing in is: found by user name or by mobile number."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db.models import OuterRef

from accounts.notices.models import Notice
from accounts.people.models import User


def find_person(login: str) -> User | None:
    """The person who signs in as that; his user name counts before somebody's phone number."""
    name = User.normalize_username(login).strip().lower()
    if not name:
        return None
    return User.objects.filter(username=name).first() or User.objects.filter(phone=name).first()


class NameOrPhoneBackend(BaseBackend):
    def authenticate(
        self,
        request: Any,  # noqa: ARG002 - fixed signature
        username: str = "",
        password: str = "",
        **_: Any,
    ) -> User | None:
        """The active person of that user name or phone with that password, or ``None``."""
        person = find_person(username)
        if person is None:
            # Hash once all the same, so that the answer's time does not tell who exists.
            User().set_password(password)
            return None
        return person if person.check_password(password) and person.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """The person who asks, with the number of his notices not read, which every page shows."""
        unread = Notice.objects.filter(recipient=OuterRef("pk")).unread().number()
        people = User.objects.visitors().annotate(unread=unread)
        return people.filter(pk=user_id, is_active=True).first()
