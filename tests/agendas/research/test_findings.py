"""Marking findings in a paper, at most three, and taking them off."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from agendas.research import actions
from agendas.research.models import Finding
from tests.factories import owe, paper_of, seat

pytestmark = pytest.mark.django_db


def mark(paper, by, kind="fact", text="存量 1588 亩。"):
    return actions.mark_finding(paper=paper, by=by, at=timezone.now(), kind=kind, text=text)


def test_three_findings_are_marked_and_a_fourth_is_refused(session, member, secretary, duty):
    paper = paper_of(duty)
    for kind, by in (("fact", member), ("crux", secretary), ("proposal", member)):
        mark(paper, by, kind)

    with pytest.raises(ValidationError) as refused:
        mark(paper, member)

    assert refused.value.code == "three_findings"
    assert [finding.kind for finding in paper.findings.all()] == ["fact", "crux", "proposal"]


@pytest.mark.parametrize(("kind", "text"), [("rumour", "某事"), ("fact", "  ")])
def test_a_finding_needs_a_known_kind_and_words(session, member, duty, kind, text):
    with pytest.raises(ValidationError):
        mark(paper_of(duty), member, kind, text)

    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("leader", True),
        ("deputy", True),
        ("secretary", True),
        ("member", False),
        ("supervisor", False),
        ("outsider", False),
    ],
)
def test_findings_are_marked_and_removed_by_authors_and_leads(session, cast, role, may):
    paper = paper_of(owe(session, seat(session.group)))
    finding = mark(paper, cast["leader"])
    now = timezone.now()

    if may:
        mark(paper, cast[role])
        actions.remove_finding(finding=finding, by=cast[role], at=now)
        assert paper.findings.count() == 1
    else:
        with pytest.raises(PermissionDenied):
            mark(paper, cast[role])
        with pytest.raises(PermissionDenied):
            actions.remove_finding(finding=finding, by=cast[role], at=now)
        assert paper.findings.get() == finding


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_five_findings_at_the_same_moment_leave_three(session, member, duty):
    paper = paper_of(duty)
    gate, codes = threading.Barrier(5), []

    def try_it():
        gate.wait()
        try:
            mark(paper, member)
        except ValidationError as refused:
            codes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert codes == ["three_findings"] * 2
    assert paper.findings.count() == 3


def test_an_author_who_left_the_group_marks_nothing_more(session, duty):
    paper = paper_of(duty)
    duty.person.memberships.update(until=date(2018, 1, 1))

    with pytest.raises(PermissionDenied):
        actions.mark_finding(
            paper=paper, by=duty.person, at=timezone.now(), kind="fact", text="存量大"
        )

    assert not Finding.objects.exists()
