"""Each member's own question; members by sessions of a year; reminding from there."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.notices.models import Notice
from agendas.research import actions
from agendas.research.models import Duty, Excuse
from studygroups.forms.models import Stage
from tests.factories import SessionFactory, owe, paper_of, seat

pytestmark = pytest.mark.django_db

QUESTION = "闲置土地为什么闲置"


def text_of(page):
    return page.content.decode()


def ask(session, by, **questions):
    return actions.give_questions(session=session, by=by, at=timezone.now(), **questions)


@pytest.fixture
def second(session):
    """Another session of the group in research."""
    return SessionFactory(group=session.group, stage=Stage.RESEARCH, starts_at=session.starts_at)


def test_the_secretary_gives_questions_and_only_those_of_a_new_one_are_told(
    session, secretary, member, duty, leaders_duty
):
    questions = {duty.pk: QUESTION, leaders_duty.pk: ""}

    first = ask(session, secretary, questions=questions)
    again = ask(session, secretary, questions=questions)

    assert (first, again) == ([duty], [])
    notice = Notice.objects.get()
    assert (notice.recipient, notice.text.endswith(QUESTION)) == (member, True)


def test_a_question_is_shown_on_task_desk_and_matrix(sign_in, session, secretary, member, duty):
    sign_in(secretary).post(
        f"/sessions/{session.pk}/research/questions/", {f"q{duty.pk}": QUESTION}
    )

    part = f"/sessions/{session.pk}/research/"
    for person, path in (
        (member, part),
        (member, "/"),
        (secretary, part),
        (secretary, "/research/"),
    ):
        assert QUESTION in text_of(sign_in(person).get(path))


def test_a_question_too_long_is_refused_and_stays_typed(sign_in, session, secretary, duty):
    page = sign_in(secretary).post(
        f"/sessions/{session.pk}/research/questions/", {f"q{duty.pk}": "长" * 201}
    )

    assert page.status_code == 422
    assert "长" * 201 in text_of(page)
    duty.refresh_from_db()
    assert duty.question == ""


@pytest.mark.parametrize("stage", [Stage.TOPIC, Stage.CONVERSION])
def test_questions_are_given_while_papers_are_written(session, secretary, duty, stage):
    session.stage = stage
    session.save()

    with pytest.raises(ValidationError) as refused:
        ask(session, secretary, questions={duty.pk: QUESTION})

    assert refused.value.code == "wrong_stage"
    assert not Notice.objects.exists()


def test_a_member_of_another_session_gets_no_question(session, second, secretary, member):
    foreign = owe(second, member)

    assert ask(session, secretary, questions={foreign.pk: QUESTION}) == []


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
def test_leads_give_questions_and_remind_the_whole_year(session, cast, duty, role, may):
    by, now = cast[role], timezone.now()

    for act in (
        lambda: ask(session, by, questions={duty.pk: QUESTION}),
        lambda: actions.remind_group(group=session.group, year=session.year, by=by, at=now),
        lambda: actions.remind_unmet(session=session, duty=duty, by=by, at=now) + 1,
    ):
        if may:
            assert act()
        else:
            with pytest.raises(PermissionDenied):
                act()


def test_members_stand_in_official_order_with_their_state_in_each_session(
    sign_in, session, second, secretary, leader, member
):
    for one, state in ((session, {}), (second, {"excuse": Excuse.GRANTED})):
        owe(one, member, **state)
    paper = paper_of(owe(session, leader), title="占补平衡调研")

    page = sign_in(secretary).get(f"/research/?group={session.group_id}&year={session.year}")

    assert [row.name for row in page.context["rows"]] == ["组长甲", "成员丁"]
    assert [(row.met, row.owed) for row in page.context["rows"]] == [(1, 1), (1, 2)]
    for words in ("已提交", "未交", "免交", f'href="/research/{paper.pk}/"'):
        assert words in text_of(page)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_matrix_costs_the_same_for_one_row_and_for_three(
    sign_in, session, secretary, django_assert_num_queries, rows
):
    sessions = [session, *(SessionFactory(group=session.group) for _ in range(rows - 1))]
    for _ in range(rows):
        person = seat(session.group)
        for one in sessions:
            paper_of(owe(one, person))
    browser = sign_in(secretary)

    with django_assert_num_queries(6):
        page = browser.get("/research/")

    assert (len(page.context["rows"]), len(page.context["columns"])) == (rows, rows)


@pytest.mark.parametrize(
    ("role", "code"),
    [("leader", 200), ("deputy", 200), ("secretary", 200), ("member", 403), ("supervisor", 403)],
)
def test_the_matrix_is_for_leads(sign_in, cast, duty, role, code):
    assert sign_in(cast[role]).get("/research/").status_code == code


def test_another_groups_matrix_cannot_be_asked_for(sign_in, other_secretary, session, duty):
    page = sign_in(other_secretary).get(f"/research/?group={session.group_id}&year={session.year}")

    assert page.context["group"] == other_secretary.memberships.get().group
    assert page.context["rows"] == []


def test_one_member_a_column_and_all_are_reminded_once_a_day(
    sign_in, session, second, secretary, member, leader
):
    duty = owe(session, member)
    for one, person in ((session, leader), (second, member)):
        owe(one, person)
    browser = sign_in(secretary)

    one, column, all_of_them, again = (
        text_of(browser.post(path, {"on_matrix": "yes"}, follow=True))
        for path in (
            f"/duties/{duty.pk}/remind/",
            f"/sessions/{session.pk}/research/remind/",
            f"/research/groups/{session.group_id}/{session.year}/remind/",
            f"/research/groups/{session.group_id}/{session.year}/remind/",
        )
    )

    assert "已提醒 1 人。" in one
    assert "已提醒 1 人。" in column
    assert "已提醒 1 人次。" in all_of_them
    assert "今天已提醒过" in again
    assert Notice.objects.count() == 3


def test_a_cell_offers_to_remind_only_where_a_paper_is_owed(sign_in, session, secretary, member):
    owed = owe(session, member)
    asked = owe(session, seat(session.group), excuse=Excuse.ASKED)

    page = text_of(sign_in(secretary).get("/research/"))

    assert f"/duties/{owed.pk}/remind/" in page
    assert f"/duties/{asked.pk}/remind/" not in page


def test_a_stranger_reminds_nobody(sign_in, outsider, session, duty):
    browser = sign_in(outsider)

    for path in (
        f"/duties/{duty.pk}/remind/",
        f"/research/groups/{session.group_id}/{session.year}/remind/",
        f"/sessions/{session.pk}/research/questions/",
    ):
        assert browser.post(path).status_code == 404
    assert Duty.objects.get().question == ""
    assert not Notice.objects.exists()
