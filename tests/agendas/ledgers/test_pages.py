"""The ledgers on their pages: who opens what, what nobody else reads, what it costs."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from accounts.people.models import Role, RoleGrant, StandIn
from agendas.attendance.models import Attendance, Status
from agendas.minutes.models import AgendaItem
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole, Supervision
from tests.factories import SessionFactory, StudyGroupFactory, UserFactory, at, attend, seat

pytestmark = pytest.mark.django_db

YEAR = "/ledgers/groups/?year=2017"
UNITS = "/ledgers/units/?year=2017"
NAMES = ("组长甲", "副组长乙", "成员丁", "成员己")


def counts_of(session, more: str = "") -> str:
    return f"/sessions/{session.pk}/people/counts/{more}"


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def names_in(text: str) -> list[str]:
    return [name for name in NAMES if name in text]


# --- who sees what --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "session", "year", "units"),
    [
        ("leader", 200, 200, 403),
        ("deputy", 200, 200, 403),
        ("secretary", 200, 200, 403),
        ("member", 403, 200, 403),
        ("supervisor", 403, 302, 200),
        ("other_secretary", 404, 200, 403),
        ("guest", 403, 200, 403),
        ("outsider", 404, 200, 403),
    ],
)
def test_who_opens_what(sign_in, cast, held, role, session, year, units):
    browser = sign_in(cast[role])

    answers = [browser.get(path) for path in (counts_of(held), YEAR, UNITS)]

    assert [answer.status_code for answer in answers] == [session, year, units]


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("leader", list(NAMES)),
        ("deputy", list(NAMES)),
        ("secretary", list(NAMES)),
        ("member", ["成员丁"]),
        ("supervisor", []),
        ("other_secretary", []),
        ("guest", []),
        ("outsider", []),
    ],
)
def test_nobody_else_reads_a_persons_line(sign_in, cast, held, group, role, names):
    """Not on any of the pages, whatever group he asks for."""
    browser = sign_in(cast[role])
    paths = (YEAR, f"{YEAR}&group={group.pk}", UNITS, counts_of(held))

    pages = [browser.get(path, follow=True).content.decode() for path in paths]
    # His own name stands beside the menu.
    read = "".join(page.split('<main id="main"')[-1] for page in pages)

    assert names_in(read) == names


def test_a_member_sees_his_own_line_and_nothing_of_the_group(sign_in, held, member):
    page = text_of(sign_in(member).get(YEAR))

    assert "本人参学情况" in page
    assert "缺席 1" in page
    assert not [words for words in ("合计", "达标", "人次", "用地学习会", "导出") if words in page]


def test_who_stands_in_for_the_leader_sees_his_own_line_alone(sign_in, held, leader, member):
    today = timezone.localdate()
    days = {"from_on": today, "until": today}
    StandIn.objects.create(person=leader, stand_in=member, given_by=leader, **days)

    assert names_in(text_of(sign_in(member).get(YEAR))) == ["成员丁"]


def test_a_supervisor_above_reads_numbers_alone(sign_in, held, group, supervisor):
    above = UserFactory(full_name="市级督导")
    RoleGrant.objects.create(person=above, role=Role.SUPERVISOR, unit=above.unit)
    supervisor.unit.parent = above.unit
    supervisor.unit.settle(above.unit)
    supervisor.unit.save()
    browser = sign_in(above)

    page = text_of(browser.get(UNITS))

    assert group.unit.name in page
    assert "2 / 4，50.0%" in page
    assert not names_in(page)
    assert browser.get(counts_of(held)).status_code == 404


def test_sickness_stands_on_no_page(sign_in, held, secretary, supervisor, deputy):
    pages = [sign_in(secretary).get(path) for path in (YEAR, counts_of(held))]
    pages += [sign_in(supervisor).get(UNITS), sign_in(deputy).get(YEAR)]

    assert not [word for page in pages for word in ("病假", "事假") if word in text_of(page)]


# --- what the pages say ---------------------------------------------------------------------------


def test_a_session_is_told_with_numerator_and_denominator(sign_in, held, agenda, secretary):
    page = text_of(sign_in(secretary).get(counts_of(held)))

    assert "2 / 4，50.0%" in page
    assert "未达标 达标线 80%" in page
    assert "扩大参会人员 40 40" in page
    assert "分会场等按人数登记的 40 人次" in page
    assert "发言 2 人" in page
    assert "30 / 60 分钟，50.0%" in page
    assert "未记时的 1 项不在时长合计内" in page


def test_what_was_not_timed_is_said(sign_in, held, agenda, secretary):
    AgendaItem.objects.update(minutes=None)

    page = text_of(sign_in(secretary).get(counts_of(held)))

    assert "交流研讨时长 未记时" in page
    assert "%" not in page.split("交流研讨时长")[1]


def test_before_anything_is_recorded_there_is_no_rate(sign_in, held, secretary):
    Attendance.objects.update(status=Status.COMING)

    page = text_of(sign_in(secretary).get(counts_of(held)))

    assert "到会情况尚未登记" in page
    assert "达标" not in page


def test_a_year_is_told_by_person_by_session_and_by_capacity(sign_in, held, secretary):
    page = text_of(sign_in(secretary).get(YEAR))

    assert "合计 应到 4 到会 2 参学率 2 / 4，50.0% 迟到 1 早退 0 请假 1 缺席 1" in page
    assert "用地学习会 2017年3月31日（周五） 三聚三开放学习会" in page
    assert "部门 1 合计 43" in page


@pytest.mark.parametrize(
    ("role", "words"),
    [("secretary", "这一年还没有"), ("outsider", "担任中心组成员后")],
)
def test_an_empty_ledger_teaches_what_belongs_there(sign_in, cast, role, words):
    assert words in text_of(sign_in(cast[role]).get("/ledgers/groups/"))


def test_who_belongs_to_a_group_and_supervises_finds_both(sign_in, held, supervisor):
    own = StudyGroupFactory(unit=supervisor.unit)
    own.memberships.create(person=supervisor, role=GroupRole.MEMBER, from_on="2017-01-01")
    browser = sign_in(supervisor)

    assert 'href="/ledgers/units/"' in browser.get(YEAR).content.decode()
    assert 'href="/ledgers/groups/"' in browser.get(UNITS).content.decode()


# --- what it costs --------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_a_session_costs_the_same_for_one_row_and_for_three(
    sign_in, group, secretary, django_assert_num_queries, rows
):
    session = SessionFactory(group=group, stage=Stage.CLOSED, starts_at=at("2017-03-31 14:30"))
    for _ in range(rows):
        attend(session, seat(group), status=Status.PRESENT)
    browser = sign_in(secretary)

    with django_assert_num_queries(9):
        page = browser.get(counts_of(session))

    assert page.context["counts"].expected == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_year_costs_the_same_for_one_row_and_for_three(
    sign_in, group, secretary, django_assert_num_queries, rows
):
    people = [seat(group) for _ in range(rows)]
    for month in range(1, rows + 1):
        begins = at(f"2017-{month:02}-10 09:00")
        session = SessionFactory(group=group, stage=Stage.CLOSED, starts_at=begins)
        for person in people:
            attend(session, person, status=Status.PRESENT)
    browser = sign_in(secretary)

    with django_assert_num_queries(13):
        page = browser.get(YEAR)

    ledger = page.context["ledger"]
    assert (len(ledger.people), len(ledger.sessions)) == (rows, rows)


@pytest.mark.parametrize("rows", [1, 3])
def test_units_cost_the_same_for_one_row_and_for_three(
    sign_in, supervisor, django_assert_num_queries, rows
):
    Supervision.objects.all().delete()
    for _ in range(rows):
        group = StudyGroupFactory()
        Supervision.objects.create(group=group, unit=supervisor.unit)
        session = SessionFactory(group=group, stage=Stage.CLOSED, starts_at=at("2017-03-31 14:30"))
        attend(session, seat(group), status=Status.PRESENT)
    browser = sign_in(supervisor)

    with django_assert_num_queries(12):
        page = browser.get(UNITS)

    assert [line.held for line in page.context["ledger"].lines] == [1] * rows


def test_units_come_in_official_order_page_by_page_with_the_sum_of_all(sign_in, supervisor):
    Supervision.objects.all().delete()
    groups = [StudyGroupFactory() for _ in range(31)]
    for group in reversed(groups):
        Supervision.objects.create(group=group, unit=supervisor.unit)
    session = SessionFactory(group=groups[0], stage=Stage.CLOSED, starts_at=at("2017-03-31 14:30"))
    attend(session, seat(groups[0]), status=Status.PRESENT)

    page = sign_in(supervisor).get(f"{UNITS}&page=2")

    ledger = page.context["ledger"]
    assert [line.group for line in ledger.lines] == [groups[30]]
    assert (ledger.held, ledger.total.expected) == (1, 1)
