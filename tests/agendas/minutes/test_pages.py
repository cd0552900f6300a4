"""The page of agenda, record and resolutions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agendas.minutes import actions
from agendas.minutes.models import AgendaItem, Minutes, MinutesState, Resolution
from agendas.sessions.models import Decision
from studygroups.forms.models import Stage
from studygroups.groups.models import GroupRole, Membership
from tests.factories import seat

pytestmark = pytest.mark.django_db


def url(name, session, **more):
    return reverse(f"agendas:{name}", kwargs={"session_id": session.pk, **more})


def words(response):
    return response.content.decode()


def save(client, session, revision=0, **more):
    texts = {"record": "一、传达学习。", "summary": "会议认为。", "revision": revision}
    return client.post(url("save_minutes", session), {**texts, **more})


def test_strangers_find_no_page(sign_in, meeting, outsider, other_secretary):
    for person in (outsider, other_secretary):
        assert sign_in(person).get(url("minutes", meeting)).status_code == 404
        assert save(sign_in(person), meeting).status_code == 404
    assert not Minutes.objects.exists()


def test_a_member_may_read_but_not_write(sign_in, meeting, member, draft):
    client = sign_in(member)

    page = client.get(url("minutes", meeting))
    posted = save(client, meeting, revision=1)

    assert page.status_code == 200
    assert draft.record not in words(page)
    assert draft.summary not in words(page)
    assert posted.status_code == 403


def test_the_supervisor_reads_confirmed_minutes_without_any_button(
    sign_in, meeting, supervisor, confirmed
):
    page = words(sign_in(supervisor).get(url("minutes", meeting)))

    assert confirmed.summary in page
    assert 'name="outcome"' not in page
    assert "上移" not in page


def test_a_guest_of_a_closed_opening_reads_neither_agenda_nor_minutes(
    sign_in, meeting, guest, confirmed
):
    AgendaItem.objects.create(session=meeting, kind="speech", title="内部发言")
    meeting.guests.add(guest)

    page = sign_in(guest).get(url("minutes", meeting))

    assert page.status_code == 200
    assert "内部发言" not in words(page)
    assert confirmed.summary not in words(page)


def test_both_texts_are_saved_and_shown_again(sign_in, meeting, secretary):
    client = sign_in(secretary)

    answer = save(client, meeting, record="第一行\r\n第二行")

    assert answer.status_code == 302
    assert Minutes.objects.get().record == "第一行\n第二行"
    assert "第二行" in words(client.get(url("minutes", meeting)))


def test_the_second_of_two_writers_is_told_keeps_his_text_and_can_save_again(
    sign_in, meeting, secretary, deputy, draft
):
    save(sign_in(deputy), meeting, revision=1, record="副组长补的一段")
    client = sign_in(secretary)

    refused = save(client, meeting, revision=1, record="秘书写的一段")
    page = words(refused)

    assert refused.status_code == 422
    assert "他人刚刚改过" in page
    assert "秘书写的一段</textarea>" in page
    assert "<mark>副组长补的一段</mark>" in page
    assert 'name="revision" value="2"' in page
    assert Minutes.objects.get().record == "副组长补的一段"

    assert save(client, meeting, revision=2, record="合并后的记录").status_code == 302
    assert Minutes.objects.get().record == "合并后的记录"


def test_a_text_typed_while_another_submitted_the_minutes_stays_in_the_form(
    sign_in, meeting, secretary, submitted
):
    refused = save(sign_in(secretary), meeting, revision=1, record="晚到的一段")

    assert refused.status_code == 422
    assert "晚到的一段</textarea>" in words(refused)
    assert "撤回后才能修改" in words(refused)
    assert Minutes.objects.get().record != "晚到的一段"


def test_too_long_a_record_is_refused_beside_its_field_and_kept(sign_in, meeting, secretary):
    refused = save(sign_in(secretary), meeting, record="长" * 50001)

    assert refused.status_code == 422
    assert "长" * 50001 in words(refused)
    assert not Minutes.objects.exists()


@pytest.mark.parametrize("revision", ["", "x", "-1"])
def test_a_broken_revision_is_refused(sign_in, meeting, secretary, revision):
    refused = save(sign_in(secretary), meeting, revision=revision)

    assert refused.status_code == 422
    assert "一、传达学习。" in words(refused)
    assert not Minutes.objects.exists()


def test_save_and_submit_is_one_step_that_fails_as_one(sign_in, meeting, secretary):
    refused = save(sign_in(secretary), meeting, summary="", submit="1")

    assert refused.status_code == 422
    assert "都填写后才能送审" in words(refused)
    assert not Minutes.objects.exists()


def test_submitted_on_one_page_and_confirmed_on_the_other(sign_in, meeting, secretary, leader):
    save(sign_in(secretary), meeting, submit="1")
    client = sign_in(leader)

    assert "审定会议记录" in words(client.get(url("minutes", meeting)))
    answer = client.post(url("decide_minutes", meeting), {"outcome": "approved"})

    assert answer.status_code == 302
    assert Minutes.objects.get().state == MinutesState.CONFIRMED


def test_an_old_page_does_not_confirm_a_new_text(sign_in, meeting, leader, secretary, submitted):
    client = sign_in(leader)
    assert f'name="revision" value="{submitted.revision}"' in words(
        client.get(url("minutes", meeting))
    )
    actions.withdraw_minutes(minutes=submitted, by=secretary, at=timezone.now())
    save(sign_in(secretary), meeting, revision=submitted.revision, record="新写的", submit="1")

    old = {"outcome": "approved", "revision": submitted.revision}
    refused = client.post(url("decide_minutes", meeting), old)

    now = Minutes.objects.get()
    assert refused.status_code == 422
    assert "他人刚刚改过这项内容" in words(refused)
    assert "新写的" in words(refused)
    assert f'name="revision" value="{now.revision}"' in words(refused)
    assert (now.state, now.decision) == (MinutesState.SUBMITTED, None)


def test_the_secretary_enters_what_the_former_leader_signed(
    sign_in, meeting, group, leader, secretary, submitted, pdf
):
    today = timezone.localdate()
    Membership.objects.filter(person=leader).update(until=today - timedelta(days=1))
    type(meeting).objects.update(starts_at=meeting.starts_at - timedelta(days=3))
    new = seat(group, GroupRole.LEADER, since=today, full_name="新组长")
    client = sign_in(secretary)

    page = words(client.get(url("minutes", meeting)))
    signed_on = today - timedelta(days=1)
    sheet = {"outcome": "approved", "signed_by": leader.pk, "signed_on": signed_on, "scan": pdf}
    client.post(url("decide_minutes", meeting), sheet)

    assert f'<option value="{new.pk}" selected>' in page
    assert f'<option value="{leader.pk}">' in page
    assert Decision.objects.get().by == leader


def test_a_return_without_reason_comes_back_with_the_reason_why(
    sign_in, meeting, leader, submitted
):
    refused = sign_in(leader).post(url("decide_minutes", meeting), {"outcome": "returned"})

    assert refused.status_code == 422
    assert "退回须写明理由" in words(refused)
    assert Minutes.objects.get().state == MinutesState.SUBMITTED


def test_who_submitted_the_minutes_gets_no_form_to_decide_on_them(
    sign_in, meeting, leader, deputy, draft
):
    actions.submit_minutes(minutes=draft, by=leader, at=timezone.now())
    client = sign_in(leader)

    page = client.get(url("minutes", meeting))
    posted = client.post(url("decide_minutes", meeting), {"outcome": "approved"})

    assert 'name="outcome"' not in words(page)
    assert posted.status_code == 403
    assert not Decision.objects.exists()


def test_the_secretary_enters_a_signed_sheet_with_its_scan(
    sign_in, meeting, leader, secretary, submitted, pdf
):
    today = timezone.localdate()
    sheet = {"outcome": "approved", "signed_by": leader.pk, "signed_on": today, "scan": pdf}

    sign_in(secretary).post(url("decide_minutes", meeting), sheet)

    decision = Decision.objects.get()
    assert (decision.by, decision.recorded_by) == (leader, secretary)
    assert Minutes.objects.get().state == MinutesState.CONFIRMED


def test_the_secretary_withdraws_what_the_leader_has_not_decided(
    sign_in, meeting, secretary, submitted
):
    sign_in(secretary).post(url("withdraw_minutes", meeting))

    assert Minutes.objects.get().state == MinutesState.DRAFT


def test_the_leader_returns_confirmed_minutes_of_a_session_sent_back(
    sign_in, meeting, leader, confirmed
):
    client = sign_in(leader)

    assert "退回修改" in words(client.get(url("minutes", meeting)))
    client.post(url("decide_minutes", meeting), {"outcome": "returned", "reason": "更正数字"})

    assert Minutes.objects.get().state == MinutesState.DRAFT


def test_after_the_meeting_the_page_is_read_only(sign_in, meeting, secretary, confirmed):
    meeting.stage = Stage.CONVERSION
    meeting.save()

    page = words(sign_in(secretary).get(url("minutes", meeting)))

    assert confirmed.summary in page
    assert "<textarea" not in page
    assert "退回修改" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_few_questions_whatever_the_rows(
    sign_in, meeting, secretary, draft, rows, django_assert_num_queries
):
    for number in range(rows):
        AgendaItem.objects.create(session=meeting, kind="speech", title=f"发言{number}")
        Resolution.objects.create(
            session=meeting, kind="consensus", text=f"共识{number}", created_by=secretary
        )
    client = sign_in(secretary)

    with django_assert_num_queries(13):
        page = client.get(url("minutes", meeting))

    assert f"共识{rows - 1}" in words(page)


def test_the_page_of_a_decision_stays_within_its_questions(
    sign_in, meeting, leader, submitted, django_assert_max_num_queries
):
    client = sign_in(leader)

    with django_assert_max_num_queries(15):
        client.get(url("minutes", meeting))
