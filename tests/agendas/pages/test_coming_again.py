"""What was returned and comes again: its card says so, and what changed since."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.files.actions import store
from agendas.attendance.actions import answer, decide_leave
from agendas.measures.actions import apply_closing, decide_closing
from agendas.minutes.actions import decide_minutes, save_minutes, submit_minutes
from agendas.pages.matters import cards
from agendas.papers.actions import decide_paper, draft_report, submit_paper
from agendas.reminders.waiting import waiting_for
from agendas.research.actions import ask_excuse, decide_excuse
from agendas.sessions.models import Decision, Matter
from agendas.sessions.rules import Sheet
from agendas.topics.actions import decide_topic, edit_topic, take_topic
from studygroups.forms.models import Stage
from tests.factories import SessionFactory, TopicFactory, attend, measure_of, owe

pytestmark = pytest.mark.django_db

WHY = "请补充后再报。"


class Again:
    """Submits one thing, has it returned, and submits it anew."""

    def __init__(self, group, secretary, leader, member) -> None:
        self.group, self.secretary, self.leader, self.member = group, secretary, leader, member
        self.sheet: Sheet | None = None

    def now(self) -> dict:
        return {"by": self.secretary, "at": timezone.now()}

    def returned(self) -> dict:
        by = self.secretary if self.sheet else self.leader
        words = {"outcome": "returned", "reason": WHY, "sheet": self.sheet}
        return {"by": by, "at": timezone.now(), **words}

    def session(self, stage: Stage, *, days: int = 30):
        now = timezone.now()
        head = {"announced_at": now, "starts_at": now + timedelta(days=days)}
        return SessionFactory(group=self.group, stage=stage, **head)

    def topic(self) -> None:
        topic = TopicFactory(group=self.group, why_now="缺口大。等不得。")
        session = self.session(Stage.TOPIC)
        decide_topic(
            topic=take_topic(topic=topic, session=session, **self.now()), **self.returned()
        )
        edit_topic(topic=topic, **self.now(), problems=[], why_now="缺口大。年内要见效。")
        take_topic(topic=topic, session=session, **self.now())

    def excuse(self) -> None:
        duty = owe(self.session(Stage.RESEARCH), self.member)
        duty = ask_excuse(duty=duty, **self.now(), reason="出差。")
        decide_excuse(duty=duty, **self.returned())
        ask_excuse(duty=duty, **self.now(), reason="参加脱产培训。")

    def leave(self) -> None:
        row = attend(self.session(Stage.MEETING), self.member)
        row = answer(attendance=row, **self.now(), coming=False, leave_category="sick")
        decide_leave(attendance=row, **self.returned())
        answer(attendance=row, **self.now(), coming=False, leave_category="duty")

    def minutes(self) -> None:
        session = self.session(Stage.MEETING, days=-1)
        words = {"session": session, "record": "逐项研究。", **self.now()}
        minutes = save_minutes(**words, revision=0, summary="会议指出问题。")
        minutes = decide_minutes(
            minutes=submit_minutes(minutes=minutes, **self.now()), **self.returned()
        )
        minutes = save_minutes(**words, revision=minutes.revision, summary="会议明确分工。")
        submit_minutes(minutes=minutes, **self.now())

    def report(self) -> None:
        session = self.session(Stage.CONVERSION, days=-1)
        words = {"session": session, "title": "专报", "recipients": [self.group.unit]}
        paper = draft_report(**words, **self.now(), body="先报存量。")
        decide_paper(paper=submit_paper(paper=paper, **self.now()), **self.returned())
        paper = draft_report(**words, **self.now(), body="增存并举。", revision=paper.revision)
        submit_paper(paper=paper, **self.now())

    def closing(self) -> None:
        session = self.session(Stage.FOLLOWUP)
        measure = measure_of(session, owner=self.member, due_on=date(2017, 6, 30))
        apply_closing(measure=measure, **self.now(), evidence="大部分完成。")
        decide_closing(measure=measure, **self.returned())
        apply_closing(measure=measure, **self.now(), evidence="全部完成。")


CHANGED = {
    Matter.TOPIC: [("删", "等不得。"), ("增", "年内要见效。")],
    Matter.EXCUSE: [("删", "出差。"), ("增", "参加脱产培训。")],
    Matter.LEAVE: [],
    Matter.MINUTES: [("删", "会议指出问题。"), ("增", "会议明确分工。")],
    Matter.REPORT: [("删", "先报存量。"), ("增", "增存并举。")],
    Matter.CLOSING: [("删", "大部分完成。"), ("增", "全部完成。")],
}


@pytest.fixture
def again(group, secretary, leader, member):
    return Again(group, secretary, leader, member)


def card_of(person):
    (card,) = cards(waiting_for(person, on=timezone.localdate()), by=person)
    return card


@pytest.mark.parametrize("on_paper", [False, True])
@pytest.mark.parametrize("matter", CHANGED)
def test_the_card_says_who_returned_it_and_what_changed(again, leader, pdf, matter, on_paper):
    if on_paper:
        again.sheet = Sheet(leader, timezone.localdate(), store(pdf, by=again.secretary))

    getattr(again, matter)()

    card = card_of(leader)
    assert card.waiting.matter == matter
    assert (card.returned.by, card.returned.reason) == (leader, WHY)
    assert [line for change in card.changes for line in change.lines] == CHANGED[matter]


@pytest.mark.parametrize("matter", CHANGED)
def test_the_page_shows_it_in_words(again, leader, sign_in, matter):
    getattr(again, matter)()

    page = sign_in(leader).get("/approvals/").content.decode()

    assert "上次退回" in page
    assert f"：{WHY}" in page
    for word, line in CHANGED[matter]:
        assert f'<span class="tag">{word}</span>' in page
        assert line in page
    assert ("以上内容与上次送审时相同。" in page) == (not CHANGED[matter])


def test_nothing_of_a_persons_leave_is_kept(again, leader, sign_in):
    again.leave()

    decision = Decision.objects.get()
    assert [label for label, _ in decision.facts] == ["学习会时间"]
    page = sign_in(leader).get("/approvals/").content.decode()
    assert "病假" not in page
    assert "请假人、请假类别、代答复不留存，不作对照。" in page


def test_what_was_decided_before_anything_was_kept_says_so(again, leader, sign_in):
    again.topic()
    Decision.objects.update(facts=[])

    page = sign_in(leader).get("/approvals/").content.decode()

    assert "上次送审的内容没有留存，不能对照。" in " ".join(page.split())
    assert card_of(leader).changes == []


@pytest.mark.parametrize("who", ["leader", "secretary", "member", "supervisor", "outsider"])
def test_what_is_kept_stands_on_no_other_page_and_not_in_the_api(again, cast, sign_in, api, who):
    again.report()
    session = Decision.objects.get().session_id

    pages = [f"/sessions/{session}/{part}/" for part in ("record", "papers")]
    read = [sign_in(cast[who]).get(page).content.decode() for page in (*pages, "/")]
    read.append(api(cast[who]).get("/api/v1/papers/").content.decode())

    assert not any("先报存量" in text for text in read)


def test_who_does_not_decide_it_does_not_see_it_come_again(again, deputy, secretary, sign_in):
    again.report()

    for person in (deputy, secretary):
        assert "上次退回" not in sign_in(person).get("/approvals/").content.decode()


def test_what_was_approved_the_last_time_did_not_come_back(again, leader):
    again.topic()
    Decision.objects.update(outcome="approved")

    assert card_of(leader).returned is None
