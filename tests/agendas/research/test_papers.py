"""Handing in, marking findings, returning, asking for more."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.audit.models import LogEntry
from accounts.files.actions import store
from accounts.notices.models import Notice
from agendas.proxies.models import Proxy
from agendas.proxies.rules import Given
from agendas.research import actions
from agendas.research.models import Duty, Excuse, Finding, Research, ResearchState
from studygroups.forms.models import Stage
from studygroups.years.models import GroupYear
from tests.factories import SessionFactory, owe, paper_of, seat

pytestmark = pytest.mark.django_db


def hand_in(session, authors, by, **content):
    content = {"title": "用地指标调研", "text": "批而未供存量大。"} | content
    return actions.hand_in(session=session, authors=authors, by=by, at=timezone.now(), **content)


def mark(paper, by, kind="fact", text="存量 1588 亩。"):
    return actions.mark_finding(paper=paper, by=by, at=timezone.now(), kind=kind, text=text)


def test_a_member_hands_in_his_own_text(session, member, duty):
    paper = hand_in(session, [member], member)

    duty.refresh_from_db()
    assert duty.paper == paper
    assert (paper.state, paper.proxy()) == (ResearchState.HANDED_IN, None)
    assert GroupYear.objects.get(group=session.group).is_stale
    assert "存量" not in LogEntry.objects.get(kind="research.hand_in").label


def test_a_file_alone_is_enough(session, member, duty, pdf):
    paper = hand_in(session, [member], member, text="", file=store(pdf, by=member))

    assert (paper.text, paper.file.kind) == ("", "pdf")


@pytest.mark.parametrize("text", ["", "　\n "])
def test_neither_text_nor_file_is_refused(session, member, duty, text):
    with pytest.raises(ValidationError) as refused:
        hand_in(session, [member], member, text=text)

    assert refused.value.code == "paper_empty"
    assert not Research.objects.exists()


def test_the_database_too_refuses_an_empty_paper(session):
    with pytest.raises(IntegrityError), transaction.atomic():
        Research.objects.create(session=session, title="空", handed_in_at=timezone.now())


def test_a_joint_paper_counts_for_all_its_authors_and_the_others_are_told(
    session, leader, member, leaders_duty, duty
):
    paper = hand_in(session, [leader, member], member)

    assert list(paper.duties.all()) == [leaders_duty, duty]
    assert paper.proxy() is None
    notice = Notice.objects.get()
    assert notice.recipient == leader
    assert notice.text.startswith("成员丁与您联名提交了")


def test_the_secretary_hands_in_for_a_member_who_is_told(session, member, secretary, duty):
    paper = hand_in(session, [member], secretary)

    assert paper.proxy().entered_by == secretary
    assert Notice.objects.get(recipient=member).text.startswith("秘书丙为您代交了")


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("leader", False),
        ("deputy", False),
        ("secretary", True),
        ("member", True),
        ("supervisor", False),
        ("guest", False),
        ("other_secretary", False),
        ("outsider", False),
    ],
)
def test_only_the_author_and_the_secretary_hand_in_his_paper(session, cast, duty, role, may):
    if may:
        assert hand_in(session, [duty.person], cast[role]).pk
    else:
        with pytest.raises(PermissionDenied):
            hand_in(session, [duty.person], cast[role])
        assert not Research.objects.exists()


def test_nobody_changes_a_paper_he_did_not_write_by_naming_himself(
    session, member, leader, duty, leaders_duty
):
    paper = paper_of(leaders_duty)

    with pytest.raises(PermissionDenied):
        hand_in(session, [leader, member], member, paper=paper)

    duty.refresh_from_db()
    assert duty.paper is None


def test_who_owes_nothing_cannot_be_an_author(session, member, secretary, duty):
    with pytest.raises(ValidationError) as refused:
        hand_in(session, [member, secretary], member)

    assert refused.value.code == "owes_nothing"
    assert not Research.objects.exists()


def test_a_paper_needs_an_author(session, secretary):
    with pytest.raises(ValidationError) as refused:
        hand_in(session, [], secretary)

    assert refused.value.code == "no_author"


def test_a_second_paper_for_the_same_author_is_refused(session, member, leader, duty, leaders_duty):
    paper = paper_of(duty)

    with pytest.raises(ValidationError) as refused:
        hand_in(session, [leader, member], leader)

    assert refused.value.code == "has_paper"
    duty.refresh_from_db()
    assert duty.paper == paper
    assert Research.objects.count() == 1


def test_a_returned_paper_is_handed_in_again_keeping_its_file_and_losing_the_remark(
    session, member, leader, duty, pdf
):
    paper = paper_of(duty, file=store(pdf, by=member))
    actions.return_paper(paper=paper, by=leader, at=timezone.now(), reason="数据不实。")

    again = hand_in(session, [member], member, paper=paper, text="已核实。")

    assert again.pk == paper.pk
    assert (again.state, again.remark, again.remarked_by) == (ResearchState.HANDED_IN, "", None)
    assert (again.text, again.file) == ("已核实。", paper.file)


def test_a_co_author_left_out_owes_a_paper_again_and_is_told(
    session, member, leader, duty, leaders_duty
):
    paper = paper_of(duty, leaders_duty)

    hand_in(session, [member], member, paper=paper)

    leaders_duty.refresh_from_db()
    assert leaders_duty.paper is None
    assert Notice.objects.get(recipient=leader).text.startswith("您不再是")


def test_handing_in_settles_a_request_to_be_excused(session, member, duty):
    actions.ask_excuse(duty=duty, by=member, at=timezone.now(), reason="外出学习。")

    hand_in(session, [member], member)

    duty.refresh_from_db()
    assert duty.excuse == Excuse.NONE


@pytest.mark.parametrize(
    ("stage", "code"),
    [
        (Stage.TOPIC, "wrong_stage"),
        (Stage.RESEARCH, None),
        (Stage.MEETING, None),
        (Stage.CONVERSION, None),
        (Stage.FOLLOWUP, None),
        (Stage.CLOSED, "closed"),
    ],
)
def test_a_late_paper_is_taken_until_the_session_closes(session, member, duty, stage, code):
    session.stage = stage
    session.save()

    if code is None:
        assert hand_in(session, [member], member).state == ResearchState.HANDED_IN
    else:
        with pytest.raises(ValidationError) as refused:
            hand_in(session, [member], member)
        assert refused.value.code == code


def test_after_the_meeting_a_handed_in_paper_stays_as_it_is(session, member, duty):
    paper = paper_of(duty)
    session.stage = Stage.CONVERSION
    session.save()

    with pytest.raises(ValidationError) as refused:
        hand_in(session, [member], member, paper=paper, text="改过。")

    assert refused.value.code == "frozen"
    paper.refresh_from_db()
    assert paper.text == "批而未供存量大。"


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


@pytest.mark.parametrize(
    ("role", "returns", "asks_more"),
    [
        ("leader", True, True),
        ("deputy", False, True),
        ("secretary", False, True),
        ("member", False, False),
        ("supervisor", False, False),
        ("outsider", False, False),
    ],
)
def test_the_leader_returns_and_leads_ask_for_more(session, cast, duty, role, returns, asks_more):
    paper = paper_of(duty)
    by, now = cast[role], timezone.now()

    for act, may in (
        (lambda: actions.ask_for_more(paper=paper, by=by, at=now, remark="补充数据。"), asks_more),
        (lambda: actions.return_paper(paper=paper, by=by, at=now, reason="跑题。"), returns),
    ):
        if may:
            assert act().remarked_by == by
        else:
            with pytest.raises(PermissionDenied):
                act()


def test_the_leaders_own_paper_is_returned_by_a_deputy_not_by_himself(
    session, leader, deputy, leaders_duty
):
    paper = paper_of(leaders_duty)
    now = timezone.now()

    with pytest.raises(PermissionDenied):
        actions.return_paper(paper=paper, by=leader, at=now, reason="重写。")

    returned = actions.return_paper(paper=paper, by=deputy, at=now, reason="重写。")
    assert returned.state == ResearchState.RETURNED
    assert Notice.objects.get(recipient=leader).text.endswith("已退回：重写。")


def test_a_paper_returned_or_to_be_completed_is_owed_again(session, leader, member, duty):
    paper = paper_of(duty)

    actions.ask_for_more(paper=paper, by=leader, at=timezone.now(), remark="补充数据。")

    assert Duty.objects.unmet().get() == duty
    assert "请补充：补充数据。" in Notice.objects.get(recipient=member).text


def test_returning_and_asking_for_more_need_words(session, leader, duty):
    paper = paper_of(duty)
    now = timezone.now()

    with pytest.raises(ValidationError) as returned:
        actions.return_paper(paper=paper, by=leader, at=now, reason=" ")
    with pytest.raises(ValidationError) as asked:
        actions.ask_for_more(paper=paper, by=leader, at=now, remark="")

    assert (returned.value.code, asked.value.code) == ("needs_reason", "needs_reason_more")
    paper.refresh_from_db()
    assert paper.state == ResearchState.HANDED_IN


def test_what_is_returned_is_not_returned_again_nor_asked_to_be_completed(session, leader, duty):
    paper = paper_of(duty, state=ResearchState.RETURNED)
    now = timezone.now()

    with pytest.raises(ValidationError) as returned:
        actions.return_paper(paper=paper, by=leader, at=now, reason="重写。")
    with pytest.raises(ValidationError) as asked:
        actions.ask_for_more(paper=paper, by=leader, at=now, remark="补充。")

    assert (returned.value.code, asked.value.code) == ("not_handed_in", "not_handed_in")


def test_after_the_meeting_nothing_is_returned(session, leader, duty):
    paper = paper_of(duty)
    session.stage = Stage.CONVERSION
    session.save()

    with pytest.raises(ValidationError) as refused:
        actions.return_paper(paper=paper, by=leader, at=timezone.now(), reason="重写。")

    assert refused.value.code == "wrong_stage"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_joint_papers_for_one_author_at_the_same_moment_leave_one(session, secretary):
    duties = [owe(session, seat(session.group)) for _ in range(4)]
    gate, codes = threading.Barrier(4), []

    def try_it(co_author):
        gate.wait()
        try:
            hand_in(session, [duties[0].person, co_author.person], secretary)
        except ValidationError as refused:
            codes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it, args=(duty,)) for duty in duties[1:]]
    threads.append(threading.Thread(target=try_it, args=(duties[1],)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert codes == ["has_paper"] * 3
    assert Research.objects.count() == 1


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


def test_a_paper_of_another_session_is_neither_overwritten_nor_taken(session, duty, secretary):
    closed = SessionFactory(group=session.group, stage=Stage.CLOSED)
    old = paper_of(owe(closed, duty.person), title="旧材料")

    with pytest.raises(ValidationError) as refused:
        actions.hand_in(
            session=session,
            authors=[duty.person],
            by=duty.person,
            at=timezone.now(),
            paper=old,
            title="改写",
            text="改写",
        )

    assert refused.value.code == "other_session"
    old.refresh_from_db()
    assert (old.title, old.session) == ("旧材料", closed)


def test_an_author_who_left_the_group_marks_nothing_more(session, duty):
    paper = paper_of(duty)
    duty.person.memberships.update(until=date(2018, 1, 1))

    with pytest.raises(PermissionDenied):
        actions.mark_finding(
            paper=paper, by=duty.person, at=timezone.now(), kind="fact", text="存量大"
        )

    assert not Finding.objects.exists()


def test_what_was_given_stands_with_every_author_until_one_hands_in_himself(
    session, secretary, leader, member, leaders_duty, duty, pdf
):
    given = Given(timezone.localdate(), store(pdf, by=secretary))
    paper = hand_in(session, [leader, member], secretary, given=given)
    marks = {row.proxy.person: row.proxy.scan for row in paper.duties.all()}

    hand_in(session, [leader, member], member, paper=paper, text="已核实。")

    assert marks == {leader: given.scan, member: given.scan}
    assert Research.objects.get().proxy() is None
    assert Proxy.objects.count() == 2


@pytest.mark.parametrize(("days", "code"), [(1, "future"), (-400, "too_early")])
def test_a_paper_given_on_a_day_that_cannot_be_is_refused(
    session, secretary, member, duty, days, code
):
    given = Given(timezone.localdate() + timedelta(days=days))

    with pytest.raises(ValidationError) as refused:
        hand_in(session, [member], secretary, given=given)

    assert refused.value.code == code
    assert not Research.objects.exists()
    assert not Notice.objects.exists()


def test_an_author_left_out_loses_the_mark_with_the_paper(
    session, secretary, member, leader, duty, leaders_duty
):
    paper = hand_in(session, [leader, member], secretary)

    hand_in(session, [member], secretary, paper=paper)

    leaders_duty.refresh_from_db()
    assert (leaders_duty.paper, leaders_duty.proxy) == (None, None)
