"""南明街道 has just sent the notice of a meeting, far enough ahead for somebody to observe it."""

from __future__ import annotations

from datetime import date

from agendas.minutes.models import AgendaKind
from seeds.place.people import GROUPS
from seeds.plot import Item, Plot
from studygroups.forms.models import Stage


def plot(day: date) -> Plot:
    """Nobody has answered yet, and no supervising unit has chosen it."""
    unit = "南明街道"
    return Plot(
        unit=unit,
        title="学习城市精细化管理有关要求",
        form="discussion",
        day=day,
        starts="09:00",
        ends="11:00",
        venue="南明街道二楼会议室",
        until=Stage.MEETING,
        unanswered=tuple(username for username, *_ in GROUPS[unit]),
        agenda=(
            Item(
                kind=AgendaKind.LEAD_STUDY,
                title="领学城市精细化管理有关文件",
                speaker="办事处主任",
                minutes=30,
            ),
            Item(kind=AgendaKind.DISCUSSION, title="结合岗位交流研讨", minutes=75),
            Item(kind=AgendaKind.CLOSING, title="总结讲话", speaker="党工委书记", minutes=15),
        ),
    )
