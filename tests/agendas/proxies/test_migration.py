"""The marks made before there were rows for them are kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from accounts.audit.actions import record
from agendas.measures.models import Reading
from agendas.proxies.models import Proxy
from agendas.research.models import Duty
from tests.factories import at, indicator_of, measure_of, owe, paper_of, read, seat

NAME = "what_another_gave_is_marked"
AT = at("2017-03-20 23:30")


def migrate(targets: list[tuple[str, str]]) -> Any:
    """The apps as the tables then are."""
    MigrationExecutor(connection).migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def tables(transactional_db):
    """Takes the tables back to what they were, and forward again whatever happens."""
    graph = MigrationExecutor(connection).loader.graph
    this = next(key for key in graph.nodes if key[1].endswith(NAME))
    before = [each.key for each in graph.node_map[this].parents if each.key[0] == this[0]]
    yield lambda: migrate(before), lambda: migrate(graph.leaf_nodes())
    migrate(graph.leaf_nodes())


@pytest.fixture
def paper(session, leader, member):
    return paper_of(owe(session, leader), owe(session, member), handed_in_at=AT)


@pytest.fixture
def duties(session, secretary):
    """One whose excuse the secretary asked for, one who asked himself."""
    theirs, own = (owe(session, seat(session.group)) for _ in range(2))
    record("research.ask_excuse", theirs, by=secretary, at=AT)
    return theirs, own


@pytest.fixture
def measure(session, member):
    return measure_of(session, owner=member, due_on=timezone.localdate() + timedelta(days=9))


@pytest.fixture
def readings(measure):
    """One by the secretary, one by the owner."""
    indicator = indicator_of(measure)
    days = (measure.starts_on, measure.starts_on + timedelta(days=1))
    return [read(indicator, 1, day) for day in days]


@pytest.fixture
def kept(tables, paper, duties, measure, readings, secretary):
    """The former marks of all that, carried over."""
    backwards, forwards = tables
    apps, by = backwards(), secretary.pk
    theirs, own = duties
    duty, reading = apps.get_model("agendas", "Duty"), apps.get_model("agendas", "Reading")
    apps.get_model("agendas", "Research").objects.update(handed_in_by=by)
    duty.objects.filter(pk=theirs.pk).update(excuse_asked_by=by)
    duty.objects.filter(pk=own.pk).update(excuse_asked_by=own.person_id)
    reading.objects.filter(pk=readings[0].pk).update(recorded_by=by, recorded_at=AT)
    apps.get_model("agendas", "Closing").objects.create(
        measure_id=measure.pk, evidence="x", applied_by_id=by, applied_at=AT
    )
    forwards()
    return Proxy.objects.all()


def test_every_former_mark_becomes_a_row_and_nothing_else_does(
    kept, leader, member, secretary, paper, duties, readings, measure
):
    facts = {(row.entered_by, row.entered_at, str(row.given_on)) for row in kept}
    rows = {(row.kind, row.person) for row in kept}
    theirs = Duty.objects.exclude(excuse_proxy=None)
    marked = Duty.objects.filter(paper=paper).values("proxy")

    assert facts == {(secretary, AT, "2017-03-20")}
    assert len(kept) == 5
    assert rows == {
        ("research", leader),
        ("research", member),
        ("excuse", duties[0].person),
        ("reading", member),
        ("closing", member),
    }
    assert [str(row) for row in kept.filter(pk__in=marked)] == ["代交：调研材料"] * 2
    assert [(duty, str(duty.excuse_proxy)) for duty in theirs] == [(duties[0], "代交：免交申请")]
    assert list(Reading.objects.exclude(proxy=None)) == [readings[0]]
    assert str(measure.closings.get().proxy) == "代交：办结申请"
