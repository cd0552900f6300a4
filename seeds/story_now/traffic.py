"""The traffic bureau is preparing a meeting; two of its members still owe their papers."""

from __future__ import annotations

from datetime import date

from agendas.research.models import FindingKind
from agendas.topics.models import Angle, ProblemSource, TopicKind
from seeds.plot import FoundProblem, Plot, ProposedTopic, ResearchPaper
from studygroups.forms.models import Stage

FACT, CRUX, PROPOSAL = FindingKind.FACT, FindingKind.CRUX, FindingKind.PROPOSAL

_PROBLEMS = (
    FoundProblem(
        title="工程前期推进偏慢",
        detail="部分项目审批环节多、部门意见往返次数多，前期工作时间超过计划。",
        source=ProblemSource.INSPECTION,
        finder="traffic-building",
    ),
    FoundProblem(
        title="农村公路养护不到位",
        detail="群众反映部分村道路面破损、边沟淤塞，修补不及时，管护责任落实不到人。",
        source=ProblemSource.HOTLINE,
        finder="traffic-roads",
    ),
)

_TOPIC = ProposedTopic(
    title="补齐农村公路建管养短板",
    kind=TopicKind.WORK,
    angles=(Angle.PEOPLE, Angle.CADRES),
    central_task="建好、管好、护好、运营好农村公路，服务乡村发展",
    theme="坚持以人民为中心的发展思想",
    why_now="群众对村道养护反映集中，年度养护计划即将编排，责任和经费需要先议定。",
    proposer="traffic-roads",
)

_PAPERS = (
    ResearchPaper(
        authors=("traffic-leader",),
        title="农村公路怎样从建得好转到管得好",
        text="走访乡镇后感到，农村公路的矛盾已经从没有路转到路没人管。建设有项目、有资金，养护缺责任、"
        "缺考核。建议把养护责任落到乡镇，把养护资金与养护质量挂钩。",
        findings=(
            (CRUX, "重建轻养，养护责任没有落到乡镇和村。"),
            (PROPOSAL, "养护资金与养护质量挂钩，按季检查。"),
        ),
    ),
    ResearchPaper(
        authors=("traffic-deputy", "traffic-engineer"),
        title="村道养护经费的来源与使用",
        text="养护经费由县、乡、村三级分担，实际到位时间不一，零星修补常因等资金而拖延。建议设立小修"
        "应急经费，五天内能修的不过夜拖延，事后按实结算。",
        findings=(
            (FACT, "零星修补常因等资金而拖延。"),
            (PROPOSAL, "设立小修应急经费，先修后结算。"),
        ),
    ),
    ResearchPaper(
        authors=("traffic-discipline",),
        title="养护工程发包中的风险点",
        text="小额养护工程数量多、分布散，验收容易走过场。建议养护清单和验收照片在村里公开，请群众监督。",
        findings=((PROPOSAL, "养护清单和验收结果在村里公开。"),),
    ),
    ResearchPaper(
        authors=("traffic-roads",),
        title="路长制落实情况调研",
        text="各乡镇均已明确路长，但巡查记录不全，发现问题后转办渠道不畅。建议统一巡查单，问题当周转办、"
        "当月反馈。",
        findings=(
            (FACT, "路长均已明确，巡查记录不全。"),
            (PROPOSAL, "统一巡查单，问题当周转办、当月反馈。"),
        ),
    ),
    ResearchPaper(
        authors=("traffic-building",),
        title="缩短工程前期时间的几点建议",
        text="前期工作慢，多慢在用地和林地手续。建议项目入库前即与国土、农林部门会商，成熟一个、报批一个。",
        findings=((CRUX, "项目入库前未与用地、林地手续衔接。"),),
    ),
)


def plot(day: date) -> Plot:
    return Plot(
        unit="县交通局",
        title="补齐农村公路建管养短板学习会",
        day=day,
        venue="县交通局三楼会议室",
        until=Stage.RESEARCH,
        problems=_PROBLEMS,
        topic=_TOPIC,
        papers=_PAPERS,
        speakers=("traffic-roads", "traffic-deputy"),
    )
