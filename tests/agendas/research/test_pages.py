"""The research part of a session, as each role meets it."""

from __future__ import annotations

import pytest

from accounts.files.actions import store
from agendas.research.models import Duty, Excuse, Finding, ResearchState
from studygroups.forms.models import Stage
from tests.factories import entered, owe, paper_of, seat

pytestmark = pytest.mark.django_db


def path(session, more=""):
    return f"/sessions/{session.pk}/research/{more}"


def text_of(page):
    return page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("role", "budget"), [("leader", 14), ("secretary", 14), ("member", 14)])
def test_the_part_costs_the_same_for_one_row_and_for_three(
    sign_in, cast, session, duty, leaders_duty, django_assert_num_queries, rows, role, budget
):
    Duty.objects.filter(pk=leaders_duty.pk).update(excuse=Excuse.ASKED)
    for _ in range(rows):
        owe(session, seat(session.group), excuse=Excuse.ASKED, excuse_reason="病假。")
        author = seat(session.group)
        given = entered(session, author, cast["secretary"])
        paper = paper_of(owe(session, author, proxy=given))
        Finding.objects.create(paper=paper, kind="fact", text="存量大。", created_by=cast["leader"])
    browser = sign_in(cast[role])

    with django_assert_num_queries(budget):
        page = browser.get(path(session))

    assert len(page.context["cards"]) == rows


def test_leads_see_how_every_member_stands_in_official_order(
    sign_in, secretary, session, leader, member
):
    leader.full_name, member.full_name = "张三", "李四"
    owe(session, member, excuse=Excuse.ASKED, excuse_reason="外出学习。")
    owe(session, leader)

    page = text_of(sign_in(secretary).get(path(session)))

    assert page.index("李　四") > page.index("张　三")
    assert "未交" in page
    assert "申请免交：外出学习。" in page


def test_a_member_sees_his_own_standing_and_handed_in_papers_but_no_matrix(
    sign_in, session, member, duty
):
    colleague, other = seat(session.group), seat(session.group)
    paper_of(owe(session, colleague), title="占补平衡调研")
    paper_of(owe(session, other), title="执法监察调研", state=ResearchState.RETURNED)

    page = text_of(sign_in(member).get(path(session)))

    assert "我的会前调研" in page
    assert "占补平衡调研" in page
    assert "执法监察调研" not in page
    assert "完成情况" not in page


def test_a_supervisor_sees_counts_and_no_name(sign_in, supervisor, announced, member, duty):
    paper_of(owe(announced, seat(announced.group)), title="占补平衡调研")

    page = text_of(sign_in(supervisor).get(path(announced)))

    assert "应交 2 人，已交 1 人，免交 0 人。" in page
    assert "占补平衡调研" not in page
    assert member.full_name not in page


def test_a_supervisor_of_a_demonstration_group_sees_its_handed_in_papers(
    sign_in, supervisor, announced, duty
):
    announced.group.is_demonstration = True
    announced.group.save()
    paper_of(duty, title="占补平衡调研")

    page = text_of(sign_in(supervisor).get(path(announced)))

    assert "占补平衡调研" in page
    assert "/findings/" not in page


def test_a_guest_sees_nothing_of_the_research(sign_in, guest, announced, duty):
    announced.guests.add(guest)
    paper_of(duty, title="占补平衡调研")

    page = text_of(sign_in(guest).get(path(announced)))

    assert "会前调研材料由中心组成员查看。" in page
    assert "占补平衡调研" not in page
    assert "应交" not in page


@pytest.mark.parametrize("role", ["other_secretary", "outsider"])
def test_to_a_stranger_nothing_of_it_exists(sign_in, cast, announced, duty, pdf, role):
    paper = paper_of(duty, file=store(pdf, by=duty.person))
    finding = Finding.objects.create(
        paper=paper, kind="fact", text="存量大。", created_by=duty.person
    )
    browser = sign_in(cast[role])

    assert browser.get(path(announced)).status_code == 404
    assert browser.get(f"/research/{paper.pk}/file/").status_code == 404
    for address in (
        path(announced, "hand-in/"),
        path(announced, f"{paper.pk}/hand-in/"),
        path(announced, "remind/"),
        f"/research/{paper.pk}/findings/",
        f"/research/{paper.pk}/remark/",
        f"/findings/{finding.pk}/remove/",
        f"/duties/{duty.pk}/excuse/",
        f"/duties/{duty.pk}/decide/",
        f"/duties/{duty.pk}/speaker/",
    ):
        assert browser.post(address).status_code == 404


@pytest.mark.parametrize("wanted", ["0", "x", "99999999999999999999", ""])
def test_a_link_to_what_does_not_exist_shows_the_page(sign_in, session, secretary, duty, wanted):
    page = sign_in(secretary).get(path(session, f"?edit={wanted}&excuse={wanted}&decide={wanted}"))

    assert page.status_code == 200
    assert page.context["decision"] is None


def test_a_speaker_is_named_and_unnamed_with_one_button(sign_in, session, secretary, duty):
    browser = sign_in(secretary)

    browser.post(f"/duties/{duty.pk}/speaker/", {"is_speaker": "yes"})
    named = text_of(browser.get(path(session)))
    browser.post(f"/duties/{duty.pk}/speaker/", {"is_speaker": "no"})

    assert 'class="tag gold">重点发言' in named
    duty.refresh_from_db()
    assert not duty.is_speaker


def test_a_member_may_not_name_himself_speaker(sign_in, member, duty):
    page = sign_in(member).post(f"/duties/{duty.pk}/speaker/", {"is_speaker": "yes"})

    assert page.status_code == 403


def test_one_click_reminds_and_a_second_says_it_was_done(sign_in, session, secretary, duty):
    browser = sign_in(secretary)

    first = text_of(browser.post(path(session, "remind/"), follow=True))
    second = text_of(browser.post(path(session, "remind/"), follow=True))

    assert "已提醒 1 人。" in first
    assert "今天已提醒过" in second


def test_reminding_after_the_meeting_says_why_not(sign_in, session, secretary, duty):
    session.stage = Stage.CONVERSION
    session.save()

    page = text_of(sign_in(secretary).post(path(session, "remind/"), follow=True))

    assert "学习会不在这一阶段" in page


def test_before_the_research_the_page_teaches_what_will_stand_here(sign_in, session, secretary):
    session.stage = Stage.TOPIC
    session.save()

    page = text_of(sign_in(secretary).get(path(session)))

    assert "进入调研阶段时" in page
    assert "hand-in" not in page
