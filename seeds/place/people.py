"""The people of the demonstration: posts stand for names, nobody real is meant."""

from __future__ import annotations

from accounts.people.models import Role
from studygroups.groups.models import GroupRole

# Only these sign in; the contract's accounts, and only in the demonstration.
PASSWORD = "xinchang-2017"  # noqa: S105 - printed by `make demo` for everybody to read
WITH_PASSWORD = frozenset(
    ("secretary", "leader", "member", "traffic", "supervisor", "admin", "security", "auditor")
)

LEADER, DEPUTY, MEMBER, SECRETARY = (
    GroupRole.LEADER,
    GroupRole.DEPUTY,
    GroupRole.MEMBER,
    GroupRole.SECRETARY,
)

# Unit, then its study group in official order: user name, name, post, role in the group.
GROUPS: dict[str, tuple[tuple[str, str, str, GroupRole], ...]] = {
    "县国土资源局": (
        ("leader", "局党委书记", "局长", LEADER),
        ("land-deputy", "局党委副书记", "副局长（分管利用）", DEPUTY),
        ("land-discipline", "局纪委书记", "局党委委员", MEMBER),
        ("land-planning-head", "副局长（分管规划）", "局党委委员", MEMBER),
        ("land-enforcement-head", "副局长（分管执法）", "局党委委员", MEMBER),
        ("land-engineer", "总工程师", "局党委委员", MEMBER),
        ("land-planning", "规划科长", "规划科科长", MEMBER),
        ("member", "利用科长", "土地利用科科长", MEMBER),
        ("land-farmland", "耕保科长", "耕地保护科科长", MEMBER),
        ("land-hazards", "地环科长", "地质环境科科长", MEMBER),
        ("land-patrol", "执法大队长", "执法监察大队大队长", MEMBER),
        ("secretary", "学习秘书", "办公室主任", SECRETARY),
    ),
    "县交通局": (
        ("traffic-leader", "局党委书记", "局长", LEADER),
        ("traffic-deputy", "局党委副书记", "副局长", DEPUTY),
        ("traffic-discipline", "局纪委书记", "局党委委员", MEMBER),
        ("traffic-roads", "副局长（分管建设）", "局党委委员", MEMBER),
        ("traffic-transport", "副局长（分管运输）", "局党委委员", MEMBER),
        ("traffic-engineer", "总工程师", "局党委委员", MEMBER),
        ("traffic-building", "建设科长", "工程建设科科长", MEMBER),
        ("traffic-office", "运管所长", "公路运输管理所所长", MEMBER),
        ("traffic", "学习秘书", "办公室主任", SECRETARY),
    ),
    "南明街道": (
        ("nanming-leader", "党工委书记", "党工委书记", LEADER),
        ("nanming-deputy", "办事处主任", "党工委副书记", DEPUTY),
        ("nanming-party", "党工委副书记", "政法委员", MEMBER),
        ("nanming-city", "城建副主任", "办事处副主任", MEMBER),
        ("nanming-people", "民政副主任", "办事处副主任", MEMBER),
        ("nanming-communities", "社区办主任", "社区工作办公室主任", MEMBER),
        ("nanming", "学习秘书", "宣传委员", SECRETARY),
    ),
    "新昌工业园区": (
        ("zone-leader", "党工委书记", "管委会主任", LEADER),
        ("zone-deputy", "党工委副书记", "管委会副主任", DEPUTY),
        ("zone-investment", "招商副主任", "管委会副主任", MEMBER),
        ("zone-planning", "规建局长", "规划建设局局长", MEMBER),
        ("zone-enterprises", "企服局长", "企业服务局局长", MEMBER),
        ("zone", "学习秘书", "党群工作部部长", SECRETARY),
    ),
}

# Unit, user name, name, post, and the role held there.
OFFICERS = (
    ("县委宣传部", "propaganda-deputy", "分管副部长", "副部长", Role.SUPERVISOR),
    ("县委宣传部", "supervisor", "理论科长", "理论科科长", Role.SUPERVISOR),
    ("县委组织部", "organization", "干部教育科长", "干部教育科科长", Role.SUPERVISOR),
    ("新昌县", "admin", "系统管理员", "", Role.SYSTEM_ADMIN),
    ("新昌县", "security", "安全保密管理员", "", Role.SECURITY_ADMIN),
    ("新昌县", "auditor", "安全审计员", "", Role.AUDITOR),
)

# Those of other units who answer its invitations: unit, user name, name, post.
CONTACTS = (
    ("县发改局", "reform-contact", "发改局联络员", "办公室主任"),
    ("县财政局", "finance-contact", "财政局联络员", "办公室主任"),
    ("县住建局", "housing-contact", "住建局联络员", "办公室主任"),
)

# Supervising unit and its share of the duties, for each of the four groups.
SUPERVISION = (
    ("县委组织部", "党委（党工委）班子成员参学情况"),
    ("县委宣传部", "学习计划、选题、学习会和成果转化的督导"),
)

GROUP_NAMES = {
    "县国土资源局": "县国土资源局党委理论学习中心组",
    "县交通局": "县交通局党委理论学习中心组",
    "南明街道": "南明街道党工委理论学习中心组",
    "新昌工业园区": "新昌工业园区党工委理论学习中心组",
}
