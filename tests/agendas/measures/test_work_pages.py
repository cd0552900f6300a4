"""Progress, closing and stopping on the page of a measure."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agendas.measures import actions
from agendas.measures.models import Closing, Reading
from agendas.sessions.models import Decision
from studygroups.groups.models import GroupRole
from tests.factories import indicator_of, read, seat

pytestmark = pytest.mark.django_db


def _path(measure, verb=""):
    return f"/measures/{measure.pk}/{verb}"


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
