"""The list, the page of one measure, and the measures of one session."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.people.models import User
from agendas.measures import actions
from agendas.measures.models import Closing, Indicator, Measure, MeasureStatus, Reading
from agendas.minutes.models import Resolution
from agendas.sessions.models import Decision
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole
from tests.factories import ProblemFactory, UserFactory, indicator_of, measure_of, read, seat

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


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_for_a_measure_costs_the_same_for_one_person_and_for_three(
    sign_in, session, leader, count, django_assert_num_queries
):
    for number in range(count):
        UserFactory(unit=leader.unit, full_name=f"科员{number}")
        Resolution.objects.create(
            session=session, kind="consensus", text=f"共识{number}", created_by=leader
        )
    client = sign_in(leader)

    with django_assert_num_queries(12):
        page = client.get(_part(session, "new/"))

    assert page.content.decode().count("（县第") == 2 * (count + 2)


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


def test_a_measure_is_made_by_its_form_and_the_source_is_chosen_beforehand(
    sign_in, session, secretary, member
):
    resolution = Resolution.objects.create(
        session=session, kind="decision", text="逐宗销号", created_by=secretary
    )
    client = sign_in(secretary)
    shown = client.get(_part(session, f"new/?resolution={resolution.pk}")).content.decode()

    answer = client.post(
        _part(session, "new/"),
        {
            "resolution": resolution.pk,
            "title": "消化批而未供土地",
            "lead_unit": "利用科",
            "owner": member.pk,
            "starts_on": "2017-04-01",
            "due_on": "2017-12-31",
        },
    )

    assert f'<option value="{resolution.pk}" selected>' in shown
    measure = Measure.objects.get()
    assert measure.resolution == resolution
    assert (answer.status_code, answer.url) == (302, _part(session, f"?measure={measure.pk}"))


def test_looking_for_the_owner_by_the_button_keeps_what_is_typed_and_makes_nothing(
    sign_in, session, secretary, member, deputy
):
    typed = {"title": "消化批而未供土地", "owner": deputy.pk, "owner-q": "cy", "find": "1"}

    answer = sign_in(secretary).post(_part(session, "new/"), typed)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="消化批而未供土地"' in html
    owners = html[html.index("id_owner_found") : html.index("handler-q")]
    assert re.findall(r'value="(\d+)"\s+checked', owners) == [str(deputy.pk)]
    assert [name in owners for name in ("成员丁", "副组长乙", "组长甲")] == [True, True, False]
    assert "请填写" not in html
    assert not Measure.objects.exists()


def test_whom_he_gave_a_measure_lately_is_offered_first_then_the_members_in_their_order(
    sign_in, session, secretary, leader, member, deputy, outsider
):
    UserFactory(unit=leader.unit, full_name="科员甲", order=0)
    measure_of(session, owner=deputy, due_on=date(2017, 12, 31), title="别人下达的")
    given = measure_of(session, owner=leader, due_on=date(2017, 12, 31), handler=member)
    Measure.objects.filter(pk=given.pk).update(created_by=secretary)

    html = sign_in(secretary).get(_part(session, "new/")).content.decode()

    shown = re.findall("(?:秘书丙|组长甲|成员丁|副组长乙|科员甲)（", html)
    first = sorted([leader, member], key=lambda person: person.memberships.get().order)
    others = [each for each in (secretary, deputy) if each not in first]
    others.sort(key=lambda person: person.memberships.get().order)
    assert [name[:-1] for name in shown[:5]] == [each.full_name for each in first + others] + [
        "科员甲"
    ]
    assert html.count("近期") == 4
    assert outsider.full_name not in html


def test_somebody_who_left_the_unit_is_given_no_measure(sign_in, session, secretary, member):
    User.objects.filter(pk=member.pk).update(is_active=False)

    html = sign_in(secretary).get(_part(session, "new/")).content.decode()

    assert member.full_name not in html


def test_a_refused_measure_keeps_what_was_typed(sign_in, session, secretary, member):
    answer = sign_in(secretary).post(
        _part(session, "new/"),
        {
            "title": "消化批而未供土地",
            "lead_unit": "利用科",
            "owner": member.pk,
            "starts_on": "2017-04-01",
            "due_on": "2017-03-31",
        },
    )

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "时限不能早于开始日期。" in html
    assert 'value="消化批而未供土地"' in html
    assert not Measure.objects.exists()


@pytest.mark.parametrize("who", ["member", "supervisor"])
def test_the_form_is_for_those_who_run_the_session(cast, sign_in, session, who):
    assert sign_in(cast[who]).get(_part(session, "new/")).status_code == 403
    assert sign_in(cast[who]).post(_part(session, "indicators/")).status_code == 403


def test_an_indicator_is_added_on_the_page_of_the_session(sign_in, session, measure, secretary):
    typed = {
        "measure": measure.pk,
        "name": "供地",
        "kind": "sum",
        "comparator": "ge",
        "target": "1500",
        "unit": "亩",
        "baseline": "2509.2",
        "rhythm": "quarter",
    }
    client = sign_in(secretary)

    first = client.post(_part(session, "indicators/"), typed)
    again = client.post(_part(session, "indicators/"), typed)

    assert first.status_code == 302
    assert again.status_code == 422
    assert "该措施已有同名指标。" in again.content.decode()
    assert Indicator.objects.get().measure == measure


def test_the_reason_for_no_measures_is_given_and_shown(sign_in, session, secretary, member):
    client = sign_in(secretary)

    empty = client.post(_part(session, "none/"), {"reason": ""})
    client.post(_part(session, "none/"), {"reason": "本次为理论辅导"})

    assert empty.status_code == 422
    assert "本次为理论辅导" in sign_in(member).get(_part(session)).content.decode()


def test_what_was_entered_by_mistake_is_deleted_with_a_button(
    sign_in, session, measure, indicator, secretary
):
    client = sign_in(secretary)
    assert "登记有误，删除" in client.get(_path(measure)).content.decode()

    client.post(f"/indicators/{indicator.pk}/remove/")
    client.post(_path(measure, "remove/"))

    assert not Measure.objects.exists()


def test_progress_is_reported_with_its_evidence_and_file(sign_in, measure, indicator, member, pdf):
    client = sign_in(member)
    assert "本期新增（亩）" in client.get(_path(measure)).content.decode()

    answer = client.post(
        f"/indicators/{indicator.pk}/readings/",
        {"value": "120.5", "read_on": measure.starts_on, "evidence": "供地台账", "file": pdf},
    )

    reading = Reading.objects.get()
    assert answer.status_code == 302
    assert reading.recorded_by == member
    html = client.get(_path(measure)).content.decode()
    assert f"/readings/{reading.pk}/file/" in html
    assert "120.5" in html
    with closing(client.get(f"/readings/{reading.pk}/file/")) as download:
        assert download.getvalue().startswith(b"%PDF")


def test_refused_progress_keeps_what_was_typed_beside_the_other_forms(
    sign_in, measure, indicator, member
):
    indicator_of(measure, name="低效用地再开发")

    answer = sign_in(member).post(
        f"/indicators/{indicator.pk}/readings/",
        {"value": "120.5", "read_on": "2001-01-01", "evidence": "供地台账"},
    )

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "截至日期不能早于措施开始日期。" in html
    assert html.count('value="供地台账"') == 1
    assert html.count("<summary>报进度</summary>") == 2


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00" * 20])
def test_a_file_that_may_not_be_is_refused_beside_its_field(
    sign_in, indicator, member, measure, content
):
    file = SimpleUploadedFile("台账.pdf", content)

    answer = sign_in(member).post(
        f"/indicators/{indicator.pk}/readings/",
        {"value": "1", "read_on": measure.starts_on, "evidence": "台账", "file": file},
    )

    assert answer.status_code == 422
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("supervisor", 404), ("outsider", 404), ("guest", 404), ("leader", 403)]
)
def test_strangers_find_nothing_and_others_of_the_group_may_not(
    cast, sign_in, measure, indicator, who, status
):
    client = sign_in(cast[who])
    reading = {"value": "1", "read_on": measure.starts_on, "evidence": "台账"}

    assert client.post(f"/indicators/{indicator.pk}/readings/", reading).status_code == status
    applied = client.post(_path(measure, "apply-closing/"), {"evidence": "已办结"})
    assert applied.status_code == status
    assert not Reading.objects.exists()
    assert not Closing.objects.exists()


def test_files_are_for_those_who_see_the_measure(sign_in, measure, member, outsider, pdf):
    sign_in(member).post(_path(measure, "apply-closing/"), {"evidence": "已办结", "file": pdf})
    path = f"/closings/{Closing.objects.get().pk}/file/"

    assert sign_in(outsider).get(path).status_code == 404
    with closing(sign_in(member).get(path)) as download:
        assert download.status_code == 200


def test_a_row_without_file_has_none_to_download(sign_in, measure, indicator, member):
    reading = read(indicator, 10, measure.starts_on)

    assert sign_in(member).get(f"/readings/{reading.pk}/file/").status_code == 404


def test_the_owner_applies_and_the_leader_closes(sign_in, measure, member, leader):
    owner, head = sign_in(member), sign_in(leader)
    owner.post(_path(measure, "apply-closing/"), {"evidence": "已全部供出"})
    waiting = owner.get(_path(measure)).content.decode()
    own_try = owner.post(_path(measure, "decide-closing/"), {"outcome": "approved"})

    closed = head.post(_path(measure, "decide-closing/"), {"outcome": "approved"})

    assert "等待复核。" in waiting
    assert "decide-closing" not in waiting
    assert own_try.status_code == 403
    assert closed.status_code == 302
    assert "已销号" in head.get(_path(measure)).content.decode()


def test_a_return_without_reason_says_so_on_the_page(sign_in, measure, member, leader):
    actions.apply_closing(measure=measure, by=member, at=timezone.now(), evidence="已办结")

    answer = sign_in(leader).post(_path(measure, "decide-closing/"), {"outcome": "returned"})

    assert answer.status_code == 422
    assert "退回须写明理由。" in answer.content.decode()


def test_the_secretary_enters_what_the_leader_signed(
    sign_in, measure, member, secretary, leader, pdf
):
    actions.apply_closing(measure=measure, by=member, at=timezone.now(), evidence="已办结")

    sign_in(secretary).post(
        _path(measure, "decide-closing/"),
        {
            "outcome": "approved",
            "signed_by": leader.pk,
            "signed_on": timezone.localdate(),
            "scan": pdf,
        },
    )

    assert Decision.objects.get().recorded_by == secretary
    assert "代录" in sign_in(member).get(_path(measure)).content.decode()


def test_a_secretary_cannot_enter_the_closing_of_his_own_measure(
    sign_in, measure, secretary, leader, pdf
):
    measure.owner = secretary
    measure.save()
    client = sign_in(secretary)
    client.post(_path(measure, "apply-closing/"), {"evidence": "已办结"})

    answer = client.post(
        _path(measure, "decide-closing/"),
        {
            "outcome": "approved",
            "signed_by": leader.pk,
            "signed_on": timezone.localdate(),
            "scan": pdf,
        },
    )

    assert answer.status_code == 403
    assert not Decision.objects.exists()


def test_the_leader_stops_a_measure_on_its_page(sign_in, measure, leader, member):
    empty = sign_in(leader).post(_path(measure, "stop/"), {"reason": ""})
    sign_in(leader).post(_path(measure, "stop/"), {"reason": "规划调整"})

    html = sign_in(member).get(_path(measure)).content.decode()
    assert empty.status_code == 422
    assert "已终止" in html
    assert "规划调整" in html
    assert sign_in(member).post(_path(measure, "stop/"), {"reason": "x"}).status_code == 403


def test_a_stop_signed_on_paper_is_entered_by_the_secretary(
    sign_in, measure, secretary, leader, pdf
):
    sign_in(secretary).post(
        _path(measure, "stop/"),
        {
            "reason": "规划调整",
            "signed_by": leader.pk,
            "signed_on": timezone.localdate(),
            "scan": pdf,
        },
    )

    measure.refresh_from_db()
    assert measure.stop_decision.recorded_by == secretary


@pytest.mark.parametrize("end", ["decide-closing/", "stop/"])
def test_the_secretary_enters_what_the_former_leader_signed(
    sign_in, measure, group, member, secretary, leader, pdf, end
):
    actions.apply_closing(measure=measure, by=member, at=timezone.now(), evidence="已办结")
    yesterday = timezone.localdate() - timedelta(days=1)
    leader.memberships.update(until=yesterday)
    seat(group, GroupRole.LEADER, since=timezone.localdate())
    sheet = {"signed_by": leader.pk, "signed_on": yesterday, "scan": pdf}

    sign_in(secretary).post(
        _path(measure, end), {**sheet, "outcome": "approved", "reason": "规划调整"}
    )

    assert Decision.objects.get().by == leader


def test_the_page_of_a_closing_names_the_application_shown(sign_in, measure, member, leader):
    shown = actions.apply_closing(measure=measure, by=member, at=timezone.now(), evidence="已办结")
    client = sign_in(leader)
    page = client.get(_path(measure)).content.decode()
    answer = {"outcome": "returned", "reason": "补充", "revision": shown.pk}
    client.post(_path(measure, "decide-closing/"), answer)
    again = actions.apply_closing(measure=measure, by=member, at=timezone.now(), evidence="另一份")

    stale = client.post(_path(measure, "decide-closing/"), {**answer, "outcome": "approved"})

    assert f'name="revision" value="{shown.pk}"' in page
    assert stale.status_code == 422
    assert f'name="revision" value="{again.pk}"' in stale.content.decode()
    assert Decision.objects.count() == 1


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


def test_only_who_acts_for_another_is_asked_for_day_and_sheet(
    sign_in, measure, indicator, secretary, member
):
    theirs = sign_in(secretary).get(_path(measure)).content.decode()
    own = sign_in(member).get(_path(measure)).content.decode()

    # To report progress, apply for closing, ask for a later deadline and another target.
    assert (theirs.count('name="given_on"'), own.count('name="given_on"')) == (4, 0)


def test_what_was_entered_for_the_owner_shows_who_entered_it_and_when_it_was_given(
    sign_in, measure, indicator, secretary, member, pdf
):
    client, today = sign_in(secretary), timezone.localdate()
    given = {"evidence": "台账", "given_on": today.isoformat()}
    value = {"value": "1", "read_on": measure.starts_on}

    client.post(f"/indicators/{indicator.pk}/readings/", given | value | {"scan": pdf})
    client.post(_path(measure, "apply-closing/"), given)

    html = sign_in(member).get(_path(measure)).content.decode()
    assert html.count(f"代交：秘书丙，{today.year}年{today.month}月{today.day}日") == 2
    assert Reading.objects.filter(proxy__scan__name="签批单.pdf").exists()


def test_a_day_that_cannot_be_is_told_in_the_form_and_stays(sign_in, measure, indicator, secretary):
    typed = {"value": "7.5", "read_on": timezone.localdate(), "evidence": "台账"}

    page = sign_in(secretary).post(
        f"/indicators/{indicator.pk}/readings/", typed | {"given_on": measure.starts_on}
    )

    assert page.status_code == 422
    assert "提供日期早于该事项" in page.content.decode()
    assert 'value="7.5"' in page.content.decode()
    assert not Reading.objects.exists()
