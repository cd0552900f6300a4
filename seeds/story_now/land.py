"""The land bureau around today: papers owed, an excuse, a leave and minutes for the leader."""

from __future__ import annotations

from datetime import date

from agendas.attendance.models import Capacity, LeaveCategory, OpeningKind
from agendas.minutes.models import AgendaKind
from agendas.research.models import FindingKind
from agendas.topics.models import Angle, ProblemSource, TopicKind
from seeds.plot import (
    Asked,
    Excused,
    FoundProblem,
    Guest,
    Item,
    OnLeave,
    OpenedTo,
    Plot,
    ProposedTopic,
    ResearchPaper,
    Supplied,
    Went,
)
from studygroups.forms.models import Stage

_PROBLEMS = (
    FoundProblem(
        title="闲置土地处置进展慢",
        detail="部分出让地块超过约定时间未开工，认定、约谈、处置各环节衔接不紧。",
        source=ProblemSource.INSPECTION,
        finder="member",
    ),
    FoundProblem(
        title="用地审批群众等得久",
        detail="农民建房审批环节多，群众反映办理时间长、进度不知道向谁问。",
        source=ProblemSource.PETITION,
        finder="land-farmland",
    ),
)

_TOPIC = ProposedTopic(
    title="提高土地利用效率，优化用地服务",
    kind=TopicKind.WORK,
    angles=(Angle.LEADERS, Angle.PEOPLE),
    central_task="盘活存量土地，改进为企业和群众的用地服务",
    theme="坚持以人民为中心的发展思想",
    why_now="闲置土地处置到了关键期，群众对建房审批反映集中，两件事都要在年内见到成效。",
    proposer="land-planning",
)

_QUESTIONS = (
    ("land-deputy", "闲置土地为什么闲置，怎样分类处置？"),
    ("land-discipline", "审批窗口群众最不满意的是什么？"),
    ("member", "批而未供土地怎样加快消化？"),
)

_PAPERS = (
    ResearchPaper(
        authors=("land-deputy",),
        title="闲置土地怎样加快处置",
        text="逐宗走访后看到，闲置原因一半在企业资金，一半在周边配套。建议一宗一策，能开工的限期开工，"
        "不能开工的依法收回或者协商置换。",
        findings=(
            (FindingKind.FACT, "闲置原因集中在企业资金和周边配套两个方面。"),
            (FindingKind.PROPOSAL, "一宗一策，限期开工、依法收回或协商置换。"),
        ),
        visits=(
            Went(
                days_before=6,
                place="新昌工业园区",
                met=12,
                found=("两宗地块约定开工时间已过，企业资金没有到位。",),
            ),
            Went(
                days_before=4,
                place="南明街道",
                met=8,
                found=("地块外侧道路和供水没有配套。",),
                solved=("施工便道占用手续已当场说清。",),
            ),
        ),
    ),
    ResearchPaper(
        authors=("land-discipline",),
        title="用地审批窗口作风情况调研",
        text="随机回访办事群众，反映较多的是材料一次说不清、进度无处查。建议实行一次性告知和限时办结。",
        findings=((FindingKind.CRUX, "材料没有一次说清，办理进度无处查询。"),),
    ),
    ResearchPaper(
        authors=("land-planning-head", "land-planning"),
        title="从规划源头减少闲置",
        text="项目准入时对投资能力把关不严，是形成闲置的源头。建议供地前由多部门联合评审，合同中写明"
        "开工、竣工时间和违约责任。",
        findings=((FindingKind.PROPOSAL, "供地前联合评审，合同写明开工、竣工时间。"),),
    ),
    ResearchPaper(
        authors=("land-farmland",),
        title="农民建房审批怎样少跑一次",
        text="农民建房涉及规划、用地、建设多道手续，建议由乡镇统一受理、内部流转。",
        asked_for="目前各环节的平均办理时间。",
        completed=False,
    ),
    ResearchPaper(
        authors=("land-patrol",),
        title="建房违法的预防与疏导",
        text="部分违法建房源于审批等得太久。建议疏堵结合，审批提速与巡查到位同步推进。",
        findings=((FindingKind.CRUX, "审批等得太久，是部分违法建房的诱因。"),),
        entered=True,
    ),
)


def preparing(day: date) -> Plot:
    """Research: ``member`` owes a paper, and an excuse waits for the leader."""
    return Plot(
        unit="县国土资源局",
        title="提高土地利用效率学习会",
        day=day,
        venue="县国土资源局四楼会议室",
        until=Stage.RESEARCH,
        problems=_PROBLEMS,
        topic=_TOPIC,
        questions=_QUESTIONS,
        papers=_PAPERS,
        excused=(
            Excused(
                person="land-engineer", reason="参加省级专业技术培训，无法按期完成。", granted=False
            ),
        ),
    )


def announced(day: date) -> Plot:
    """A meeting close at hand: a leave and material for the media wait for the leader.

    ``member`` has not answered, nor has the traffic bureau, which is asked to send people.
    """
    return Plot(
        unit="县国土资源局",
        title="学习耕地保护法律法规",
        form="discussion",
        day=day,
        starts="15:00",
        ends="16:30",
        venue="县国土资源局四楼会议室",
        until=Stage.MEETING,
        openings=(
            OpenedTo(kind=OpeningKind.DEPARTMENT, quota=4, note="用地较多的部门"),
            OpenedTo(kind=OpeningKind.MEDIA, quota=1, note="稿件经审核后刊发"),
        ),
        guests=(
            Guest(capacity=Capacity.MEDIA, name="日报记者", unit="新昌日报社", post="时政记者"),
        ),
        asked=(
            Asked(
                unit="县交通局",
                contact="traffic",
                headcount=2,
                note="请分管建设的负责同志参加。",
            ),
        ),
        supplied=(
            Supplied(
                title="学习耕地保护法律法规　把好用地第一关",
                text="县国土资源局党委理论学习中心组将学习耕地保护法律法规，结合岗位研讨怎样把占用耕地的"
                "项目管在前面。欢迎社会各界监督。",
                released=False,
            ),
        ),
        leaves=(OnLeave(person="land-hazards", category=LeaveCategory.DUTY, granted=False),),
        unanswered=("member", "leader", "land-farmland"),
        agenda=(
            Item(
                kind=AgendaKind.LEAD_STUDY,
                title="领学耕地保护法律法规",
                speaker="局党委副书记",
                minutes=30,
            ),
            Item(kind=AgendaKind.DISCUSSION, title="结合岗位交流研讨", minutes=45),
            Item(kind=AgendaKind.CLOSING, title="总结讲话", speaker="局党委书记", minutes=15),
        ),
    )
