"""南明街道 has held its meeting and follows its measures: one overdue, one behind."""

from __future__ import annotations

from datetime import date

from agendas.attendance.models import Capacity, OpeningKind
from agendas.minutes.models import AgendaKind, ResolutionKind
from agendas.research.models import FindingKind
from agendas.topics.models import Angle, ProblemSource, TopicKind
from seeds.plot import (
    FoundProblem,
    Guest,
    Item,
    OpenedTo,
    Plot,
    ProposedTopic,
    Report,
    ResearchPaper,
    Written,
)
from seeds.story_now import street_measures
from studygroups.forms.models import Stage

_PROBLEMS = (
    FoundProblem(
        title="老旧小区停车难",
        detail="老旧小区车位少，乱停车占用消防通道，群众多次反映。",
        source=ProblemSource.HOTLINE,
        finder="nanming-communities",
    ),
    FoundProblem(
        title="楼道堆物清而复返",
        detail="楼道杂物集中清理后反复出现，部分楼道没有管理责任人。",
        source=ProblemSource.VISIT,
        finder="nanming-people",
    ),
)

_TOPIC = ProposedTopic(
    title="破解老旧小区治理难题",
    kind=TopicKind.WORK,
    angles=(Angle.PEOPLE,),
    central_task="加强和创新基层治理，提升城区品质",
    theme="坚持以人民为中心的发展思想",
    why_now="老旧小区停车和楼道堆物是群众反映最集中的两件事，街道年度实事项目即将排定。",
    proposer="nanming-city",
)

_PAPERS = (
    ResearchPaper(
        authors=("nanming-leader", "nanming-party"),
        title="党建引领老旧小区治理",
        text="小区治理难，难在没有牵头人。有党员楼道长的楼道，堆物少、邻里和。建议以支部建在小区为抓手，"
        "把在职党员请回小区。",
        findings=((FindingKind.CRUX, "没有物业的小区缺少牵头人。"),),
    ),
    ResearchPaper(
        authors=("nanming-deputy", "nanming-city"),
        title="老旧小区车位挖潜调研",
        text="逐个小区丈量，边角地、废弃棚屋和单位内部车位都有潜力。建议一小区一方案，错时共享、立体改造并用。",
        findings=((FindingKind.PROPOSAL, "一小区一方案，错时共享与改造并用。"),),
    ),
    ResearchPaper(
        authors=("nanming-people", "nanming-communities"),
        title="楼道堆物为什么清而复返",
        text="清理靠突击，管理靠自觉，是清而复返的原因。建议推行楼道公约和楼道长公示，社区每周一查。",
        findings=(
            (FindingKind.CRUX, "突击清理多，日常管理少。"),
            (FindingKind.PROPOSAL, "楼道公约、楼道长公示，社区每周一查。"),
        ),
    ),
)

_WRITTEN = Written(
    record="党工委书记主持会议。城建副主任、社区办主任作重点发言，两个社区的书记和县住建局、县综合执法局"
    "参会同志参加研讨。\n会议围绕停车和楼道堆物两个问题逐项讨论，形成共识：小区治理要有牵头人、有方案、"
    "有时限。\n党工委书记总结：四项措施逐项落实到人，按季度报告进度。",
    summary="会议认为，老旧小区治理关键在于有人牵头、方案到小区、责任到楼道。会议确定四项措施，由责任领导"
    "牵头推进，按季度报告进度，完成一项、销号一项。",
)

_REPORT = Report(
    title="党建引领　破解老旧小区治理难题",
    body="街道党工委理论学习中心组围绕“破解老旧小区治理难题”举行学习会，聚焦停车难、楼道堆物两个问题，"
    "形成四项措施。\n一是成立小区党支部，推选牵头人；二是一小区一方案，新增公共停车位；三是清理楼道堆物，"
    "公示楼道长；四是打通消防通道，统一施划标线。四项措施均已明确责任人和时限。",
    recipients=("县委宣传部", "县委组织部"),
)


_OPENINGS = (
    OpenedTo(kind=OpeningKind.CADRE, quota=6, note="社区书记"),
    OpenedTo(kind=OpeningKind.DEPARTMENT, quota=3, note="县住建局、县综合执法局"),
)

_GUESTS = (
    Guest(capacity=Capacity.EXTENDED, name="社区书记", unit="南明街道", headcount=4),
    Guest(capacity=Capacity.DEPARTMENT, name="物业科长", unit="县住建局", post="物业科科长"),
    Guest(
        capacity=Capacity.DEPARTMENT,
        name="中队长",
        unit="县综合执法局",
        post="南明中队中队长",
    ),
    Guest(capacity=Capacity.OBSERVER, person="supervisor"),
)

_AGENDA = (
    Item(
        kind=AgendaKind.LEAD_STUDY,
        title="领学基层治理有关文件",
        speaker="党工委副书记",
        minutes=15,
    ),
    Item(kind=AgendaKind.SPEECH, title="老旧小区车位挖潜", speaker="城建副主任", minutes=15),
    Item(
        kind=AgendaKind.SPEECH,
        title="楼道堆物为什么清而复返",
        speaker="社区办主任",
        minutes=15,
    ),
    Item(kind=AgendaKind.DISCUSSION, title="交流研讨", minutes=75),
    Item(kind=AgendaKind.CLOSING, title="总结讲话", speaker="党工委书记", minutes=20),
)

_RESOLUTIONS = (
    (
        ResolutionKind.CONSENSUS,
        "小区治理要有牵头人，以小区党支部为抓手，把在职党员请回小区。",
    ),
    (ResolutionKind.DECISION, "打通消防通道，一小区一方案挖掘停车潜力。"),
    (ResolutionKind.REQUIREMENT, "推行楼道公约和楼道长公示，社区每周一查。"),
)


def plot(day: date, today: date) -> Plot:
    return Plot(
        unit="南明街道",
        title="破解老旧小区治理难题学习会",
        day=day,
        venue="南明街道二楼会议室",
        until=Stage.FOLLOWUP,
        problems=_PROBLEMS,
        topic=_TOPIC,
        papers=_PAPERS,
        speakers=("nanming-city", "nanming-communities"),
        openings=_OPENINGS,
        guests=_GUESTS,
        agenda=_AGENDA,
        board="南明街道党工委理论学习中心组将围绕“破解老旧小区治理难题”举行学习会，聚焦停车难、楼道堆物"
        "两个问题，研究解决办法。学习会对干部、对部门开放。",
        written=_WRITTEN,
        resolutions=_RESOLUTIONS,
        report=_REPORT,
        lines=street_measures.lines(day, today),
        shares_measures=True,
    )
