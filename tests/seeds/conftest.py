"""The demonstration, told once for each module of tests."""

from __future__ import annotations

import pytest
from django.db import transaction

from seeds.demo import seed


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Told once for all tests here, and taken back after the last; none of them writes."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        yield
        transaction.set_rollback(True)
