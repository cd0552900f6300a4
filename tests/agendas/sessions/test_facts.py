"""What is kept of what was decided on, and how what changed since is told."""

from __future__ import annotations

import pytest

from agendas.sessions.facts import Change, Fact, changes, kept

BEFORE = [["办结情况", "已消化 300 亩。尚余 200 亩。"], ["时限", "2017年6月30日（周五）"]]


def test_nothing_personal_and_nothing_empty_is_kept():
    facts = [
        Fact("请假人", "成员丁", is_personal=True),
        Fact("请假类别", "病假", is_personal=True),
        Fact("学习会时间", "周五"),
        Fact("意见", ""),
    ]

    assert kept(facts) == [["学习会时间", "周五"]]


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (BEFORE, []),
        (
            [["办结情况", "已消化 300 亩。已全部消化。"], BEFORE[1]],
            [Change("办结情况", [("删", "尚余 200 亩。"), ("增", "已全部消化。")])],
        ),
        (
            [*BEFORE, ["佐证", "台账\n照片"]],
            [Change("佐证", [("增", "台账"), ("增", "照片")])],
        ),
        (BEFORE[:1], [Change("时限", [("删", "2017年6月30日（周五）")])]),
    ],
)
def test_what_changed_is_told_sentence_by_sentence(now, found):
    assert changes(BEFORE, [Fact(*fact) for fact in now]) == found


def test_what_was_not_kept_is_not_compared():
    assert changes([], [Fact("请假类别", "事假", is_personal=True)]) == []
