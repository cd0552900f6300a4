"""Signing, numbering and sending the report."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from accounts.files.actions import store
from accounts.notices.models import Notice
from agendas.papers import actions
from agendas.papers.models import Paper, PaperStatus
from agendas.sessions.models import Decision
from agendas.sessions.rules import Sheet
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole
from tests.factories import SessionFactory, StudyGroupFactory, at, report_of, seat

pytestmark = pytest.mark.django_db


def decide(paper, by, outcome="approved", **more):
    moment = more.pop("at", timezone.now())
    return actions.decide_paper(paper=paper, by=by, at=moment, outcome=outcome, **more)


def send(paper, by, sent_on=None):
    now = timezone.now()
    return actions.send_paper(
        paper=paper, by=by, at=now, sent_on=sent_on or timezone.localdate(now)
    )


def another(group, supervisor, **facts):
    session = SessionFactory(group=group, stage=Stage.CONVERSION)
    return report_of(session, to=supervisor.unit, status=PaperStatus.SUBMITTED, **facts)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("leader", True),
        ("deputy", False),
        ("secretary", False),
        ("member", False),
        ("supervisor", False),
        ("outsider", False),
    ],
)
def test_who_may_sign(cast, submitted, role, may):
    if may:
        decide(submitted, cast[role])
    else:
        with pytest.raises(PermissionDenied):
            decide(submitted, cast[role])

    submitted.refresh_from_db()
    assert (submitted.status == PaperStatus.APPROVED) is may
    assert (submitted.number == 1) is may


def test_a_leader_does_not_sign_what_he_submitted_himself(draft, leader, deputy):
    actions.submit_paper(paper=draft, by=leader, at=timezone.now())

    with pytest.raises(PermissionDenied):
        decide(draft, leader)

    assert decide(draft, deputy).status == PaperStatus.APPROVED


def test_numbers_follow_each_other_within_the_year_of_the_signature(
    group, supervisor, leader, submitted
):
    spring = at("2017-04-05 09:00")

    numbers = [
        decide(submitted, leader, at=spring),
        decide(another(group, supervisor), leader, at=spring),
        decide(another(group, supervisor), leader, at=at("2018-01-02 09:00")),
    ]

    assert [(paper.year, paper.number) for paper in numbers] == [(2017, 1), (2017, 2), (2018, 1)]


def test_each_issuer_has_its_own_numbers(signed, supervisor):
    elsewhere = StudyGroupFactory()
    other_leader = seat(elsewhere, GroupRole.LEADER)

    paper = decide(another(elsewhere, supervisor), other_leader)

    assert (paper.number, paper.issuer) == (1, elsewhere.unit)
    assert signed.number == 1


def test_a_paper_signed_on_paper_counts_in_the_year_of_the_sheet(submitted, leader, secretary, pdf):
    type(submitted.session).objects.update(starts_at=at("2017-12-20 09:00"))
    sheet = Sheet(leader, at("2017-12-29 10:00").date(), store(pdf, by=secretary))

    paper = decide(submitted, secretary, at=at("2018-01-03 09:00"), sheet=sheet)

    assert (paper.year, paper.number, paper.decision.by) == (2017, 1, leader)


def test_a_return_needs_its_reason_and_gives_no_number(submitted, leader):
    with pytest.raises(ValidationError) as refused:
        decide(submitted, leader, "returned")

    assert refused.value.code == "needs_reason"
    paper = decide(submitted, leader, "returned", reason="补充数据")
    assert (paper.status, paper.number) == (PaperStatus.DRAFT, None)


def test_a_signed_paper_returned_before_it_is_sent_keeps_its_number(
    signed, group, supervisor, leader, secretary
):
    decide(signed, leader, "returned", reason="更正数字")
    decide(another(group, supervisor), leader)

    actions.submit_paper(paper=signed, by=secretary, at=timezone.now())

    assert decide(signed, leader).number == 1


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("draft", "approved"),
        ("signed", "approved"),
        ("sent", "returned"),
        ("set_aside", "approved"),
    ],
)
def test_what_awaits_no_decision_is_not_decided(request, leader, state, outcome):
    paper = request.getfixturevalue(state)
    before = Decision.objects.count()

    with pytest.raises(ValidationError) as refused:
        decide(paper, leader, outcome, reason="更正")

    assert refused.value.code == "not_submitted"
    assert Decision.objects.count() == before


@pytest.mark.parametrize("state", ["draft", "submitted", "set_aside"])
def test_an_unsigned_paper_is_not_sent(request, secretary, state):
    paper = request.getfixturevalue(state)

    with pytest.raises(ValidationError) as refused:
        send(paper, secretary)

    assert refused.value.code == "not_signed"
    paper.refresh_from_db()
    assert paper.sent_on is None


@pytest.mark.parametrize(("days", "code"), [(1, "sent_later"), (-1, "sent_before_signed")])
def test_the_day_it_went_out_lies_between_signature_and_today(signed, secretary, days, code):
    with pytest.raises(ValidationError) as refused:
        send(signed, secretary, timezone.localdate() + timedelta(days=days))

    assert refused.value.code == code
    signed.refresh_from_db()
    assert signed.status == PaperStatus.APPROVED


def test_a_paper_is_sent_once_and_its_supervisors_are_told(signed, held, secretary, supervisor):
    paper = send(signed, secretary)

    assert (paper.status, paper.sent_on) == (PaperStatus.SENT, timezone.localdate())
    assert Notice.objects.get(recipient=supervisor).path == f"/sessions/{held.pk}/papers/"
    with pytest.raises(ValidationError) as refused:
        send(signed, secretary)
    assert refused.value.code == "not_signed"


@pytest.mark.parametrize("role", ["member", "supervisor", "outsider"])
def test_who_may_not_send(cast, signed, role):
    with pytest.raises(PermissionDenied):
        send(signed, cast[role])

    signed.refresh_from_db()
    assert signed.status == PaperStatus.APPROVED


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_papers_signed_at_one_moment_get_numbers_without_gap_or_double(group, leader, supervisor):
    papers = [another(group, supervisor) for _ in range(6)]
    start = threading.Barrier(len(papers))

    def sign(paper):
        start.wait()
        try:
            decide(paper, leader)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(papers)) as signers:
        list(signers.map(sign, papers))

    numbers = Paper.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6]
