"""What waits for a leader."""

from __future__ import annotations

import pytest

from tests.agendas.pages.pile import Pile


@pytest.fixture
def pile(group, secretary, member, leader) -> Pile:
    return Pile(group, secretary, member)
