"""Simple studies of the past months, for breadth: one meeting each, recorded and done."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from seeds.plot import Plot, Written
from studygroups.forms.models import Stage


class Study(NamedTuple):
    days_ago: int
    unit: str
    form: str
    title: str
    starts: str
    ends: str
    venue: str
    summary: str
    confirmed: bool = True


_LAND, _HALL = "县国土资源局", "县国土资源局四楼会议室"

STUDIES = (
    Study(
        98, _LAND, "discussion", "学习乡村建设与用地政策", "14:30", "16:30", _HALL,
        "会议学习了乡村建设用地有关政策。与会同志结合分管工作交流体会，认为要把政策讲清楚、把服务送到村，"
        "用地保障与耕地保护两手抓。",
    ),
    Study(
        61, _LAND, "night", "业务夜学：不动产登记实务", "18:30", "20:00", _HALL,
        "不动产登记中心主任讲解登记实务中的常见问题，全体人员结合案例讨论，明确了材料核验和一次性告知的要求。",
    ),
    Study(
        33, _LAND, "lecture", "专题讲座：国土空间规划基础", "14:30", "16:00", _HALL,
        "讲座介绍了国土空间规划的编制思路和实施要求。会议要求规划科梳理与现行规划的衔接事项。",
    ),
    Study(
        5, _LAND, "night", "业务夜学：征地程序与群众工作", "18:30", "20:00", _HALL,
        "规划科长讲解征地程序，与会同志围绕怎样做好群众工作交流经验，认为程序到位、公开到位，矛盾才能减少。",
        confirmed=False,
    ),
    Study(
        47, "县交通局", "discussion", "学习安全生产有关要求", "14:30", "16:30",
        "县交通局三楼会议室",
        "会议学习安全生产有关要求，通报公路在建项目检查情况，要求对发现的问题逐项整改、逐项复核。",
    ),
    Study(
        26, "新昌工业园区", "forum", "科长论坛：怎样为企业办好一件事", "15:00", "16:30",
        "园区管委会二楼会议室",
        "三名科室负责人讲述服务企业的做法，与会同志认为，企业的事要有人盯到底，能当天答复的不隔夜。",
    ),
    Study(
        19, "南明街道", "micro", "书记微党课：把小事办好", "09:00", "10:00", "南明街道二楼会议室",
        "党工委书记以群众来信为例讲微党课，社区干部作交流发言，会议要求来信来访件件有回音。",
    ),
)  # fmt: skip


def plot(study: Study, day: date) -> Plot:
    return Plot(
        unit=study.unit,
        title=study.title,
        form=study.form,
        day=day,
        starts=study.starts,
        ends=study.ends,
        venue=study.venue,
        until=Stage.CLOSED if study.confirmed else Stage.MEETING,
        written=Written(record=study.summary, summary=study.summary, confirmed=study.confirmed),
    )
