"""Who came on 31 March 2017, through which opening, and in what order they spoke."""

from __future__ import annotations

from agendas.attendance.models import Capacity, LeaveCategory, OpeningKind
from agendas.minutes.models import AgendaKind
from seeds.plot import Guest, Item, MadeUp, OnLeave, OpenedTo

OPENINGS = (
    OpenedTo(kind=OpeningKind.CADRE, quota=14, note="局中层干部，兄弟单位学习秘书旁听"),
    OpenedTo(
        kind=OpeningKind.DEPARTMENT, quota=6, note="与土地要素保障有关的部门", shows_minutes=True
    ),
    OpenedTo(kind=OpeningKind.MEDIA, quota=2, note="新昌日报、新昌电视台，稿件经审核后刊发"),
)

_OWN = "新昌县国土资源局"
_STAFF = (
    ("办公室副主任", "办公室"),
    ("政策法规科长", "政策法规科"),
    ("地籍科长", "地籍管理科"),
    ("矿管科长", "矿产资源管理科"),
    ("财务科长", "财务科"),
    ("土地储备中心主任", "土地储备中心"),
    ("土地整理中心主任", "土地整理中心"),
    ("不动产登记中心主任", "不动产登记中心"),
    ("城关国土资源所长", "城关国土资源所"),
    ("儒岙国土资源所长", "儒岙国土资源所"),
)
_DEPARTMENTS = (
    ("发改局副局长", "新昌县发展和改革局"),
    ("财政局副局长", "新昌县财政局"),
    ("住建局副局长", "新昌县住房和城乡建设局"),
    ("农林局副局长", "新昌县农林局"),
)
_MEDIA = (("日报记者", "新昌日报社"), ("电视台记者", "新昌电视台"))

GUESTS = (
    *(Guest(capacity=Capacity.EXTENDED, name=name, unit=_OWN, post=post) for name, post in _STAFF),
    *(
        Guest(capacity=Capacity.DEPARTMENT, name=name, unit=unit, post="党组成员")
        for name, unit in _DEPARTMENTS
    ),
    *(
        Guest(capacity=Capacity.MEDIA, name=name, unit=unit, post="时政记者")
        for name, unit in _MEDIA
    ),
    Guest(capacity=Capacity.LEARNER, person="traffic"),
    Guest(capacity=Capacity.LEARNER, person="nanming"),
    Guest(capacity=Capacity.LEARNER, person="zone"),
    Guest(capacity=Capacity.OBSERVER, person="propaganda-deputy"),
    Guest(capacity=Capacity.OBSERVER, person="supervisor"),
)

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

BOARD = (
    "县国土资源局党委理论学习中心组将围绕“破解土地要素瓶颈制约”举行学习会，聚焦用地指标紧缺、"
    "占补平衡困难、执法监察需加强、净地出让未到位四个问题，研究全年对策措施。"
    "学习会对干部、对部门、对媒体开放。"
)

SCHEME = """\
重点发言每人10分钟，围绕问题谈办法，不念稿。
列席旁听人员、与会部门有不同意见的，请当场提出。
媒体稿件经局办公室和县委宣传部审核后刊发。"""
