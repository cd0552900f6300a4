"""Who sees the report: the row of the domain's table."""

from __future__ import annotations

import pytest

from agendas.papers.models import Paper
from tests.factories import supervisor_of

pytestmark = pytest.mark.django_db

SEES = {
    # role: draft, submitted, signed, sent, set aside
    "leader": (True, True, True, True, True),
    "deputy": (True, True, True, True, True),
    "secretary": (True, True, True, True, True),
    "member": (False, False, True, True, False),
    "supervisor": (False, False, False, True, False),
    "guest": (False, False, False, False, False),
    "other_secretary": (False, False, False, False, False),
    "outsider": (False, False, False, False, False),
}
STATES = ("draft", "submitted", "signed", "sent", "set_aside")


@pytest.mark.parametrize(
    ("role", "state", "sees"),
    [
        (role, state, sees)
        for role, row in SEES.items()
        for state, sees in zip(STATES, row, strict=True)
    ],
)
def test_who_sees_the_report_in_which_state(request, cast, role, state, sees):
    request.getfixturevalue(state)

    assert Paper.objects.visible_to(cast[role]).exists() is sees


def test_a_second_supervising_unit_sees_only_what_was_sent_to_it(sent, group):
    other = supervisor_of(group)

    assert not Paper.objects.visible_to(other)

    sent.recipients.add(other.unit)
    assert list(Paper.objects.visible_to(other)) == [sent]
