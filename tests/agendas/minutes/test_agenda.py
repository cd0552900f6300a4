"""Adding, ordering and removing items of the agenda."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agendas.minutes import actions
from agendas.minutes.models import AgendaItem
from studygroups.forms.models import Stage
from tests.factories import owe, paper_of

pytestmark = pytest.mark.django_db


def add(session, by, title="学习上级文件", **more):
    more = {"kind": "first", **more}
    return actions.add_item(session=session, by=by, at=timezone.now(), title=title, **more)


def titles(session):
    return [item.title for item in session.agenda.all()]


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("leader", True),
        ("deputy", True),
        ("secretary", True),
        ("member", False),
        ("supervisor", False),
        ("other_secretary", False),
        ("guest", False),
        ("outsider", False),
    ],
)
def test_who_may_set_the_agenda(cast, meeting, role, may):
    if may:
        add(meeting, cast[role])
    else:
        with pytest.raises(PermissionDenied):
            add(meeting, cast[role])

    assert meeting.agenda.exists() is may


def test_items_stand_in_the_order_they_were_added(meeting, secretary):
    for title in ("甲", "乙", "丙"):
        add(meeting, secretary, title)

    assert titles(meeting) == ["甲", "乙", "丙"]


def test_an_item_moves_up_and_down_and_stays_at_the_ends(meeting, secretary):
    first, _, last = (add(meeting, secretary, title) for title in ("甲", "乙", "丙"))

    actions.move_item(item=last, by=secretary, at=timezone.now(), up=True)
    assert titles(meeting) == ["甲", "丙", "乙"]
    actions.move_item(item=first, by=secretary, at=timezone.now(), up=False)
    assert titles(meeting) == ["丙", "甲", "乙"]
    actions.move_item(item=last, by=secretary, at=timezone.now(), up=True)
    assert titles(meeting) == ["丙", "甲", "乙"]


def test_an_item_somebody_removed_can_no_longer_be_moved(meeting, secretary):
    item, other = add(meeting, secretary, "甲"), add(meeting, secretary, "乙")
    AgendaItem.objects.filter(pk=item.pk).delete()

    with pytest.raises(ValidationError) as refused:
        actions.move_item(item=item, by=secretary, at=timezone.now(), up=False)

    assert refused.value.code == "stale"
    assert list(meeting.agenda.all()) == [other]


@pytest.mark.parametrize("minutes", [0, 601])
def test_an_impossible_duration_is_refused(meeting, secretary, minutes):
    with pytest.raises(ValidationError) as refused:
        add(meeting, secretary, minutes=minutes)

    assert "minutes" in refused.value.error_dict
    assert not meeting.agenda.exists()


def test_once_the_meeting_is_over_the_agenda_stands(meeting, secretary):
    item = add(meeting, secretary)
    meeting.stage = Stage.CONVERSION
    meeting.save()

    with pytest.raises(ValidationError) as refused:
        actions.remove_item(item=item, by=secretary, at=timezone.now())

    assert refused.value.code == "wrong_stage"
    assert list(meeting.agenda.all()) == [item]


def test_speakers_named_in_research_come_onto_the_agenda_once(meeting, secretary, member, leader):
    speaks = owe(meeting, member, is_speaker=True)
    paper_of(speaks, title="批而未供土地调研")
    owe(meeting, leader)

    for _ in range(2):
        actions.add_speeches(session=meeting, by=secretary, at=timezone.now())

    item = meeting.agenda.get()
    assert (item.kind, item.speaker, item.title) == ("speech", "成员丁", "批而未供土地调研")
