"""The desk: what one owes, by date, one click each; and nothing of other groups."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from agendas.attendance.models import Status
from agendas.measures.models import Indicator
from agendas.pages.desk import desk_of
from agendas.research.models import Excuse, Research, ResearchState
from agendas.topics.actions import take_topic
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole
from tests.agendas.pages.many import many_duties, many_measures
from tests.factories import (
    SessionFactory,
    TopicFactory,
    attend,
    measure_of,
    owe,
    seat,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


def _meeting(group, **facts):
    return SessionFactory(group=group, stage=Stage.MEETING, announced_at=timezone.now(), **facts)


def _titles(person):
    return [todo.title for todo in desk_of(person, at=timezone.now()).todos]


def test_what_one_owes_stands_in_the_order_of_its_dates(group, member, today):
    soon = timezone.now() + timedelta(days=20)
    attend(_meeting(group, starts_at=soon), member)
    owe(SessionFactory(group=group, stage=Stage.RESEARCH), member, due_on=today + timedelta(9))
    held = SessionFactory(group=group, stage=Stage.FOLLOWUP)
    measure_of(held, owner=member, due_on=date(2017, 6, 30), title="供地 1500 亩")

    assert _titles(member) == ["供地 1500 亩", "提交调研材料", "答复是否参加学习会"]


@pytest.mark.parametrize("excuse", [Excuse.ASKED, Excuse.GRANTED])
def test_research_one_is_or_asked_to_be_excused_from_is_not_owed(group, member, excuse):
    owe(SessionFactory(group=group, stage=Stage.RESEARCH), member, excuse=excuse)

    assert _titles(member) == []


def test_a_paper_sent_back_is_owed_again_and_says_so(group, member):
    session = SessionFactory(group=group, stage=Stage.RESEARCH)
    paper = Research.objects.create(
        session=session,
        title="存量",
        text="1588 亩",
        state=ResearchState.RETURNED,
        handed_in_at=timezone.now(),
    )
    owe(session, member, paper=paper)

    (todo,) = desk_of(member, at=timezone.now()).todos

    assert todo.words == "已退回"


@pytest.mark.parametrize("status", [Status.COMING, Status.LEAVE_ASKED, Status.LEAVE])
def test_who_has_answered_owes_no_answer(group, member, status):
    attend(_meeting(group), member, status=status)

    assert _titles(member) == []


def test_an_invited_guest_owes_his_answer_too(group, guest, sign_in):
    session = _meeting(group)
    session.guests.add(guest)
    attend(session, guest, capacity="learner")

    page = sign_in(guest).get("/").content.decode()

    assert "答复是否参加学习会" in page
    assert f"/sessions/{session.pk}/people/" in page


def test_an_overdue_measure_shows_its_light_in_words(group, member, sign_in):
    held = SessionFactory(group=group, stage=Stage.FOLLOWUP)
    measure_of(held, owner=member, due_on=timezone.localdate() - timedelta(days=3))

    page = sign_in(member).get("/").content.decode()

    assert '<span class="light red">逾期 3 天</span>' in page


def test_the_secretary_sees_what_the_session_still_lacks(session, secretary, member):
    assert _titles(secretary) == ["未选定议题"]
    assert _titles(member) == []


def test_the_most_urgent_session_comes_first_and_the_others_are_listed(group, secretary):
    SessionFactory(group=group, stage=Stage.FOLLOWUP, title="上季度学习会")
    SessionFactory(group=group, title="本季度学习会")
    SessionFactory(group=group, title="去年学习会", stage=Stage.CLOSED)

    desk = desk_of(secretary, at=timezone.now())

    assert [one.title for one in desk.running] == ["本季度学习会", "上季度学习会"]
    assert [todo.note for todo in desk.todos] == ["本季度学习会"]


def test_the_count_of_decisions_is_that_of_the_page_it_leads_to(
    session, group, secretary, leader, member, sign_in
):
    take_topic(topic=TopicFactory(group=group), session=session, by=secretary, at=timezone.now())
    row = {"status": Status.LEAVE_ASKED, "leave_category": "duty"}
    attend(_meeting(group), member, **row)
    client = sign_in(leader)

    desk, approvals = (client.get(path).content.decode() for path in ("/", "/approvals/"))

    assert "待我审批 2 项" in desk
    assert "选题 1、请假 1" in desk
    assert "待我审批（2）" in approvals


def test_nothing_of_another_group_lies_on_the_desk(
    group, secretary, leader, member, other_secretary, sign_in
):
    session = SessionFactory(group=group, title="内部学习会")
    topic = TopicFactory(group=group, title="内部议题")
    take_topic(topic=topic, session=session, by=secretary, at=timezone.now())
    owe(SessionFactory(group=group, title="内部学习会", stage=Stage.RESEARCH), member)
    measure_of(session, owner=member, due_on=date(2017, 6, 30), title="内部措施")

    for path in ("/", "/approvals/"):
        assert "内部" not in sign_in(other_secretary).get(path).content.decode()


def test_an_empty_desk_teaches_what_belongs_there(outsider, sign_in):
    page = sign_in(outsider).get("/").content.decode()

    assert "没有待办事项。" in page
    assert "近期没有学习会。" in page
    assert "还没有通知。" in page


def test_a_newest_notice_opens_from_the_desk(outsider, sign_in):
    tell([outsider], kind=NoticeKind.INFORM, text="专报已签发。", path="/inbox/", key="one")

    page = sign_in(outsider).get("/").content.decode()

    assert "专报已签发。" in page
    assert "未读" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_the_same_whatever_lies_on_it(
    count, group, deputy, secretary, sign_in, django_assert_num_queries
):
    """A deputy in a group without a leader: he decides, runs sessions and owes things himself."""
    for _ in range(count):
        seat(group, GroupRole.MEMBER)
        choosing = SessionFactory(group=group)
        topic = TopicFactory(group=group)
        take_topic(topic=topic, session=choosing, by=secretary, at=timezone.now())
        late = timezone.now() + timedelta(days=2)
        owe(SessionFactory(group=group, stage=Stage.RESEARCH, starts_at=late), deputy)
        attend(_meeting(group), deputy)
        measure = measure_of(choosing, owner=deputy, due_on=date(2017, 6, 30))
        Indicator.objects.create(measure=measure, name="供地", target=1500, unit="亩")
    client = sign_in(deputy)

    with django_assert_num_queries(15):
        response = client.get("/")

    assert len(response.context["desk"].todos) == 1 + 3 * count + 3


@pytest.mark.parametrize("count", [3, 500])
def test_a_desk_of_many_things_costs_what_it_shows(
    count, group, deputy, secretary, sign_in, django_assert_num_queries
):
    """A deputy in a group without a leader, as above, who owes 1000 things in the second round."""
    held = SessionFactory(group=group, stage=Stage.FOLLOWUP)
    many_measures(deputy, held, count)
    many_duties(deputy, group, count)
    attend(_meeting(group), deputy)
    choosing = SessionFactory(group=group, starts_at=timezone.now() + timedelta(days=1))
    take_topic(topic=TopicFactory(group=group), session=choosing, by=secretary, at=timezone.now())
    client = sign_in(deputy)

    with django_assert_num_queries(13):
        desk = client.get("/").context["desk"]

    # A measure and a duty each time; a line of decisions, an answer, what the meeting lacks.
    owed = 2 * count + 2 + 3
    assert (len(desk.todos), desk.total) == (min(15, owed), owed)
    assert desk.more() == desk.total - len(desk.todos)


@pytest.mark.parametrize("count", [0, 1, 15, 16, 40])
def test_the_number_on_the_desk_is_that_of_the_rows_it_leads_to(count, group, member, sign_in):
    many_measures(member, SessionFactory(group=group, stage=Stage.FOLLOWUP), count)
    client = sign_in(member)

    desk = client.get("/").context["desk"]
    pages = [client.get("/todos/", {"page": page}).context["todos"] for page in (1, 2)]
    rows = [todo.title for todos in pages[: 1 + (count > 30)] for todo in todos]

    assert desk.total == len(rows) == count
    assert [todo.title for todo in desk.todos] == rows[:15]
    assert rows == sorted(rows)
    assert ("还有" in client.get("/").content.decode()) is (count > 15)


def test_the_number_of_unread_notices_on_the_desk_is_that_of_the_inbox(outsider, sign_in):
    for key in "abcdefg":
        tell([outsider], kind=NoticeKind.INFORM, text="专报已签发。", path="/inbox/", key=key)
    client = sign_in(outsider)

    desk, inbox = client.get("/"), client.get("/inbox/", {"unread": "1"})

    assert desk.context["unread"] == len(inbox.context["page"].object_list) == 7
