"""The page of the report, and the report as it is printed."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from agendas.papers import actions
from agendas.papers.models import Paper, PaperStatus
from agendas.sessions.models import Decision
from studygroups.forms.models import Stage
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


def url(name, session, **more):
    return reverse(f"agendas:{name}", kwargs={"session_id": session.pk, **more})


def words(response):
    return response.content.decode()


def save(client, session, to, **more):
    report: dict[str, object] = {"title": "学习会情况专报", "body": "现将有关情况报告如下。"}
    report |= {"recipients": [to.pk], "revision": 1}
    return client.post(url("draft_report", session), {**report, **more})


def test_strangers_find_neither_page_nor_paper(sign_in, held, sent, outsider, other_secretary):
    for person in (outsider, other_secretary):
        client = sign_in(person)
        assert client.get(url("papers", held)).status_code == 404
        assert client.get(url("print_paper", held, paper_id=sent.pk)).status_code == 404
        assert save(client, held, held.group.unit).status_code == 404


def test_a_member_reads_nothing_of_a_draft_and_all_of_a_signed_paper(
    sign_in, held, member, leader, submitted
):
    client = sign_in(member)
    printed = url("print_paper", held, paper_id=submitted.pk)

    assert submitted.body not in words(client.get(url("papers", held)))
    assert client.get(printed).status_code == 404

    actions.decide_paper(paper=submitted, by=leader, at=timezone.now(), outcome="approved")
    page = words(client.get(url("papers", held)))
    assert submitted.body in page
    assert "登记报送" not in page
    assert client.get(printed).status_code == 200


def test_the_supervisor_reads_what_was_sent_to_his_unit(sign_in, held, supervisor, sent):
    client = sign_in(supervisor)

    page = client.get(url("papers", held))

    assert sent.body in words(page)
    assert "退回" not in words(page)
    assert client.get(url("print_paper", held, paper_id=sent.pk)).status_code == 200


def test_the_supervisor_reads_nothing_before_it_is_sent(sign_in, held, supervisor, signed):
    assert signed.body not in words(sign_in(supervisor).get(url("papers", held)))


def test_a_first_draft_is_offered_and_then_edited(sign_in, held, secretary, supervisor):
    client = sign_in(secretary)

    client.post(url("start_report", held))
    page = words(client.get(url("papers", held)))
    assert "关于“破解土地要素瓶颈制约”学习会情况的专报" in page
    assert supervisor.unit.name in page

    save(client, held, supervisor.unit, title="改后的专报", submit="1")
    paper = Paper.objects.get()
    assert (paper.title, paper.status) == ("改后的专报", PaperStatus.SUBMITTED)


def test_supervising_units_come_first_and_neighbours_can_be_chosen_too(
    sign_in, held, secretary, supervisor, draft
):
    beside = UnitFactory(parent=held.group.unit.parent)

    answer = save(sign_in(secretary), held, supervisor.unit, others=[beside.pk])

    assert answer.status_code == 302
    assert set(draft.recipients.all()) == {supervisor.unit, beside}


def test_the_second_drafter_keeps_his_text_beside_the_others(
    sign_in, held, draft, secretary, leader, supervisor
):
    save(sign_in(leader), held, supervisor.unit, body="组长改过的一行")
    client = sign_in(secretary)

    told = save(client, held, supervisor.unit, body="秘书改过的一行")
    page = words(told)
    assert told.status_code == 422
    assert "他人刚刚改过这项内容" in page
    assert "<mark>组长改过的一行</mark>" in page
    assert "秘书改过的一行" in page
    assert 'name="revision" value="2"' in page
    assert Paper.objects.get().body == "组长改过的一行"

    save(client, held, supervisor.unit, body="两人的话", revision=2)
    assert Paper.objects.get().body == "两人的话"


def test_starting_anew_from_an_old_page_wipes_nothing(sign_in, held, draft, secretary, supervisor):
    client = sign_in(secretary)
    save(client, held, supervisor.unit, body="改过的正文")

    for posted in ({"revision": 1}, {"revision": "x"}, {}):
        client.post(url("start_report", held), posted)

    assert Paper.objects.get().body == "改过的正文"


def test_the_leader_does_not_sign_a_report_he_has_not_read(
    sign_in, held, leader, secretary, submitted
):
    client = sign_in(leader)
    assert 'name="revision" value="1"' in words(client.get(url("papers", held)))
    now = {"by": secretary, "at": timezone.now()}
    actions.withdraw_paper(paper=submitted, **now)
    again = actions.draft_report(
        session=held, **now, title="专报", body="新的正文", recipients=[secretary.unit], revision=1
    )
    actions.submit_paper(paper=again, **now)

    refused = client.post(url("decide_paper", held), {"outcome": "approved", "revision": 1})

    assert refused.status_code == 422
    assert "他人刚刚改过这项内容" in words(refused)
    assert "新的正文" in words(refused)
    assert not Decision.objects.exists()

    shown = words(refused).count('name="revision" value="2"')
    client.post(url("decide_paper", held), {"outcome": "approved", "revision": 2})
    assert shown
    assert Paper.objects.get().status == PaperStatus.APPROVED


@pytest.mark.parametrize(
    "fault", [{"title": "长" * 101}, {"body": "长" * 20001}, {"title": ""}, {"recipients": ["x"]}]
)
def test_a_faulty_draft_comes_back_as_typed(sign_in, held, secretary, supervisor, draft, fault):
    refused = save(sign_in(secretary), held, supervisor.unit, **{"body": "改过的正文", **fault})

    assert refused.status_code == 422
    assert fault.get("body", "改过的正文") in words(refused)
    assert Paper.objects.get().body == draft.body


def test_submitting_to_nobody_says_what_is_missing_and_saves_nothing(
    sign_in, held, secretary, draft
):
    report = {"title": "专报", "body": "改过的正文", "submit": "1", "revision": 1}

    refused = sign_in(secretary).post(url("draft_report", held), report)

    assert refused.status_code == 422
    assert "请选择报送单位" in words(refused)
    assert "改过的正文" in words(refused)
    assert Paper.objects.get().body == draft.body


def test_not_applicable_without_a_reason_is_refused(sign_in, held, secretary):
    refused = sign_in(secretary).post(url("not_applicable", held), {"reason": " "})

    assert refused.status_code == 422
    assert not Paper.objects.exists()


def test_not_applicable_shows_its_reason_and_can_be_undone(sign_in, held, secretary):
    client = sign_in(secretary)

    client.post(url("not_applicable", held), {"reason": "内部专题学习"})
    assert "内部专题学习" in words(client.get(url("papers", held)))

    client.post(url("start_report", held), {"revision": 1})
    assert Paper.objects.get().status == PaperStatus.DRAFT


def test_before_conversion_the_page_explains_itself(sign_in, held, secretary):
    held.stage = Stage.MEETING
    held.save()

    page = words(sign_in(secretary).get(url("papers", held)))

    assert "进入转化阶段后" in page
    assert "<textarea" not in page


def test_the_printed_paper_has_its_parts_and_no_mark_of_secrecy(sign_in, held, member, sent):
    Paper.objects.update(body="导语。\n一、聚焦问题\n（一）共识\n1. 先存量后增量")

    page = words(sign_in(member).get(url("print_paper", held, paper_id=sent.pk)))

    today = timezone.localdate()
    assert "第1期" in page
    assert f"{today.year}年{today.month}月{today.day}日" in page
    assert f"<span>{held.group.unit.name}</span>" in page
    assert '<p class="first">一、聚焦问题</p>' in page
    assert '<p class="second">（一）共识</p>' in page
    assert '<p class="text">1. 先存量后增量</p>' in page
    assert "报：" in page
    assert not any(mark in page for mark in ("绝密", "机密", "秘密★", "密级"))


def test_a_printed_draft_is_the_sheet_to_sign_on(sign_in, held, secretary, submitted):
    page = words(sign_in(secretary).get(url("print_paper", held, paper_id=submitted.pk)))

    assert "送审稿" in page
    assert "签发：" in page
    assert "第1期" not in page


def test_nothing_is_printed_of_a_report_set_aside(sign_in, held, secretary, set_aside):
    answer = sign_in(secretary).get(url("print_paper", held, paper_id=set_aside.pk))

    assert answer.status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_draft_page_asks_the_same_few_questions_whatever_the_recipients(
    sign_in, held, secretary, draft, rows, django_assert_num_queries
):
    draft.recipients.set([UnitFactory() for _ in range(rows)])
    client = sign_in(secretary)

    with django_assert_num_queries(12):
        client.get(url("papers", held))


@pytest.mark.parametrize("state", ["submitted", "signed", "sent"])
def test_every_state_of_the_page_stays_within_its_questions(
    request, sign_in, held, leader, state, django_assert_max_num_queries
):
    request.getfixturevalue(state)
    client = sign_in(leader)

    with django_assert_max_num_queries(15):
        page = client.get(url("papers", held))

    assert page.status_code == 200
