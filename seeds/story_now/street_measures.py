"""The street's four measures: one closed, one overdue, one behind, one in order."""

from __future__ import annotations

from datetime import date, timedelta

from seeds.plot import Gauge, Line

_BUILDING = "南明街道城建办公室"
_COMMUNITIES = "南明街道社区工作办公室"
_PEOPLE = "南明街道民政办公室"


def lines(day: date, today: date) -> tuple[Line, ...]:
    starts = day + timedelta(days=13)
    return (*_dated(starts, today), *_counted(starts, today))


def _dated(starts: date, today: date) -> tuple[Line, ...]:
    """One closed in time, one past its date."""
    return (
        Line(
            title="成立小区党支部，推选牵头人",
            unit=_COMMUNITIES,
            owner="nanming-party",
            handler="nanming-communities",
            schedule="一个月内摸清底数，两个月内完成组建。",
            starts_on=starts,
            due_on=today - timedelta(days=30),
            resolution=1,
            problem=2,
            closed_on=today - timedelta(days=40),
            result="小区党支部已全部组建，牵头人已公示。",
        ),
        Line(
            title="打通消防通道，统一施划标线",
            unit=_BUILDING,
            owner="nanming-city",
            handler="nanming-communities",
            schedule="先清障、后划线，分两批完成。",
            starts_on=starts,
            due_on=today - timedelta(days=6),
            resolution=2,
            problem=1,
        ),
    )


def _counted(starts: date, today: date) -> tuple[Line, ...]:
    """One behind the calendar, one ahead of it."""
    return (
        Line(
            title="新增公共停车位",
            unit=_BUILDING,
            owner="nanming-city",
            handler="nanming-communities",
            schedule="一小区一方案，每季度验收一批。",
            starts_on=starts,
            due_on=today + timedelta(days=60),
            resolution=2,
            problem=1,
            gauges=(
                Gauge(
                    name="新增停车位",
                    target="300",
                    unit="个",
                    evidence="车位验收单",
                    readings=(
                        (today - timedelta(days=120), "6"),
                        (today - timedelta(days=3), "12"),
                    ),
                ),
            ),
        ),
        Line(
            title="清理楼道堆物，公示楼道长",
            unit=_PEOPLE,
            owner="nanming-people",
            handler="nanming-communities",
            schedule="集中清理一个月，转入每周一查。",
            starts_on=starts,
            due_on=today + timedelta(days=45),
            resolution=3,
            problem=2,
            gauges=(
                Gauge(
                    name="公示楼道长",
                    target="420",
                    unit="个",
                    evidence="楼道公示牌照片台账",
                    readings=(
                        (today - timedelta(days=120), "180"),
                        (today - timedelta(days=3), "205"),
                    ),
                ),
            ),
        ),
    )
