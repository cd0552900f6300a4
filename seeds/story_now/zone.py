"""The industrial zone has prepared a topic, which waits for its leader."""

from __future__ import annotations

from datetime import date

from agendas.topics.models import Angle, ProblemSource, TopicKind
from seeds.plot import FoundProblem, Plot, ProposedTopic
from studygroups.forms.models import Stage

_PROBLEMS = (
    FoundProblem(
        title="部分厂房长期闲置",
        detail="园区部分企业停产后厂房闲置，新项目落户却缺少场地，供需两头对接不畅。",
        source=ProblemSource.VISIT,
        finder="zone-enterprises",
    ),
    FoundProblem(
        title="企业办事往返多",
        detail="企业反映竣工验收、用电报装等事项分散在多个部门，一件事要跑多次。",
        source=ProblemSource.HOTLINE,
        finder="zone-planning",
    ),
)

_TOPIC = ProposedTopic(
    title="盘活闲置厂房，腾出发展空间",
    kind=TopicKind.WORK,
    angles=(Angle.LEADERS, Angle.CADRES),
    central_task="推进园区有机更新，保障新项目落地",
    theme="贯彻新发展理念，推动高质量发展",
    why_now="新签约项目等待场地，闲置厂房的底数和政策需要尽快议清。",
    proposer="zone-enterprises",
    decided=False,
)


def plot(day: date) -> Plot:
    return Plot(
        unit="新昌工业园区",
        title="盘活闲置厂房学习会",
        day=day,
        venue="园区管委会二楼会议室",
        until=Stage.TOPIC,
        problems=_PROBLEMS,
        topic=_TOPIC,
    )
