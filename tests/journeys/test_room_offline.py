"""The room page without a network: marks wait in the browser and count once when it is back."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.attendance.models import Attendance, Status
from agendas.presence.models import Mark
from studygroups.forms.models import Stage
from tests.factories import SessionFactory, attend, seat
from tests.journeys.conftest import PASSWORD, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = ["王一", "李二", "张三", "赵四", "钱五", "孙六", "周七", "吴八", "郑九", "冯十"]
SOUNDS = ["wy", "le", "zs", "zs", "qw", "sl", "zq", "wb", "zj", "fs"]


# Sends that batch once more.
REPLAY = """async (batch) => {
  const token = document.cookie.match(/csrftoken=([^;]+)/)[1];
  const answer = await fetch(document.querySelector("#room").dataset.marks, {
    method: "POST", body: JSON.stringify(batch),
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
  });
  return (await answer.json()).marks.map((one) => one.outcome);
}"""


@pytest.fixture
def desk(visit, group, secretary) -> Visitor:
    """The secretary at the room page of a meeting that has just begun, ten members expected."""
    begun = timezone.now() - timedelta(minutes=1)
    session = SessionFactory(
        group=group, stage=Stage.MEETING, starts_at=begun, announced_at=begun, created_by=secretary
    )
    for place, name in enumerate(NAMES):
        attend(session, seat(group, full_name=name), order=place)
    secretary.set_password(PASSWORD)
    secretary.save()
    visitor: Visitor = visit("secretary")
    visitor.go(f"/sessions/{session.pk}/people/room/")
    visitor.page.locator("#room[data-ready]").wait_for()
    return visitor


def waits(desk: Visitor, count: int) -> None:
    desk.page.locator(f"#room[data-waiting='{count}']").wait_for()


def press_all(desk: Visitor) -> None:
    """Ten names by their initials; of the two that are called alike the second is one down."""
    for place, sound in enumerate(SOUNDS):
        desk.page.locator("#find").fill(sound)
        if place == SOUNDS.index("zs") + 1:
            desk.page.keyboard.press("ArrowDown")
        desk.page.keyboard.press("Enter")
        waits(desk, place + 1)


def test_ten_marks_without_a_network_are_ten_rows_and_a_replay_adds_none(desk):
    window = desk.page.context
    sent: list[str] = []
    desk.page.on("request", lambda asked: sent.append(asked.post_data or ""))
    window.set_offline(True)
    press_all(desk)
    assert not Mark.objects.exists()
    assert desk.page.locator("#names .tag", has_text="到会（待提交）").count() == len(NAMES)

    # Opened again without a network: they still wait.
    desk.page.reload()
    waits(desk, len(NAMES))
    window.set_offline(False)
    waits(desk, 0)
    batch = next(
        body for body in reversed(sent) if len(json.loads(body or "{}").get("marks", [])) == 10
    )
    again = desk.page.evaluate(REPLAY, json.loads(batch))

    assert again == ["applied"] * 10
    assert Mark.objects.count() == Attendance.objects.filter(status=Status.PRESENT).count() == 10
    desk.complaints[:] = [words for words in desk.complaints if "ERR_INTERNET" not in words]
