"""The five lines of measures of 2017 with their eleven indicators, read through the year.

At the end of June four of the eleven lie behind 序时进度 (新增建设用地指标, 城镇低效用地再开发,
土地开发, 增减挂钩指标); after a drive in July and August every target is met in December. The line
without figures was to be done by November and was given another month.
"""

from __future__ import annotations

from datetime import date

from agendas.measures.models import Comparator, IndicatorKind
from seeds.plot import Extended, Gauge, Line

_FIRST, _LAST = date(2017, 1, 1), date(2017, 12, 31)
_QUARTERS = (date(2017, 6, 30), date(2017, 9, 30), _LAST)
# The four that lagged were read every month while the drive went on.
_DRIVE = (date(2017, 6, 30), date(2017, 7, 31), date(2017, 8, 31), date(2017, 9, 30), _LAST)


def _on(days: tuple[date, ...], *values: str) -> tuple[tuple[date, str], ...]:
    return tuple(zip(days, values, strict=True))


_SUPPLY = (
    Gauge(
        name="新增建设用地指标",
        target="1000",
        unit="亩",
        baseline="1425",
        evidence="农用地转用批文",
        readings=_on(_DRIVE, "386.5", "92.4", "118.6", "137.2", "291.8"),
    ),
    Gauge(
        name="供地",
        target="1500",
        unit="亩",
        baseline="2509.2",
        evidence="土地供应台账",
        readings=_on(_QUARTERS, "812.6", "427.3", "436.9"),
    ),
)

_SAVING = (
    Gauge(
        name="消化利用批而未供土地",
        target="1000",
        unit="亩",
        baseline="1588.3",
        evidence="批而未供土地处置清单",
        readings=_on(_QUARTERS, "536.4", "271.5", "304.2"),
    ),
    Gauge(
        name="城镇低效用地再开发",
        target="500",
        unit="亩",
        baseline="437.7",
        evidence="低效用地再开发台账",
        readings=_on(_DRIVE, "196.3", "41.7", "58.2", "73.5", "154.8"),
    ),
)

_KEEPING = (
    Gauge(
        name="耕地红线",
        target="31.20",
        unit="万亩",
        kind=IndicatorKind.LATEST,
        evidence="土地变更调查",
        readings=_on(_QUARTERS, "31.24", "31.23", "31.26"),
    ),
    Gauge(
        name="土地开发",
        target="1000",
        unit="亩",
        evidence="土地开发项目验收单",
        readings=_on(_DRIVE, "408", "96", "131", "142", "276"),
    ),
    Gauge(
        name="违法土地耕占比",
        comparator=Comparator.LT,
        target="6",
        unit="%",
        kind=IndicatorKind.LATEST,
        evidence="卫片执法检查月报",
        readings=_on(_DRIVE, "4.8", "4.6", "4.3", "4.1", "3.7"),
    ),
)

_RENEWAL = (
    Gauge(
        name="消除地质灾害隐患点",
        target="26",
        unit="个",
        evidence="隐患点核销表",
        readings=_on(_QUARTERS, "14", "7", "7"),
    ),
    Gauge(
        name="减少受威胁群众",
        target="1600",
        unit="人",
        evidence="避让搬迁和治理工程验收表",
        readings=_on(_QUARTERS, "872", "405", "461"),
    ),
    Gauge(
        name="避让搬迁专项指标",
        target="300",
        unit="亩",
        evidence="专项指标下达文件",
        readings=_on(_QUARTERS, "158", "72", "86"),
    ),
    Gauge(
        name="增减挂钩指标",
        target="70",
        unit="亩",
        evidence="增减挂钩项目批复",
        readings=_on(_DRIVE, "24.5", "6.3", "9.2", "11.8", "24.6"),
    ),
)

LINES = (
    Line(
        title="保障发展用地",
        unit="县国土资源局规划科",
        owner="land-planning-head",
        handler="land-planning",
        schedule="上半年完成规划调整完善，成熟项目随报随批；三季度集中组件报批；年底前完成全年任务。",
        starts_on=_FIRST,
        due_on=_LAST,
        resolution=2,
        problem=1,
        gauges=_SUPPLY,
        closed_on=_LAST,
        result="全年新增建设用地指标1026.5亩，供地1676.8亩，两项目标均已完成。",
    ),
    Line(
        title="节约集约用地",
        unit="县国土资源局土地利用科",
        owner="land-deputy",
        handler="member",
        schedule="一季度建立台账，一地一策；七、八月专项攻坚，每月通报；四季度逐宗验收。",
        starts_on=_FIRST,
        due_on=_LAST,
        resolution=3,
        problem=4,
        gauges=_SAVING,
        closed_on=_LAST,
        result="全年消化利用批而未供土地1112.1亩，城镇低效用地再开发524.5亩，两项目标均已完成。",
    ),
    Line(
        title="保护耕地和矿产",
        unit="县国土资源局耕地保护科",
        owner="land-enforcement-head",
        handler="land-farmland",
        schedule="土地开发项目三月底前立项，十一月底前验收；动态巡查常年进行，每月核对卫片图斑。",
        starts_on=_FIRST,
        due_on=_LAST,
        resolution=4,
        problem=2,
        gauges=_KEEPING,
        closed_on=_LAST,
        result="耕地保有量31.26万亩，土地开发1053亩，违法土地耕占比3.7%，三项目标均已完成。",
    ),
    Line(
        title="创新管理模式",
        unit="县国土资源局地质环境科",
        owner="land-engineer",
        handler="land-hazards",
        schedule="汛期前完成避让搬迁协议签订，三季度实施治理工程，四季度核销隐患点、申报指标。",
        starts_on=_FIRST,
        due_on=_LAST,
        resolution=5,
        problem=1,
        gauges=_RENEWAL,
        closed_on=_LAST,
        result="消除隐患点28个，减少受威胁群众1738人，取得避让搬迁专项指标316亩、增减挂钩指标76.4亩。",
    ),
    Line(
        title="锻造国土铁军",
        unit="县国土资源局办公室",
        owner="leader",
        handler="land-discipline",
        schedule="二季度出台重大供地事项集体会审办法；全年开展业务夜学和岗位练兵；年底前完成关键岗位交流。",
        starts_on=date(2017, 4, 10),
        due_on=date(2017, 11, 30),
        resolution=6,
        problem=3,
        extended=Extended(
            asked_on=date(2017, 11, 20),
            due_on=_LAST,
            reason="关键岗位交流须与全县年底干部调整同步，十二月才能到位；其余工作已按期完成。",
        ),
        closed_on=date(2017, 12, 20),
        result="集体会审办法已印发执行，业务夜学和岗位练兵按计划完成，关键岗位交流到位。",
    ),
)
