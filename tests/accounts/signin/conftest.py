"""Somebody with a password, and a browser at the sign-in page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.people.models import User
from tests.accounts.signin import PASSWORD
from tests.factories import UserFactory


@pytest.fixture
def cadre(db) -> User:
    return UserFactory(
        username="zhangsan", phone="13800000001", email="zhangsan@example.org", password=PASSWORD
    )


@pytest.fixture
def enter() -> Callable[..., Any]:
    """Fill in the sign-in form."""

    def submit(client: Client, login: str, password: str = PASSWORD, **extra) -> Any:
        form = {"login": login, "password": password}
        return client.post("/accounts/login/", form, **extra)

    return submit
