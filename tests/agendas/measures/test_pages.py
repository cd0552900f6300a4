"""Lists of measures and the page of one: who sees what, what it costs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agendas.measures.models import MeasureStatus
from agendas.minutes.models import Resolution
from studygroups.forms.models import Stage
from tests.factories import ProblemFactory, indicator_of, measure_of, read

pytestmark = pytest.mark.django_db


def _path(measure, verb=""):
    return f"/measures/{measure.pk}/{verb}"


def _part(session, verb=""):
    return f"/sessions/{session.pk}/measures/{verb}"


@pytest.fixture
def far_end():
    return date(timezone.localdate().year + 1, 12, 31)


def _fill(session, owner, count, due_on):
    """So many measures, each with two indicators read twice."""
    for number in range(count):
        measure = measure_of(session, owner=owner, due_on=due_on, title=f"措施{number}")
        for name in ("供地", "低效用地再开发"):
            indicator = indicator_of(measure, name=name)
            for quarter_end in (date(2017, 3, 31), date(2017, 6, 30)):
                read(indicator, 10, quarter_end)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_few_queries_for_any_number_of_rows(
    sign_in, session, member, far_end, count, django_assert_num_queries
):
    _fill(session, member, count, far_end)
    client = sign_in(member)

    with django_assert_num_queries(7):
        page = client.get("/measures/")

    assert page.content.decode().count("<svg") == 2 * count


@pytest.mark.parametrize("count", [1, 3])
def test_the_part_asks_the_same_few_queries_for_any_number_of_rows(
    sign_in, session, member, leader, far_end, count, django_assert_num_queries
):
    _fill(session, member, count, far_end)
    client = sign_in(leader)

    with django_assert_num_queries(13):
        page = client.get(_part(session))

    assert page.content.decode().count("<svg") == 2 * count


@pytest.mark.parametrize("count", [1, 3])
def test_a_measure_asks_the_same_few_queries_for_any_number_of_indicators(
    sign_in, measure, secretary, count, django_assert_num_queries
):
    for number in range(count):
        read(indicator_of(measure, name=f"指标{number}"), 10, measure.starts_on)
    client = sign_in(secretary)

    with django_assert_num_queries(15):
        page = client.get(_path(measure))

    assert page.content.decode().count("<svg") == count


def test_the_tabs_narrow_to_mine_and_to_the_group(sign_in, session, member, deputy, far_end):
    measure_of(session, owner=member, due_on=far_end, title="成员的")
    measure_of(session, owner=deputy, due_on=far_end, title="副组长的")
    client = sign_in(member)

    shown = {
        scope: [
            row.measure.title for row in client.get(f"/measures/?scope={scope}").context["rows"]
        ]
        for scope in ("all", "group", "mine", "nonsense")
    }

    assert shown == {
        "all": ["成员的", "副组长的"],
        "group": ["成员的", "副组长的"],
        "mine": ["成员的"],
        "nonsense": ["成员的", "副组长的"],
    }


def test_the_list_narrows_by_light_status_and_year(sign_in, session, member, far_end):
    yesterday = timezone.localdate() - timedelta(days=1)
    measure_of(session, owner=member, due_on=yesterday, title="逾期的")
    measure_of(session, owner=member, due_on=far_end, title="正常的")
    ended = {"status": MeasureStatus.CLOSED, "ended_on": yesterday}
    measure_of(session, owner=member, due_on=yesterday, title="销号的", **ended)
    client = sign_in(member)

    def titles(query):
        return [row.measure.title for row in client.get(f"/measures/?{query}").context["rows"]]

    assert titles("") == ["逾期的", "正常的", "销号的"]
    assert titles("light=red") == ["逾期的"]
    assert titles("light=green") == ["正常的"]
    assert titles("light=none") == ["销号的"]
    assert titles("status=closed") == ["销号的"]
    assert titles(f"year={session.year}") == ["逾期的", "正常的", "销号的"]
    assert titles("year=2001") == []
    assert titles("year=x&light=purple&page=99") == ["逾期的", "正常的", "销号的"]


def test_the_list_narrows_by_words_wherever_they_stand(sign_in, session, member, deputy, far_end):
    measure_of(session, owner=member, due_on=far_end, title="消化土地", lead_unit="利用科")
    measure_of(session, owner=deputy, due_on=far_end, title="保护耕地", lead_unit="耕保科")
    client = sign_in(member)

    def titles(words):
        rows = client.get("/measures/", {"q": words}).context["rows"]
        return [row.measure.title for row in rows]

    assert titles("消化") == titles("利用科") == titles(f"土地 {member.full_name}") == ["消化土地"]
    assert titles(deputy.full_name) == ["保护耕地"]
    assert titles(session.title) == ["消化土地", "保护耕地"]
    assert titles("消化 耕保科") == titles("%") == []


def test_an_empty_list_teaches_where_measures_come_from(sign_in, member):
    assert "形成措施" in sign_in(member).get("/measures/").content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("leader", 200),
        ("deputy", 200),
        ("secretary", 200),
        ("member", 200),
        ("supervisor", 404),
        ("other_secretary", 404),
        ("guest", 404),
        ("outsider", 404),
    ],
)
def test_who_opens_a_measure(cast, sign_in, session, measure, who, status):
    session.guests.add(cast["guest"])

    assert sign_in(cast[who]).get(_path(measure)).status_code == status
    listed = sign_in(cast[who]).get("/measures/").content.decode()
    assert (measure.title in listed) is (status == 200)


def test_an_owner_from_outside_reads_the_title_of_the_session_and_nothing_behind_it(
    sign_in, session, secretary, outsider, group, far_end
):
    resolution = Resolution.objects.create(
        session=session, kind="consensus", text="内部共识", created_by=secretary
    )
    problem = ProblemFactory(group=group, title="内部问题")
    measure = measure_of(
        session, owner=outsider, due_on=far_end, resolution=resolution, problem=problem
    )
    client = sign_in(outsider)

    for page in (client.get(_path(measure)), client.get("/measures/")):
        html = page.content.decode()
        assert session.title in html
        assert f"/sessions/{session.pk}/" not in html
        assert "内部共识" not in html
        assert "内部问题" not in html
    assert client.get(_part(session)).status_code == 404
    assert "内部共识" in sign_in(secretary).get(_path(measure)).content.decode()


def test_a_supervisor_sees_counts_until_the_leader_shares(
    sign_in, session, measure, supervisor, leader
):
    client = sign_in(supervisor)

    before = client.get(_part(session)).content.decode()
    sign_in(leader).post(_part(session, "share/"), {"shares": "yes"})
    after = client.get(_part(session)).content.decode()

    assert "1 项" in before
    assert measure.title not in before
    assert measure.title in after
    assert client.get(_path(measure)).status_code == 200


def test_a_guest_learns_nothing_of_measures(sign_in, session, measure, guest):
    session.guests.add(guest)
    session.no_measures_reason = "内部理由"
    session.save()

    html = sign_in(guest).get(_part(session)).content.decode()

    assert measure.title not in html
    assert "内部理由" not in html
    assert "转化情况" not in html


def test_only_the_leader_finds_the_switch_for_sharing(sign_in, session, leader, secretary):
    button = 'value="yes"'

    assert button in sign_in(leader).get(_part(session)).content.decode()
    assert button not in sign_in(secretary).get(_part(session)).content.decode()
    assert sign_in(secretary).post(_part(session, "share/"), {"shares": "yes"}).status_code == 403


@pytest.mark.parametrize("stage", [Stage.MEETING, Stage.CLOSED])
def test_outside_conversion_and_follow_up_nothing_is_offered(sign_in, session, secretary, stage):
    session.stage = stage
    session.save()

    html = sign_in(secretary).get(_part(session)).content.decode()

    assert "measures/new/" not in html
    assert "写明理由" not in html


def test_no_page_carries_a_style_of_its_own(sign_in, session, measure, indicator, leader):
    client = sign_in(leader)

    for path in ("/measures/", _path(measure), _part(session)):
        assert "style=" not in client.get(path).content.decode()
