"""The list of sessions, the page of one with its rail, and opening one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.sessions.models import StudySession, Waiver
from agendas.templatetags.stages import parts_of
from agendas.topics.models import TopicState
from studygroups.forms.models import STAGE_ORDER, Stage, StudyForm
from tests.factories import SessionFactory, StudyFormFactory, TopicFactory, seat

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_for_three(
    sign_in, secretary, group, django_assert_num_queries, rows
):
    for _ in range(rows):
        SessionFactory(group=group)
    browser = sign_in(secretary)

    with django_assert_num_queries(7):
        page = browser.get("/sessions/")

    assert len(page.context["page"].object_list) == rows


# What is asked depends on what may be missing at that stage, never on how much there is.
OVERVIEW = {
    "topic": 11,
    "research": 13,
    "meeting": 12,
    "conversion": 12,
    "followup": 12,
    "closed": 10,
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("stage", "queries"), OVERVIEW.items())
def test_the_overview_costs_the_same_for_one_step_on_file_and_for_three(
    sign_in, secretary, group, django_assert_num_queries, stage, queries, rows
):
    session = SessionFactory(group=group, stage=stage)
    for number in range(rows):
        session.stage_changes.create(to_stage=stage, by=seat(group))
        session.waivers.create(
            gap=f"late{number}", text="通知已晚", reason="已电话通知", by=seat(group)
        )
    browser = sign_in(secretary)

    with django_assert_num_queries(queries):
        page = browser.get(f"/sessions/{session.pk}/")

    assert len(page.context["story"]) == 2 * rows


def test_the_list_narrows_by_stage_year_and_form(sign_in, secretary, group):
    other_form = StudyFormFactory(code="lecture", name="专题讲座", stages=["meeting"])
    kept = SessionFactory(group=group, stage=Stage.MEETING)
    SessionFactory(group=group, stage=Stage.TOPIC)
    SessionFactory(group=group, stage=Stage.MEETING, form=other_form)
    browser = sign_in(secretary)

    page = browser.get("/sessions/", {"stage": "meeting", "form": kept.form_id})

    assert list(page.context["page"].object_list) == [kept]


def test_the_rail_says_what_is_missing_and_links_to_its_form(sign_in, secretary, session):
    page = sign_in(secretary).get(f"/sessions/{session.pk}/").content.decode()

    assert f'待完善：<a href="/sessions/{session.pk}/topic/">未选定议题</a>' in page
    assert "进入调研</button>" not in page


def test_with_nothing_missing_the_rail_shows_the_one_button(
    sign_in, secretary, member, session, group
):
    TopicFactory(group=group, session=session, state=TopicState.CHOSEN)

    assert (
        "进入调研</button>" in sign_in(secretary).get(f"/sessions/{session.pk}/").content.decode()
    )
    assert (
        "进入调研</button>" not in sign_in(member).get(f"/sessions/{session.pk}/").content.decode()
    )


def test_a_supervisor_sees_the_stages_and_nothing_of_what_is_missing(sign_in, supervisor, group):
    session = SessionFactory(group=group, stage=Stage.MEETING, announced_at=timezone.now())

    page = sign_in(supervisor).get(f"/sessions/{session.pk}/").content.decode()

    assert "召开" in page
    assert "待完善" not in page
    assert sign_in(supervisor).get(f"/sessions/{session.pk}/record/").status_code == 404


def test_a_refused_advance_says_why(sign_in, secretary, session):
    page = sign_in(secretary).post(f"/sessions/{session.pk}/advance/", follow=True)

    assert "待完善：未选定议题。" in page.content.decode()


@pytest.mark.parametrize(
    "path",
    ["", "edit/", "topic/", "research/", "people/", "minutes/", "measures/", "papers/", "record/"],
)
@pytest.mark.parametrize("role", ["outsider", "other_secretary", "supervisor", "guest"])
def test_a_stranger_finds_no_part_of_a_session_in_preparation(cast, sign_in, session, role, path):
    assert sign_in(cast[role]).get(f"/sessions/{session.pk}/{path}").status_code == 404


def test_whoever_is_not_signed_in_is_sent_to_sign_in(client, session):
    page = client.get(f"/sessions/{session.pk}/")

    assert page["Location"].startswith("/accounts/login/?next=")


def test_a_session_is_opened_by_the_page_and_a_refusal_keeps_what_was_typed(
    sign_in, secretary, group
):
    form = StudyFormFactory()
    browser = sign_in(secretary)
    head = {
        "group": group.pk,
        "form": form.pk,
        "title": "破解土地要素瓶颈制约",
        "starts_at": "2017-03-31T14:30",
        "ends_at": "2017-03-31T14:00",
        "venue": "三楼会议室",
    }

    refused = browser.post("/sessions/new/", head)
    opened = browser.post("/sessions/new/", {**head, "ends_at": "2017-03-31T17:00"})

    assert refused.status_code == 422
    assert "结束时间须晚于开始时间。" in refused.content.decode()
    assert 'value="破解土地要素瓶颈制约"' in refused.content.decode()
    assert opened["Location"] == f"/sessions/{StudySession.objects.get().pk}/"


def test_a_member_cannot_open_a_session(sign_in, member, group):
    page = sign_in(member).post(
        "/sessions/new/", {"group": group.pk, "form": StudyFormFactory().pk, "title": "x"}
    )

    assert page.status_code == 422
    assert not StudySession.objects.exists()


def test_the_second_saver_keeps_his_text_and_may_save_again(sign_in, secretary, leader, session):
    head = {"title": session.title, "starts_at": "", "ends_at": "", "revision": 1}
    sign_in(leader).post(f"/sessions/{session.pk}/edit/", {**head, "venue": "礼堂"})
    browser = sign_in(secretary)

    told = browser.post(f"/sessions/{session.pk}/edit/", {**head, "venue": "二楼"})

    page = told.content.decode()
    assert told.status_code == 422
    assert "他人刚刚改过这项内容" in page
    assert "礼堂" in page
    assert 'value="二楼"' in page
    assert 'name="revision" value="2"' in page


def test_the_leader_waives_a_late_notice_on_the_overview(sign_in, leader, group):
    session = SessionFactory(
        group=group, stage=Stage.RESEARCH, starts_at=timezone.now() + timedelta(days=2)
    )
    browser = sign_in(leader)
    assert "豁免" in browser.get(f"/sessions/{session.pk}/").content.decode()

    browser.post(f"/sessions/{session.pk}/waive/", {"gap": "notice_late", "reason": "上级临时部署"})

    assert Waiver.objects.get().by == leader
    page = browser.get(f"/sessions/{session.pk}/").content.decode()
    assert "上级临时部署" in page


def test_going_back_without_a_reason_is_told_beside_the_field(sign_in, secretary, group):
    session = SessionFactory(group=group, stage=Stage.MEETING)

    page = sign_in(secretary).post(f"/sessions/{session.pk}/send-back/", {"reason": ""})

    assert page.status_code == 422
    assert page.context["back_form"].errors["reason"]
    session.refresh_from_db()
    assert session.stage == Stage.MEETING


def test_every_answer_carries_the_strict_policy(sign_in, secretary, session):
    page = sign_in(secretary).get(f"/sessions/{session.pk}/")

    policy = page["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_only_who_runs_the_session_opens_its_form(sign_in, member, session):
    assert sign_in(member).get(f"/sessions/{session.pk}/edit/").status_code == 403


@pytest.mark.parametrize(("role", "hint"), [("secretary", True), ("leader", False)])
def test_who_runs_a_session_hears_who_may_waive(sign_in, cast, group, role, hint):
    soon = timezone.now() + timedelta(days=1)
    session = SessionFactory(group=group, stage=Stage.RESEARCH, starts_at=soon)

    page = sign_in(cast[role]).get(f"/sessions/{session.pk}/").content.decode()

    assert ("由组长写明理由豁免" in page) is hint


@pytest.mark.parametrize(
    ("stages", "tabs"),
    [
        (["meeting"], ["总览", "参会", "议程与记录", "留痕"]),
        (["research", "meeting"], ["总览", "调研", "参会", "议程与记录", "留痕"]),
        (
            [stage.value for stage in STAGE_ORDER[:-1]],
            ["总览", "议题", "调研", "参会", "议程与记录", "措施", "文书", "留痕"],
        ),
    ],
)
def test_a_session_has_tabs_for_the_stages_of_its_form_alone(stages, tabs):
    assert [label for _, label in parts_of(StudyForm(stages=stages))] == tabs
