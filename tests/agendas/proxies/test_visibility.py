"""Who sees what was entered for others, and who reads the sheet."""

from __future__ import annotations

import pytest

from accounts.files.actions import store
from agendas.proxies.models import Proxy, ProxyKind
from agendas.proxies.rules import may_read_scan
from studygroups.groups.models import Membership
from tests.factories import entered, seat

pytestmark = pytest.mark.django_db

EVERYTHING = set(ProxyKind.values)
OF_THE_SESSION = {"research", "reading", "closing", "change"}


@pytest.fixture
def others(session, secretary):
    """Everything that can be entered, for a member who is not in the cast."""
    person = seat(session.group)
    return [entered(session, person, secretary, kind=kind) for kind in ProxyKind.values]


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        ("leader", EVERYTHING),
        ("deputy", EVERYTHING),
        ("secretary", EVERYTHING),
        ("member", OF_THE_SESSION),
        ("supervisor", set()),
        ("other_secretary", set()),
        ("guest", set()),
        ("outsider", set()),
    ],
)
def test_a_member_sees_no_answer_and_no_excuse_of_another(cast, others, role, kinds):
    seen = Proxy.objects.visible_to(cast[role])

    assert {proxy.kind for proxy in seen} == kinds


@pytest.mark.parametrize("role", ["member", "guest", "outsider"])
def test_everybody_sees_what_was_entered_for_himself(cast, session, secretary, others, role):
    own = entered(session, cast[role], secretary, kind="answer")

    assert own in Proxy.objects.visible_to(cast[role])


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        ("leader", EVERYTHING - {"answer"}),
        ("deputy", EVERYTHING - {"answer"}),
        ("secretary", EVERYTHING),
        ("member", set()),
        ("outsider", set()),
    ],
)
def test_an_answer_slip_is_read_by_the_secretary_alone(cast, others, role, kinds):
    reader = cast[role]
    place = Membership.objects.filter(person=reader).first()

    assert {each.kind for each in others if may_read_scan(reader, each, place)} == kinds


def test_his_own_slip_he_reads_himself(session, secretary, guest, pdf):
    own = entered(session, guest, secretary, kind="answer", scan=store(pdf, by=secretary))

    assert may_read_scan(guest, own, None)


def test_the_official_order_rules_and_whoever_is_not_of_the_group_comes_last(
    session, leader, member, secretary, outsider
):
    late = seat(session.group)
    for person in (outsider, late, member, leader):
        entered(session, person, secretary)

    listed = [proxy.person for proxy in Proxy.objects.in_order()]

    assert listed == [leader, member, late, outsider]
