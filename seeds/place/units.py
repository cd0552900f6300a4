"""The units of the demonstration county as they stood in 2017, in their official order."""

from __future__ import annotations

from accounts.units.models import UnitKind

# Name, short name, kind; each the child of the one before.
ABOVE = (
    ("浙江省", "浙江省", UnitKind.COMMITTEE),
    ("绍兴市", "绍兴市", UnitKind.COMMITTEE),
    ("新昌县", "新昌县", UnitKind.COMMITTEE),
)

COUNTY = "新昌县"

_PARTY = (
    ("中共新昌县委", "县委", UnitKind.COMMITTEE),
    ("中共新昌县纪律检查委员会", "县纪委", UnitKind.DEPARTMENT),
    ("中共新昌县委办公室", "县委办", UnitKind.DEPARTMENT),
    ("中共新昌县委组织部", "县委组织部", UnitKind.DEPARTMENT),
    ("中共新昌县委宣传部", "县委宣传部", UnitKind.DEPARTMENT),
    ("中共新昌县委统战部", "县委统战部", UnitKind.DEPARTMENT),
    ("中共新昌县委政法委员会", "县委政法委", UnitKind.DEPARTMENT),
    ("新昌县人大常委会机关", "县人大机关", UnitKind.CONGRESS),
    ("新昌县政协机关", "县政协机关", UnitKind.CONGRESS),
    ("新昌县人民法院", "县法院", UnitKind.COURT),
    ("新昌县人民检察院", "县检察院", UnitKind.COURT),
    ("新昌县总工会", "县总工会", UnitKind.MASS),
    ("共青团新昌县委员会", "团县委", UnitKind.MASS),
    ("新昌县妇女联合会", "县妇联", UnitKind.MASS),
)

_GOVERNMENT = (
    ("新昌县人民政府办公室", "县府办"),
    ("新昌县发展和改革局", "县发改局"),
    ("新昌县经济和信息化局", "县经信局"),
    ("新昌县教育体育局", "县教体局"),
    ("新昌县公安局", "县公安局"),
    ("新昌县民政局", "县民政局"),
    ("新昌县司法局", "县司法局"),
    ("新昌县财政局", "县财政局"),
    ("新昌县人力资源和社会保障局", "县人力社保局"),
    ("新昌县国土资源局", "县国土资源局"),
    ("新昌县环境保护局", "县环保局"),
    ("新昌县住房和城乡建设局", "县住建局"),
    ("新昌县交通运输局", "县交通局"),
    ("新昌县水利水电局", "县水利水电局"),
    ("新昌县农林局", "县农林局"),
    ("新昌县卫生和计划生育局", "县卫计局"),
    ("新昌县审计局", "县审计局"),
    ("新昌县综合行政执法局", "县综合执法局"),
)

_STREETS = ("南明街道", "七星街道", "羽林街道")
_TOWNS = (
    *("澄潭镇", "梅渚镇", "镜岭镇", "儒岙镇", "沙溪镇", "大市聚镇", "小将镇", "回山镇"),
    *("城南乡", "东茗乡", "双彩乡", "新林乡", "巧英乡"),
)
_ZONES = (("浙江新昌工业园区", "新昌工业园区"),)

BELOW = (
    *_PARTY,
    *((name, short, UnitKind.DEPARTMENT) for name, short in _GOVERNMENT),
    *((name, name, UnitKind.STREET) for name in _STREETS),
    *((name, name, UnitKind.TOWNSHIP) for name in _TOWNS),
    *((name, short, UnitKind.ZONE) for name, short in _ZONES),
)
