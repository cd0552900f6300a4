"""Preparing, submitting and deciding the scheme."""

from __future__ import annotations

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import LogEntry
from accounts.notices.models import Notice
from agendas.minutes import actions
from agendas.minutes.arrangements import arrangements
from agendas.minutes.models import AgendaItem, Scheme, SchemeState
from agendas.minutes.rules import changes
from agendas.sessions.models import Decision, StudySession
from studygroups.forms.models import Stage

pytestmark = pytest.mark.django_db

RUNS = [
    ("leader", True),
    ("deputy", True),
    ("secretary", True),
    ("member", False),
    ("supervisor", False),
    ("other_secretary", False),
    ("guest", False),
    ("outsider", False),
]


def save(session, by, revision=0, requirements="请提前到会。"):
    return actions.save_scheme(
        session=session, by=by, at=timezone.now(), revision=revision, requirements=requirements
    )


def submit(scheme, by):
    return actions.submit_scheme(scheme=scheme, by=by, at=timezone.now())


def decide(scheme, by, outcome="approved", **more):
    return actions.decide_scheme(scheme=scheme, by=by, at=timezone.now(), outcome=outcome, **more)


def now_of(scheme):
    return arrangements(scheme.session, scheme.requirements, on=timezone.localdate())


@pytest.mark.parametrize(("role", "may"), RUNS)
@pytest.mark.parametrize("step", ["save", "submit", "withdraw"])
def test_who_prepares_the_scheme(cast, request, planned, step, role, may):
    if step == "save":
        act = partial(save, planned, cast[role])
    elif step == "submit":
        act = partial(submit, request.getfixturevalue("scheme"), cast[role])
    else:
        waiting = request.getfixturevalue("waiting")
        act = partial(actions.withdraw_scheme, scheme=waiting, by=cast[role], at=timezone.now())
    before = list(Scheme.objects.values())

    if may:
        act()
    else:
        with pytest.raises(PermissionDenied):
            act()

    assert (list(Scheme.objects.values()) != before) is may


@pytest.mark.parametrize(("role", "may"), [(role, role == "leader") for role, _ in RUNS])
def test_who_decides_the_scheme(cast, waiting, role, may):
    if may:
        decide(waiting, cast[role])
    else:
        with pytest.raises(PermissionDenied):
            decide(waiting, cast[role])

    waiting.refresh_from_db()
    assert (waiting.state == SchemeState.APPROVED) is may
    assert Decision.objects.exists() is may


def test_a_stale_save_is_refused_and_keeps_what_is_there(planned, scheme, secretary):
    save(planned, secretary, revision=1, requirements="先存的")

    with pytest.raises(ValidationError) as refused:
        save(planned, secretary, revision=1, requirements="后存的")

    assert refused.value.code == "stale"
    assert Scheme.objects.get().requirements == "先存的"


def test_the_leader_is_asked_with_the_sheet_as_it_stood(waiting, leader, planned):
    AgendaItem.objects.create(session=planned, kind="first", title="学习")

    waiting.refresh_from_db()
    assert dict(waiting.sections)["题目"] == [planned.title]
    assert "议程" not in dict(waiting.sections)
    notice = Notice.objects.get(recipient=leader)
    assert notice.path == reverse("agendas:scheme", kwargs={"session_id": planned.pk})
    assert "请提前" not in str(LogEntry.objects.values())


@pytest.mark.parametrize(("state", "code"), [("waiting", "submitted"), ("approved", "approved")])
def test_what_is_submitted_or_approved_is_not_rewritten(request, planned, secretary, state, code):
    scheme = request.getfixturevalue(state)

    with pytest.raises(ValidationError) as refused:
        save(planned, secretary, revision=scheme.revision, requirements="改")

    assert refused.value.code == code
    assert Scheme.objects.get().requirements == "请提前十分钟到会。"


@pytest.mark.parametrize(("state", "code"), [("waiting", "submitted"), ("approved", "unchanged")])
def test_it_is_not_submitted_twice_for_nothing(request, secretary, state, code):
    scheme = request.getfixturevalue(state)

    with pytest.raises(ValidationError) as refused:
        submit(scheme, secretary)

    assert refused.value.code == code
    assert Scheme.objects.get().revision == scheme.revision


@pytest.mark.parametrize("missing", [{"starts_at": None}, {"venue": ""}])
def test_without_time_or_place_it_is_not_submitted(planned, scheme, secretary, missing):
    StudySession.objects.filter(pk=planned.pk).update(**missing)

    with pytest.raises(ValidationError) as refused:
        submit(scheme, secretary)

    assert refused.value.code == "no_date"
    assert Scheme.objects.get().state == SchemeState.DRAFT


@pytest.mark.parametrize(
    ("stage", "code"), [(Stage.CONVERSION, "wrong_stage"), (Stage.CLOSED, "closed")]
)
def test_after_the_meeting_nothing_is_prepared(planned, scheme, secretary, stage, code):
    StudySession.objects.filter(pk=planned.pk).update(stage=stage)

    for act in (partial(save, planned, secretary, 1), partial(submit, scheme, secretary)):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == code
    assert Scheme.objects.get().revision == 1


def test_a_change_after_approval_is_seen_and_submitted_anew(approved, planned, secretary, leader):
    assert changes(approved.sections, now_of(approved)) == []
    AgendaItem.objects.create(session=planned, kind="first", title="学习")
    StudySession.objects.filter(pk=planned.pk).update(venue="五楼会议室")
    planned.refresh_from_db()
    approved.session = planned

    changed = changes(approved.sections, now_of(approved))
    again = submit(approved, secretary)

    assert changed == [("地点", ["五楼会议室"]), ("议程", ["1. 第一议题：学习"])]
    assert (again.state, again.decision.outcome) == (SchemeState.SUBMITTED, "approved")
    assert Notice.objects.filter(recipient=leader, kind="decide").count() == 2


def test_what_was_taken_away_is_a_change_too():
    assert changes([("议程", ["1. 学习"])], []) == [("议程", [])]
