"""Who was away or late on 31 March 2017, and in what order they spoke."""

from __future__ import annotations

from agendas.attendance.models import LeaveCategory
from agendas.minutes.models import AgendaKind
from seeds.plot import Item, MadeUp, OnLeave

LEAVES = (OnLeave(person="land-enforcement-head", category=LeaveCategory.DUTY),)
LATE = ("land-hazards",)

TO_MAKE_UP = """\
一、学习习近平总书记关于严格保护耕地的重要指示精神。
二、阅读会议记录，重点看四个问题的讨论和部署的对策措施。"""
MADE_UP = (
    MadeUp(
        person="land-enforcement-head",
        note="补学了严格保护耕地的重要指示精神和会议记录。执法监察要往前移：违法用地早发现、早制止、"
        "早查处，巡查结果每周通报各国土资源所，与净地出让、批而未供消化一并推进。",
    ),
)

AGENDA = (
    Item(
        kind=AgendaKind.FIRST,
        title="学习习近平总书记关于严格保护耕地的重要指示精神",
        speaker="局党委书记",
        minutes=15,
    ),
    Item(
        kind=AgendaKind.LEAD_STUDY,
        title="领学节约集约用地有关政策",
        speaker="局党委副书记",
        minutes=10,
    ),
    Item(
        kind=AgendaKind.SPEECH,
        title="2017年用地指标缺口与争取路径",
        speaker="副局长（分管规划）",
        minutes=10,
    ),
    Item(
        kind=AgendaKind.SPEECH, title="批而未供土地消化与净地出让", speaker="利用科长", minutes=10
    ),
    Item(kind=AgendaKind.SPEECH, title="占补平衡中的水田质量问题", speaker="总工程师", minutes=10),
    Item(
        kind=AgendaKind.SPEECH,
        title="违法用地早发现、早制止、早查处",
        speaker="执法大队长",
        minutes=10,
    ),
    Item(
        kind=AgendaKind.DISCUSSION,
        title="围绕四个问题交流研讨，与会部门、列席人员发言",
        minutes=55,
    ),
    Item(
        kind=AgendaKind.COMMENT,
        title="列席旁听人员点评",
        speaker="县委宣传部分管副部长",
        minutes=10,
    ),
    Item(
        kind=AgendaKind.CLOSING,
        title="总结讲话，部署对策措施",
        speaker="局党委书记",
        minutes=20,
    ),
)

SCHEME = """\
重点发言每人10分钟，围绕问题谈办法，不念稿。
列席旁听人员、与会部门有不同意见的，请当场提出。
媒体稿件经局办公室和县委宣传部审核后刊发。"""
