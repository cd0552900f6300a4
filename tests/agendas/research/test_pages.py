"""The research part of a session, as each role meets it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.files.actions import store
from accounts.files.models import StoredFile
from agendas.proxies.models import Proxy
from agendas.research import actions
from agendas.research.models import Duty, Excuse, Finding, Research, ResearchState
from agendas.sessions.models import Decision
from studygroups.forms.models import Stage
from tests.factories import entered, owe, paper_of, seat

pytestmark = pytest.mark.django_db


def path(session, more=""):
    return f"/sessions/{session.pk}/research/{more}"


def text_of(page):
    return page.content.decode()


@pytest.fixture
def announced(session):
    session.announced_at = timezone.now()
    session.save()
    return session


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("role", "budget"), [("leader", 15), ("secretary", 15), ("member", 15)])
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


@pytest.mark.parametrize(
    ("role", "code"),
    [("leader", 200), ("member", 200), ("supervisor", 404), ("guest", 404), ("outsider", 404)],
)
def test_the_file_goes_to_whoever_sees_the_paper(sign_in, cast, announced, duty, pdf, role, code):
    announced.guests.add(cast["guest"])
    paper = paper_of(duty, text="", file=store(pdf, by=duty.person))

    answer = sign_in(cast[role]).get(f"/research/{paper.pk}/file/")

    assert answer.status_code == code
    if code == 200:
        assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_a_paper_without_a_file_has_none_to_send(sign_in, member, duty):
    paper = paper_of(duty)

    assert sign_in(member).get(f"/research/{paper.pk}/file/").status_code == 404


def test_a_member_uploads_a_file_named_for_its_title_with_a_co_author(
    sign_in, session, member, duty, leaders_duty, pdf
):
    page = sign_in(member).post(
        path(session, "hand-in/"), {"file": pdf, "authors": [leaders_duty.pk]}
    )

    assert page["Location"] == path(session)
    paper = Research.objects.get()
    assert (paper.title, StoredFile.objects.get()) == ("签批单", paper.file)
    assert paper.duties.count() == 2


def test_the_secretary_hands_in_for_a_member_and_the_page_says_so(
    sign_in, session, secretary, member, duty
):
    browser = sign_in(secretary)

    browser.post(
        path(session, "hand-in/"), {"title": "调研", "text": "正文。", "authors": [duty.pk]}
    )

    assert "代交：秘书丙" in text_of(browser.get(path(session)))
    assert "代交：秘书丙" in text_of(sign_in(member).get(path(session)))


def test_a_paper_without_text_and_file_is_refused_and_the_title_stays(
    sign_in, session, member, duty
):
    page = sign_in(member).post(path(session, "hand-in/"), {"title": "占补平衡调研"})

    assert page.status_code == 422
    assert "请填写正文或上传文件。" in text_of(page)
    assert 'value="占补平衡调研"' in text_of(page)
    assert not Research.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90\0" + bytes(64), "类型不在允许之列"),
        (b"x" * (20 * 1024 * 1024 + 1), "文件超过 20 MB。"),
        (b"", "文件是空的。"),
    ],
)
def test_a_refused_file_is_told_beside_the_field_and_the_text_stays(
    sign_in, session, member, duty, content, words
):
    upload = SimpleUploadedFile("调研.docx", content)

    page = sign_in(member).post(
        path(session, "hand-in/"), {"title": "调研", "text": "批而未供存量大。", "file": upload}
    )

    assert page.status_code == 422
    assert words in text_of(page)
    assert "批而未供存量大。" in text_of(page)
    assert not Research.objects.exists()


def test_a_paper_without_a_title_and_a_file_to_name_it_is_refused(sign_in, session, member, duty):
    page = sign_in(member).post(path(session, "hand-in/"), {"text": "批而未供存量大。"})

    assert page.status_code == 422
    assert "请填写题目。" in text_of(page)
    assert "批而未供存量大。" in text_of(page)


def test_an_author_who_has_a_paper_is_refused_in_words(
    sign_in, session, secretary, duty, leaders_duty
):
    paper_of(duty)

    page = sign_in(secretary).post(
        path(session, "hand-in/"),
        {"title": "调研", "text": "正文。", "authors": [duty.pk, leaders_duty.pk]},
    )

    assert page.status_code == 422
    assert "所选作者已有调研材料" in text_of(page)
    assert Research.objects.count() == 1


def test_an_author_of_another_session_is_no_choice(sign_in, session, secretary, duty):
    page = sign_in(secretary).post(
        path(session, "hand-in/"), {"title": "调研", "text": "正文。", "authors": [duty.pk + 999]}
    )

    assert page.status_code == 422
    assert not Research.objects.exists()


def test_who_owes_nothing_may_not_hand_in(sign_in, announced, guest, duty):
    announced.guests.add(guest)

    page = sign_in(guest).post(path(announced, "hand-in/"), {"title": "调研", "text": "正文。"})

    assert page.status_code == 403
    assert not Research.objects.exists()


def test_a_returned_paper_is_changed_through_its_link(sign_in, session, member, leader, duty):
    paper = paper_of(duty)
    actions.return_paper(paper=paper, by=leader, at=timezone.now(), reason="数据不实。")
    browser = sign_in(member)

    page = text_of(browser.get(path(session, f"?edit={paper.pk}")))
    browser.post(
        path(session, f"{paper.pk}/hand-in/"), {"title": "用地指标调研", "text": "已核实。"}
    )

    assert "已退回（组长甲）：数据不实。" in page
    assert "批而未供存量大。</textarea>" in page
    paper.refresh_from_db()
    assert (paper.text, paper.state) == ("已核实。", ResearchState.HANDED_IN)


@pytest.mark.parametrize("wanted", ["0", "x", "99999999999999999999", ""])
def test_a_link_to_what_does_not_exist_shows_the_page(sign_in, session, secretary, duty, wanted):
    page = sign_in(secretary).get(path(session, f"?edit={wanted}&excuse={wanted}&decide={wanted}"))

    assert page.status_code == 200
    assert page.context["decision"] is None


def test_findings_are_marked_grouped_and_removed(sign_in, session, member, duty):
    paper = paper_of(duty)
    browser = sign_in(member)

    for kind, words in (("proposal", "先存量后增量。"), ("fact", "存量 1588 亩。")):
        browser.post(f"/research/{paper.pk}/findings/", {"kind": kind, "text": words})
    page = text_of(browser.get(path(session)))
    browser.post(f"/findings/{Finding.objects.get(kind='fact').pk}/remove/")

    assert page.index("存量 1588 亩。") < page.index("先存量后增量。")
    assert [finding.kind for finding in paper.findings.all()] == ["proposal"]


def test_a_fourth_finding_is_refused_and_its_words_stay(sign_in, session, member, duty):
    paper = paper_of(duty)
    for number in range(3):
        Finding.objects.create(paper=paper, kind="fact", text=f"之{number}", created_by=member)

    page = sign_in(member).post(
        f"/research/{paper.pk}/findings/", {"kind": "crux", "text": "指标不足。"}
    )

    assert page.status_code == 422
    assert "一份调研材料最多标注 3 条发现。" in text_of(page)
    assert "指标不足。" in text_of(page)
    assert paper.findings.count() == 3


def test_the_leader_returns_with_a_reason_and_is_told_when_it_is_missing(sign_in, leader, duty):
    paper = paper_of(duty)
    browser = sign_in(leader)

    without = browser.post(f"/research/{paper.pk}/remark/", {"verb": "return", "remark": ""})
    browser.post(f"/research/{paper.pk}/remark/", {"verb": "return", "remark": "数据不实。"})

    assert without.status_code == 422
    assert "退回须写明理由。" in text_of(without)
    paper.refresh_from_db()
    assert (paper.state, paper.remark) == (ResearchState.RETURNED, "数据不实。")


def test_the_secretary_asks_for_more_but_may_not_return(sign_in, session, secretary, duty):
    paper = paper_of(duty)
    browser = sign_in(secretary)

    returned = browser.post(f"/research/{paper.pk}/remark/", {"verb": "return", "remark": "不行"})
    browser.post(f"/research/{paper.pk}/remark/", {"verb": "ask_more", "remark": "补充数据。"})

    assert returned.status_code == 403
    paper.refresh_from_db()
    assert paper.state == ResearchState.MORE_ASKED
    assert 'value="return"' not in text_of(browser.get(path(session)))


def test_a_remark_without_its_button_is_refused(sign_in, leader, duty):
    paper = paper_of(duty)

    page = sign_in(leader).post(f"/research/{paper.pk}/remark/", {"remark": "补充数据。"})

    assert page.status_code == 422
    paper.refresh_from_db()
    assert paper.state == ResearchState.HANDED_IN


def test_a_member_asks_to_be_excused_and_the_leader_agrees_on_the_page(
    sign_in, session, member, leader, duty
):
    asking, deciding = sign_in(member), sign_in(leader)

    form = text_of(asking.get(path(session, f"?excuse={duty.pk}")))
    asking.post(f"/duties/{duty.pk}/excuse/", {"reason": "外出学习。"})
    page = text_of(deciding.get(path(session, f"?decide={duty.pk}")))
    deciding.post(f"/duties/{duty.pk}/decide/", {"outcome": "approved", "reason": ""})

    assert "送组长审定" in form
    assert "审定免交申请：成员丁" in page
    duty.refresh_from_db()
    assert duty.excuse == Excuse.GRANTED


def test_the_secretary_enters_a_signed_excuse_with_its_scan(
    sign_in, session, secretary, leader, duty, pdf
):
    Duty.objects.update(excuse=Excuse.ASKED, excuse_reason="外出学习。")
    browser = sign_in(secretary)
    today = timezone.localdate().isoformat()
    sheet = {"outcome": "approved", "reason": "", "signed_by": leader.pk, "signed_on": today}

    without = browser.post(f"/duties/{duty.pk}/decide/", sheet)
    browser.post(f"/duties/{duty.pk}/decide/", sheet | {"scan": pdf})

    assert without.status_code == 422
    decision = Decision.objects.get()
    assert (decision.by, decision.recorded_by) == (leader, secretary)


@pytest.mark.parametrize(("role", "code"), [("deputy", 403), ("member", 404)])
def test_others_do_not_decide_an_excuse(sign_in, cast, session, leader, role, code):
    duty = owe(session, seat(session.group), excuse=Excuse.ASKED)

    page = sign_in(cast[role]).post(f"/duties/{duty.pk}/decide/", {"outcome": "approved"})

    assert page.status_code == code
    duty.refresh_from_db()
    assert duty.excuse == Excuse.ASKED


def test_a_refused_request_for_an_excuse_says_why_and_keeps_the_reason(
    sign_in, session, member, duty
):
    paper_of(duty)

    page = sign_in(member).post(f"/duties/{duty.pk}/excuse/", {"reason": "外出学习。"})

    assert page.status_code == 422
    assert "已提交或已同意免交" in text_of(page)
    assert 'value="外出学习。"' in text_of(page)


def test_the_secretary_asks_for_an_excuse_for_a_member(sign_in, session, secretary, leader, duty):
    page = sign_in(secretary).post(f"/duties/{duty.pk}/excuse/", {"reason": "外出学习。"})

    assert page["Location"] == path(session)
    duty.refresh_from_db()
    assert (duty.excuse, duty.excuse_proxy.entered_by) == (Excuse.ASKED, secretary)


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


def test_only_the_secretary_is_asked_for_day_and_sheet(sign_in, cast, session, duty, deputy):
    owe(session, deputy)
    fields = ('name="given_on"', 'name="scan"')

    for role, asked in (("secretary", True), ("member", False), ("deputy", False)):
        page = text_of(sign_in(cast[role]).get(path(session, f"?excuse={duty.pk}")))
        assert all((field in page) is asked for field in fields), role


def test_a_paper_handed_in_for_a_member_shows_the_day_and_keeps_the_sheet(
    sign_in, session, secretary, member, duty, pdf
):
    day = timezone.localdate()
    typed = {"title": "调研", "text": "正文。", "authors": [duty.pk]}
    browser = sign_in(secretary)

    early = browser.post(path(session, "hand-in/"), typed | {"given_on": "1990-01-01"})
    browser.post(path(session, "hand-in/"), typed | {"given_on": day.isoformat(), "scan": pdf})

    assert early.status_code == 422
    assert "提供日期早于该事项" in text_of(early)
    duty.refresh_from_db()
    assert (duty.proxy.given_on, duty.proxy.scan.name) == (day, "签批单.pdf")
    mark = f"代交：秘书丙，{day.year}年{day.month}月{day.day}日"
    assert all(mark in text_of(sign_in(who).get(path(session))) for who in (secretary, member))


def test_an_excuse_asked_for_a_member_shows_who_asked_to_him_and_to_who_decides(
    sign_in, session, secretary, member, leader, duty
):
    sign_in(secretary).post(f"/duties/{duty.pk}/excuse/", {"reason": "外出学习。"})

    for browser, query in ((sign_in(member), ""), (sign_in(leader), f"?decide={duty.pk}")):
        assert "代交：秘书丙" in text_of(browser.get(path(session, query)))


def test_an_objection_of_any_author_stands_beside_the_mark(
    sign_in, session, secretary, member, leader, duty, leaders_duty
):
    typed = {"title": "调研", "text": "正文。", "authors": [leaders_duty.pk, duty.pk]}
    sign_in(secretary).post(path(session, "hand-in/"), typed)
    mark = Proxy.objects.get(person=member)
    without = text_of(sign_in(leader).get(path(session)))

    sign_in(member).post(f"/proxies/{mark.pk}/object/", {"text": "不是我写的。"})

    card = text_of(sign_in(leader).get(path(session))).partition('<article class="card"')[2]
    assert "本人有异议" not in without
    assert "代交：秘书丙" in card
    assert "本人有异议" in card


def test_an_empty_paper_is_told_all_it_lacks(sign_in, session, member, duty):
    page = sign_in(member).post(path(session, "hand-in/"), {})

    assert page.status_code == 422
    assert "请填写题目和正文，或者上传文件。" in text_of(page)
