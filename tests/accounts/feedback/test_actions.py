"""Writing to those who run the system, and their one answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from accounts.audit.models import LogEntry
from accounts.feedback.actions import answer_feedback, send_feedback
from accounts.feedback.models import Feedback
from accounts.feedback.rules import FeedbackRefusal
from accounts.notices.models import Notice
from tests.accounts.feedback.conftest import NOW

pytestmark = pytest.mark.django_db

EVERYBODY = (
    *("leader", "deputy", "secretary", "member", "supervisor", "other_secretary"),
    *("guest", "outsider", "writer", "admin", "near", "far", "security"),
)
ANSWERING = ("admin", "near")


@pytest.mark.parametrize("role", EVERYBODY)
def test_anybody_may_write(people, role):
    feedback = send_feedback(by=people[role], at=NOW, category="fault", text=" 打不开。 ")

    assert (feedback.writer, feedback.text, feedback.page) == (people[role], "打不开。", "")


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may_answer(people, feedback, role):
    answer = {"feedback": feedback, "by": people[role], "at": NOW, "text": "下一版实现。"}

    if role in ANSWERING:
        assert answer_feedback(**answer).answered_by == people[role]
    else:
        with pytest.raises(PermissionDenied):
            answer_feedback(**answer)
        feedback.refresh_from_db()
        assert (feedback.answer, feedback.answered_at) == ("", None)


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_reads_it(people, feedback, role):
    seen = Feedback.objects.visible_to(people[role])

    assert list(seen) == ([feedback] if role in (*ANSWERING, "writer") else [])


def test_the_administrators_above_are_told_and_nothing_of_what_was_written(people, feedback):
    send_feedback(by=people["writer"], at=NOW, category="fault", text="名单打不开。")

    told = Notice.objects.exclude(key=f"feedback-{feedback.pk}")

    assert {notice.recipient for notice in told} == {people["admin"], people["near"]}
    assert not any("打不开" in notice.text for notice in told)


def test_the_writer_is_told_of_the_answer_and_the_log_has_no_words(feedback, admin, writer):
    answer_feedback(feedback=feedback, by=admin, at=NOW, text="下一版实现。")

    assert Notice.objects.get(recipient=writer).text == "您提出的意见建议已有答复。"
    kinds = (
        LogEntry.objects.filter(label="意见建议")
        .order_by("pk")
        .values_list("kind", "label", "fields")
    )
    assert list(kinds) == [
        ("feedback.send", "意见建议", []),
        ("feedback.answer", "意见建议", ["answer"]),
    ]


@pytest.mark.parametrize(
    ("text", "page", "code"),
    [
        ("  ", "", FeedbackRefusal.EMPTY),
        ("打不开。", "https://elsewhere.example/", FeedbackRefusal.ELSEWHERE),
        ("打不开。", "//elsewhere.example/", FeedbackRefusal.ELSEWHERE),
        ("打不开。", "javascript:alert(1)", FeedbackRefusal.ELSEWHERE),
    ],
)
def test_what_is_not_taken(writer, text, page, code):
    with pytest.raises(ValidationError) as refused:
        send_feedback(by=writer, at=NOW, category="fault", text=text, page=page)

    assert refused.value.code == code
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("most", [500, 501])
def test_no_more_than_500_characters_are_taken(writer, most):
    if most == 500:
        assert send_feedback(by=writer, at=NOW, category="fault", text="字" * most).pk
    else:
        with pytest.raises(ValidationError):
            send_feedback(by=writer, at=NOW, category="fault", text="字" * most)


def test_an_answer_needs_words_and_is_given_once(feedback, admin):
    with pytest.raises(ValidationError) as empty:
        answer_feedback(feedback=feedback, by=admin, at=NOW, text=" ")
    answer_feedback(feedback=feedback, by=admin, at=NOW, text="下一版实现。")
    with pytest.raises(ValidationError) as again:
        answer_feedback(feedback=feedback, by=admin, at=NOW, text="另一答复。")

    assert empty.value.code == FeedbackRefusal.NO_ANSWER
    assert again.value.code == FeedbackRefusal.ANSWERED
    assert Feedback.objects.get().answer == "下一版实现。"


def test_no_answer_stands_without_its_author(feedback):
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.update(answer="下一版实现。")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_the_same_moment_one_stands(people, feedback):
    start = Barrier(2)

    def answer(role):
        start.wait()
        try:
            answer_feedback(feedback=feedback, by=people[role], at=NOW, text=role)
        except ValidationError as refused:
            return refused.code
        finally:
            connection.close()
        return role

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(answer, ANSWERING))

    assert FeedbackRefusal.ANSWERED in told
    assert Feedback.objects.get().answer in told
