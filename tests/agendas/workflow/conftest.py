"""Two forms of study, a session held before, and ledgers of such."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from agendas.sessions.models import StudySession
from agendas.workflow.ledger.columns import COLUMNS, SHEET
from agendas.workflow.ledger.template import ledger_template
from agendas.workflow.rules import roll_of
from studygroups.forms.models import StudyForm
from tests.factories import StudyFormFactory, at

TODAY = at("2017-06-01 09:00")


@pytest.fixture
def discussion(db) -> StudyForm:
    return StudyFormFactory(code="discussion", name="集体学习研讨", stages=["meeting"])


@pytest.fixture
def full_form(db) -> StudyForm:
    return StudyFormFactory()


@pytest.fixture
def typed(discussion, leader, member):
    """What is typed into the page for a session of the last day of March."""
    head = {"form": discussion.pk, "title": "学习讲话", "held_on": "2017-03-31", "stage": "closed"}
    return head | {f"away-{member.pk}": "leave", "others-media": "2", "record": "传达学习。"}


@pytest.fixture
def enter(sign_in, secretary, typed):
    """The session entered by the page, with more or other things typed."""

    def one(**more) -> StudySession:
        answer = sign_in(secretary).post("/sessions/past/", typed | more)
        assert answer.status_code == 302, answer.context["form"].errors
        return StudySession.objects.get()

    return one


@pytest.fixture
def book(group, discussion) -> Callable[..., Any]:
    """The template of the group with these rows put below its example, by the names of fields."""

    def fill(*rows: dict[str, Any]) -> Any:
        roll = roll_of(group, today=TODAY.date())
        made = load_workbook(BytesIO(ledger_template(group=group, roll=roll)))
        places = {column.field: place for place, column in enumerate(COLUMNS, start=1)}
        usual = {"held_on": "2017-3-31", "form": discussion.name}
        for number, row in enumerate(rows, start=3):
            for name, value in ({**usual, "title": f"第{number}次学习"} | row).items():
                made[SHEET].cell(number, places[name]).value = value
        return made

    return fill


@pytest.fixture
def ledger_of(book) -> Callable[..., SimpleUploadedFile]:
    """Those rows as a file to upload."""
    return lambda *rows: upload(book(*rows))


def upload(book: Any, name: str = "台账.xlsx") -> SimpleUploadedFile:
    kept = BytesIO()
    book.save(kept)
    return SimpleUploadedFile(name, kept.getvalue())


def faults(rows: Iterable[Any]) -> dict[str, str]:
    """What is wrong, by the address of the cell."""
    return {cell.address: cell.fault for row in rows for cell in row.faults()}
