"""Handing in, 代交, accepting, asking for more: who may, who is told, and why not."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.audit.models import LogEntry
from accounts.files.actions import store
from accounts.notices.models import Notice
from agendas.makeups import actions
from agendas.makeups.models import MakeUp, MakeUpState
from agendas.proxies.models import Proxy
from agendas.proxies.rules import Given, may_read_scan
from studygroups.groups.models import Membership
from tests.agendas.makeups.conftest import LATER, NEXT_DAY

pytestmark = pytest.mark.django_db


def hand_in(task, by, note="保护耕地是底线。", **more):
    return actions.hand_in(make_up=task, by=by, at=LATER, note=note, **more)


def told(person, words) -> int:
    return Notice.objects.filter(recipient=person, text__contains=words).count()


def refused_code(act) -> str:
    before = MakeUp.objects.values().get(attendance__person__username="member")
    with pytest.raises(ValidationError) as refused:
        act()
    assert MakeUp.objects.values().get(pk=before["id"]) == before
    return str(refused.value.code)


def test_the_member_hands_in_and_the_secretary_is_told_not_what(task, member, secretary):
    done = hand_in(task, member)

    assert (done.state, done.note) == (MakeUpState.HANDED_IN, "保护耕地是底线。")
    assert (done.handed_in_at, done.proxy) == (LATER, None)
    assert told(secretary, "成员丁提交了") == 1
    assert not Notice.objects.filter(text__contains="底线").exists()
    entry = LogEntry.objects.get(kind="makeup.hand_in")
    assert (entry.by, entry.label, entry.fields) == (member, "补学", ["note"])


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("member", True),
        ("secretary", True),
        ("leader", False),
        ("deputy", False),
        ("supervisor", False),
        ("guest", False),
        ("other_secretary", False),
        ("outsider", False),
    ],
)
def test_he_himself_hands_in_or_the_secretary_for_him(cast, task, role, may):
    if may:
        hand_in(task, cast[role])
    else:
        with pytest.raises(PermissionDenied):
            hand_in(task, cast[role])

    task.refresh_from_db()
    assert (task.state == MakeUpState.HANDED_IN) is may


def test_on_paper_it_is_marked_he_is_told_and_a_scan_is_enough(task, member, secretary, pdf):
    given = Given(date(2017, 4, 6), store(pdf, by=secretary))

    done = hand_in(task, secretary, note="", given=given)

    assert done.proxy == Proxy.objects.get(person=member, kind="makeup", given_on="2017-04-06")
    assert told(member, "秘书丙为您代交了") == 1
    assert told(secretary, "请确认") == 0


def test_the_slip_is_read_by_him_and_by_those_who_run_the_session(task, cast, secretary, pdf):
    given = Given(date(2017, 4, 6), store(pdf, by=secretary))
    proxy = hand_in(task, secretary, note="", given=given).proxy

    seats = {
        name: Membership.objects.filter(person=person).first() for name, person in cast.items()
    }
    readers = {name for name in cast if may_read_scan(cast[name], proxy, seats[name])}
    seen = {name for name in cast if Proxy.objects.visible_to(cast[name]).exists()}

    group = {"leader", "deputy", "secretary", "member"}
    assert (readers - {"other_secretary"}, seen) == (group, group)


@pytest.mark.parametrize("given_on", ["2017-03-30", "2017-04-11"])
def test_on_paper_it_was_given_between_the_meeting_and_today(task, secretary, given_on):
    given = Given(date.fromisoformat(given_on))
    code = "too_early" if given_on < "2017-04" else "future"

    assert refused_code(lambda: hand_in(task, secretary, given=given)) == code
    assert not Proxy.objects.exists()


@pytest.mark.parametrize("note", ["", " 　"])
def test_a_note_has_words(task, member, note):
    assert refused_code(lambda: hand_in(task, member, note=note)) == "note_empty"


def test_a_note_has_at_most_five_hundred_characters(task, member):
    with pytest.raises(ValidationError) as refused:
        hand_in(task, member, note="学" * 501)

    assert set(refused.value.message_dict) == {"note"}
    assert hand_in(task, member, note="学" * 500).state == MakeUpState.HANDED_IN


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("leader", True),
        ("deputy", True),
        ("secretary", True),
        ("member", False),
        ("supervisor", False),
        ("guest", False),
        ("other_secretary", False),
        ("outsider", False),
    ],
)
@pytest.mark.parametrize("verb", ["accept", "ask_for_more"])
def test_who_runs_the_session_settles_it(cast, handed_in, role, may, verb):
    more = {"remark": "结合分管工作谈"} if verb == "ask_for_more" else {}
    facts = {"make_up": handed_in, "by": cast[role], "at": LATER, **more}
    if may:
        getattr(actions, verb)(**facts)
    else:
        with pytest.raises(PermissionDenied):
            getattr(actions, verb)(**facts)

    handed_in.refresh_from_db()
    assert (handed_in.state != MakeUpState.HANDED_IN) is may


def test_nobody_settles_his_own(tasks, deputy, leader):
    own = MakeUp.objects.with_rows().get(attendance__person=deputy)
    own = hand_in(own, deputy)

    with pytest.raises(PermissionDenied):
        actions.accept(make_up=own, by=deputy, at=LATER)
    actions.accept(make_up=own, by=leader, at=LATER)

    assert told(deputy, "补学已确认") == 1


def test_accepted_it_stands(handed_in, member, secretary):
    done = actions.accept(make_up=handed_in, by=secretary, at=LATER)

    assert (done.accepted_by, done.accepted_at) == (secretary, LATER)
    assert told(member, "补学已确认") == 1
    assert refused_code(lambda: hand_in(done, member, note="另写")) == "already_accepted"
    again = {"make_up": done, "by": secretary, "at": LATER}
    assert refused_code(lambda: actions.accept(**again)) == "already_accepted"
    more = {**again, "remark": "再补"}
    assert refused_code(lambda: actions.ask_for_more(**more)) == "already_accepted"


def test_asked_for_more_he_owes_it_until_he_hands_in_again(handed_in, member, secretary):
    asked = {"make_up": handed_in, "by": secretary, "at": LATER}
    task = actions.ask_for_more(**asked, remark="结合分管工作谈")

    assert MakeUp.objects.owed(date(2017, 4, 10)).filter(pk=task.pk).exists()
    assert told(member, "请补充：结合分管工作谈") == 1
    assert refused_code(lambda: actions.accept(**asked)) == "make_up_not_handed_in"
    done = hand_in(task, member, note="补充如下。")
    assert (done.state, done.remark, done.remarked_by) == (MakeUpState.HANDED_IN, "", None)


def test_what_he_wrote_himself_nobody_replaces_and_he_replaces_what_was_entered(
    handed_in, member, secretary
):
    assert refused_code(lambda: hand_in(handed_in, secretary)) == "own_note_stands"
    actions.ask_for_more(make_up=handed_in, by=secretary, at=LATER, remark="请补")
    entered = hand_in(handed_in, secretary, note="纸上补充。")
    own = hand_in(entered, member, note="我自己写的。")

    assert entered.proxy is not None
    assert (own.proxy, own.note) == (None, "我自己写的。")


def test_nothing_is_settled_that_was_not_handed_in(task, secretary):
    facts = {"make_up": task, "by": secretary, "at": LATER}

    assert refused_code(lambda: actions.accept(**facts)) == "make_up_not_handed_in"
    more = {**facts, "remark": "请补"}
    assert refused_code(lambda: actions.ask_for_more(**more)) == "make_up_not_handed_in"


def test_more_is_asked_for_in_words(handed_in, secretary):
    facts = {"make_up": handed_in, "by": secretary, "at": LATER, "remark": " "}

    assert refused_code(lambda: actions.ask_for_more(**facts)) == "needs_reason_more"


@pytest.mark.parametrize(
    "facts",
    [
        {"state": MakeUpState.HANDED_IN},
        {"handed_in_at": LATER},
        {"state": MakeUpState.ACCEPTED, "handed_in_at": LATER},
        {"accepted_at": LATER},
    ],
)
def test_the_database_too_knows_no_half_a_task(task, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        MakeUp.objects.filter(pk=task.pk).update(**facts)


def test_material_is_added_to_and_taken_out_of(held, secretary, member, pdf):
    facts = {"session": held, "by": secretary, "at": NEXT_DAY}
    material = actions.save_material(**facts, text="读纪要", files=[store(pdf, by=secretary)])
    attached = material.files.get()

    actions.save_material(**facts, text=" 读记录 ")
    with pytest.raises(PermissionDenied):
        actions.remove_material(attached=attached, by=member, at=NEXT_DAY)
    for _ in range(2):
        actions.remove_material(attached=attached, by=secretary, at=NEXT_DAY)

    material.refresh_from_db()
    assert (material.text, material.files.count()) == ("读记录", 0)
    assert LogEntry.objects.filter(kind="file.discard").count() == 1
