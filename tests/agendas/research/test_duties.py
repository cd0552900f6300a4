"""Asking for research, reminding, excusing, naming speakers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.files.actions import store
from accounts.notices.models import Notice
from agendas.proxies.models import Proxy
from agendas.proxies.rules import Given
from agendas.research import actions
from agendas.research.models import Duty, Excuse, ResearchState
from agendas.sessions.models import Decision
from agendas.sessions.rules import Sheet
from studygroups.forms.models import Stage
from tests.factories import owe, paper_of, seat

pytestmark = pytest.mark.django_db


def ask(duty, by, reason="外出学习。"):
    return actions.ask_excuse(duty=duty, by=by, at=timezone.now(), reason=reason)


def decide(duty, by, outcome="approved", **more):
    return actions.decide_excuse(duty=duty, by=by, at=timezone.now(), outcome=outcome, **more)


def test_research_is_asked_of_leader_deputy_and_members_in_order_but_not_of_the_secretary(
    session, leader, deputy, secretary, member
):
    actions.assign_research(session=session, by=secretary, at=timezone.now())

    people = [duty.person for duty in Duty.objects.filter(session=session)]
    assert people == [leader, deputy, member]
    assert set(Notice.objects.values_list("recipient", flat=True)) == {
        person.pk for person in people
    }


def test_asking_again_adds_only_who_is_new_and_keeps_what_was_written(session, secretary, member):
    actions.assign_research(session=session, by=secretary, at=timezone.now())
    member.post = "局长"
    member.save()
    late = seat(session.group)

    added = actions.assign_research(session=session, by=secretary, at=timezone.now())

    assert [duty.person for duty in added] == [late]
    assert Duty.objects.get(person=member).post == "科长"


def test_who_owes_is_reminded_once_a_day_and_who_asked_is_left_in_peace(
    session, secretary, member, duty
):
    paper_of(owe(session, seat(session.group)))
    returned = paper_of(owe(session, seat(session.group)), state=ResearchState.RETURNED)
    asked = owe(session, seat(session.group), excuse=Excuse.ASKED)
    now = timezone.now()

    told = [
        actions.remind_unmet(session=session, by=secretary, at=moment)
        for moment in (now, now, now + timedelta(days=1))
    ]

    assert told == [2, 0, 2]
    assert Notice.objects.filter(recipient=member, kind="remind").count() == 2
    assert Notice.objects.filter(recipient=returned.duties.get().person).count() == 2
    assert not Notice.objects.filter(recipient=asked.person).exists()


def test_nobody_is_reminded_once_the_meeting_is_over(session, secretary, duty):
    session.stage = Stage.CONVERSION
    session.save()

    with pytest.raises(ValidationError) as refused:
        actions.remind_unmet(session=session, by=secretary, at=timezone.now())

    assert refused.value.code == "wrong_stage"
    assert not Notice.objects.exists()


def test_a_member_asks_to_be_excused_and_the_leader_agrees(session, member, leader, duty):
    ask(duty, member)
    assert Notice.objects.get(recipient=leader).kind == "decide"

    decided = decide(duty, leader)

    assert (decided.excuse, decided.excuse_decision.by) == (Excuse.GRANTED, leader)
    assert Notice.objects.get(recipient=member).text.endswith("免交调研申请：同意。")


def test_a_returned_request_leaves_the_paper_owed(session, member, leader, duty):
    ask(duty, member)

    decided = decide(duty, leader, "returned", reason="请按时提交。")

    assert (decided.excuse, decided.is_met()) == (Excuse.NONE, False)
    assert ask(duty, member).excuse == Excuse.ASKED


def test_the_secretary_asks_for_a_member_who_is_told(session, member, secretary, leader, duty):
    asked = ask(duty, secretary)

    assert asked.excuse_proxy.entered_by == secretary
    assert Notice.objects.get(recipient=member).text.startswith("秘书丙为您提出")


def test_the_leader_is_excused_by_a_deputy_never_by_himself(
    session, leader, deputy, secretary, leaders_duty
):
    ask(leaders_duty, secretary)

    with pytest.raises(PermissionDenied):
        decide(leaders_duty, leader)

    assert decide(leaders_duty, deputy).excuse == Excuse.GRANTED


def test_the_secretary_enters_what_the_leader_signed(session, leader, secretary, member, duty, pdf):
    ask(duty, member)
    today = timezone.localdate()

    decided = decide(
        duty, secretary, sheet=Sheet(leader, today, store(pdf, by=secretary))
    ).excuse_decision

    assert (decided.by, decided.recorded_by) == (leader, secretary)


@pytest.mark.parametrize(
    ("role", "asks", "decides", "names", "reminds"),
    [
        ("leader", False, True, True, True),
        ("deputy", False, False, True, True),
        ("secretary", True, False, True, True),
        ("member", True, False, False, False),
        ("supervisor", False, False, False, False),
        ("guest", False, False, False, False),
        ("other_secretary", False, False, False, False),
        ("outsider", False, False, False, False),
    ],
)
def test_who_may_do_what_about_a_members_duty(
    session, cast, duty, role, asks, decides, names, reminds
):
    by, now = cast[role], timezone.now()
    waiting = owe(session, seat(session.group), excuse=Excuse.ASKED)

    for act, may in (
        (lambda: ask(duty, by), asks),
        (lambda: decide(waiting, by), decides),
        (lambda: actions.name_speaker(duty=duty, by=by, at=now, is_speaker=True), names),
        (lambda: actions.remind_unmet(session=session, by=by, at=now) + 1, reminds),
    ):
        if may:
            assert act()
        else:
            with pytest.raises(PermissionDenied):
                act()


@pytest.mark.parametrize(
    ("state", "excuse", "code"),
    [
        (ResearchState.HANDED_IN, Excuse.NONE, "met"),
        (None, Excuse.GRANTED, "met"),
        (None, Excuse.ASKED, "excuse_pending"),
    ],
)
def test_who_handed_in_asked_or_is_excused_need_not_ask(session, member, duty, state, excuse, code):
    if state:
        paper_of(duty, state=state)
    Duty.objects.update(excuse=excuse)

    with pytest.raises(ValidationError) as refused:
        ask(duty, member)

    assert refused.value.code == code
    assert not Notice.objects.exists()


def test_an_excuse_needs_a_reason(session, member, duty):
    with pytest.raises(ValidationError) as refused:
        ask(duty, member, reason=" ")

    assert refused.value.code == "needs_reason_excuse"
    duty.refresh_from_db()
    assert duty.excuse == Excuse.NONE


def test_nothing_is_decided_where_nothing_was_asked(session, leader, duty):
    with pytest.raises(ValidationError) as refused:
        decide(duty, leader)

    assert refused.value.code == "no_excuse"
    assert not Decision.objects.exists()


@pytest.mark.parametrize("stage", [Stage.TOPIC, Stage.MEETING, Stage.FOLLOWUP])
def test_excuses_and_speakers_belong_to_the_research_stage(session, member, leader, duty, stage):
    session.stage = stage
    session.save()

    for act in (
        lambda: ask(duty, member),
        lambda: decide(duty, leader),
        lambda: actions.name_speaker(duty=duty, by=leader, at=timezone.now(), is_speaker=True),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == "wrong_stage"
    assert not Decision.objects.exists()


def test_a_speaker_is_told_when_named_and_when_no_longer(session, leader, member, duty):
    for is_speaker in (True, True, False):
        actions.name_speaker(duty=duty, by=leader, at=timezone.now(), is_speaker=is_speaker)

    duty.refresh_from_db()
    assert not duty.is_speaker
    texts = Notice.objects.filter(recipient=member).order_by("pk").values_list("text", flat=True)
    assert [text[:2] for text in texts] == ["请您", "《第"]


def test_an_excuse_asked_for_another_bears_the_day_and_the_sheet(
    session, member, secretary, duty, pdf
):
    given = Given(timezone.localdate(), store(pdf, by=secretary))

    asked = actions.ask_excuse(
        duty=duty, by=secretary, at=timezone.now(), reason="外出学习。", given=given
    )

    mark = Proxy.objects.get()
    assert asked.excuse_proxy == mark
    assert (mark.person, mark.given_on, mark.scan) == (member, given.on, given.scan)
    assert Notice.objects.filter(recipient=member).count() == 1


def test_an_excuse_asked_again_by_himself_bears_no_mark(session, member, secretary, leader, duty):
    decide(ask(duty, secretary), leader, "returned", reason="请按时提交。")

    assert ask(duty, member).excuse_proxy is None


def test_an_excuse_given_tomorrow_is_refused(session, secretary, duty):
    given = Given(timezone.localdate() + timedelta(days=1))

    with pytest.raises(ValidationError) as refused:
        actions.ask_excuse(duty=duty, by=secretary, at=timezone.now(), reason="外出。", given=given)

    assert refused.value.code == "future"
    duty.refresh_from_db()
    assert duty.excuse == Excuse.NONE
