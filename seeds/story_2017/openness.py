"""To whom the meeting of 31 March 2017 was open, who came and how, and what got out of it."""

from __future__ import annotations

from datetime import date

from agendas.attendance.models import Admission, Capacity, OpeningKind
from seeds.plot import Asked, Guest, Observed, OpenedTo, Published, Supplied, Way

OPENINGS = (
    OpenedTo(
        kind=OpeningKind.CADRE,
        quota=14,
        note="局中层干部，兄弟单位学习秘书旁听",
        admission=Admission.FIRST_COME,
        has_window=True,
    ),
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
_LEARNERS = ("traffic", "nanming", "zone")
_OBSERVERS = ("propaganda-deputy", "supervisor")

GUESTS = (
    *(Guest(capacity=Capacity.EXTENDED, name=name, unit=_OWN, post=post) for name, post in _STAFF),
    *(
        Guest(capacity=Capacity.DEPARTMENT, name=name, unit=unit, post="党组成员", way=Way.NAMED)
        for name, unit in _DEPARTMENTS
    ),
    *(
        Guest(capacity=Capacity.MEDIA, name=name, unit=unit, post="时政记者")
        for name, unit in _MEDIA
    ),
    *(Guest(capacity=Capacity.LEARNER, person=person, way=Way.SIGNED_UP) for person in _LEARNERS),
    *(Guest(capacity=Capacity.OBSERVER, person=person, way=Way.OBSERVING) for person in _OBSERVERS),
)

# The last of the four answered on paper.
ASKED = (
    Asked(unit="县发改局", contact="reform-contact", note="请准备重点项目用地需求情况。"),
    Asked(unit="县财政局", contact="finance-contact", note="请准备土地出让收支情况。"),
    Asked(unit="县住建局", contact="housing-contact", note="请准备城镇低效用地再开发情况。"),
    Asked(unit="县农林局", note="请准备水田质量和建后管护情况。"),
)

OBSERVED = Observed(
    lead="propaganda-deputy",
    others=("supervisor",),
    overall="学习会准备充分，问题找得准，研讨有交锋，措施有数字、有时限，不是念文件的会。领导班子成员都带着"
    "调研文章来，部门当场提出不同意见，达到了“三聚三开放”的要求。",
    highlights="一是先调研后开会，四个问题都来自一线；二是四个部门按邀请事项备课，发言有依据；三是五条措施"
    "当场明确责任单位和季度进度。",
    problems=(
        "净地出让的责任主要在乡镇街道，会议没有邀请有关乡镇街道参加研究",
        "部门提出的水田质量意见当场回应不够，会后未明确由谁答复",
    ),
    response="下一次学习会邀请有关乡镇街道参加；水田质量意见由总工程师牵头，已书面答复县农林局。",
)

BOARD = (
    "县国土资源局党委理论学习中心组将围绕“破解土地要素瓶颈制约”举行学习会，聚焦用地指标紧缺、"
    "占补平衡困难、执法监察需加强、净地出让未到位四个问题，研究全年对策措施。"
    "学习会对干部、对部门、对媒体开放。"
)

SUPPLIED = (
    Supplied(
        title="县国土资源局开门学习　破解土地要素瓶颈",
        text="3月31日，县国土资源局党委理论学习中心组举行“三聚三开放”学习会，围绕“破解土地要素瓶颈制约”"
        "开展研讨。班子成员带着调研文章发言，县发改局、财政局、住建局、农林局参加研讨，兄弟单位学习秘书旁听。\n"
        "会议确定保障发展用地、节约集约用地、保护耕地和矿产、创新管理模式、锻造国土铁军五条对策措施，"
        "逐项明确责任和时限，按季度报告进度。",
    ),
)

PUBLISHED = (
    Published(
        outlet="新昌电视台",
        title="县国土资源局举行“三聚三开放”学习会",
        published_on=date(2017, 3, 31),
    ),
    Published(
        outlet="新昌日报",
        title="县国土资源局开门学习　破解土地要素瓶颈",
        published_on=date(2017, 4, 1),
    ),
)
