"""Handing in papers, one's own and others'."""

from __future__ import annotations

import threading
from datetime import timedelta

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
from agendas.research.models import Excuse, Research, ResearchState
from studygroups.forms.models import Stage
from studygroups.years.models import GroupYear
from tests.factories import SessionFactory, owe, paper_of, seat

pytestmark = pytest.mark.django_db


def hand_in(session, authors, by, **content):
    content = {"title": "用地指标调研", "text": "批而未供存量大。"} | content
    return actions.hand_in(session=session, authors=authors, by=by, at=timezone.now(), **content)


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
