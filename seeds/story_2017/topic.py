"""What the land bureau found in the spring of 2017, and the topic it made of it."""

from __future__ import annotations

from agendas.topics.models import Angle, ProblemSource, TopicKind
from seeds.plot import FoundProblem, ProposedTopic

PROBLEMS = (
    FoundProblem(
        title="用地指标紧缺",
        detail="2017年全县各类项目用地需求3386亩，可用的新增指标只有数百亩。2016年全年取得新增建设用地"
        "1425亩，今年争取难度更大，重点项目排队等地。",
        source=ProblemSource.RESEARCH,
        finder="land-planning",
    ),
    FoundProblem(
        title="占补平衡困难",
        detail="到2020年全县建设还需占用耕地7757亩，其中水田6351亩。新造水田质量多为10等，被占用的"
        "多为7至8等，数量补得上、质量补不上。",
        source=ProblemSource.INSPECTION,
        finder="land-farmland",
    ),
    FoundProblem(
        title="执法监察需加强",
        detail="少数地方未批先建、少批多占时有发生，发现不够早、制止不够快，部门与乡镇街道联动不够紧。"
        "违法土地耕占比须控制在6%以内，压力不小。",
        source=ProblemSource.HOTLINE,
        finder="land-patrol",
    ),
    FoundProblem(
        title="净地出让未到位",
        detail="部分地块政策处理尚未完成就进入供地程序，企业拿了地开不了工；批而未供的土地仍有存量，"
        "2016年消化利用1588.3亩，今年还须继续消化。",
        source=ProblemSource.VISIT,
        finder="member",
    ),
)

TOPIC = ProposedTopic(
    title="破解土地要素瓶颈制约",
    kind=TopicKind.WORK,
    angles=(Angle.LEADERS, Angle.PEOPLE),
    central_task="保障全县重点项目用地，服务经济社会发展大局",
    theme="贯彻新发展理念，推进供给侧结构性改革",
    why_now="全年用地需求3386亩，指标只有数百亩；到2020年还要占用耕地7757亩，其中水田6351亩，"
    "补充的水田质量又低于被占的水田。要素跟不上，项目就落不了地。年初是排定全年任务的时候，"
    "必须先把认识统一起来，把办法定下来。",
    proposer="land-planning",
)
