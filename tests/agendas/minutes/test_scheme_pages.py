"""The scheme on its pages and over the API."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from agendas.minutes import actions
from agendas.minutes.models import AgendaItem, Scheme, SchemeState
from agendas.sessions.models import Decision
from tests.factories import SessionFactory, scheme_of, supervisor_of

pytestmark = pytest.mark.django_db


def url(name, session):
    return reverse(f"agendas:{name}", kwargs={"session_id": session.pk})


def words(response):
    return response.content.decode()


def save(client, session, revision=0, **more):
    typed = {"requirements": "请提前到会。", "revision": revision, **more}
    return client.post(url("save_scheme", session), typed)


def test_it_is_begun_where_the_agenda_is_and_submitted_in_one_step(
    sign_in, planned, secretary, leader
):
    client = sign_in(secretary)
    assert "起草方案" in words(client.get(url("minutes", planned)))
    assert planned.venue in words(client.get(url("scheme", planned)))

    answer = save(client, planned, submit="1")

    assert answer.url == url("scheme", planned)
    assert Scheme.objects.get().state == SchemeState.SUBMITTED
    assert "待审定" in words(client.get(url("minutes", planned)))
    assert "学习会方案待审定" in words(client.get(url("session", planned)))


@pytest.mark.parametrize(
    ("role", "state", "status"),
    [
        ("secretary", "scheme", 200),
        ("member", "scheme", 404),
        ("member", "waiting", 200),
        ("supervisor", "approved", 404),
        ("outsider", "approved", 404),
    ],
)
def test_who_opens_the_sheet(cast, request, sign_in, planned, role, state, status):
    request.getfixturevalue(state)
    client = sign_in(cast[role])

    assert client.get(url("scheme", planned)).status_code == status
    assert client.get(url("print_scheme", planned)).status_code == status


def test_who_reviews_it_from_above_reads_it_before_the_session(sign_in, planned, group, approved):
    group.is_demonstration = True
    group.save()
    client = sign_in(supervisor_of(group))

    page = client.get(url("print_scheme", planned))

    assert planned.venue in words(page)
    assert f"/sessions/{planned.pk}/" not in words(page)
    assert client.get(url("session", planned)).status_code == 404


def test_a_member_reads_without_any_button(sign_in, planned, member, waiting):
    page = words(sign_in(member).get(url("scheme", planned)))

    assert "请提前十分钟到会。" in page
    assert "<form" not in page[page.index('id="panel"') :]
    assert save(sign_in(member), planned, revision=2).status_code == 403


def test_the_second_of_two_writers_is_told_and_keeps_his_text(sign_in, planned, secretary, scheme):
    save(sign_in(secretary), planned, revision=1, requirements="先存的")

    refused = save(sign_in(secretary), planned, revision=1, requirements="后存的")

    assert refused.status_code == 422
    assert "后存的</textarea>" in words(refused)
    assert "<mark>先存的</mark>" in words(refused)
    assert 'name="revision" value="2"' in words(refused)


def test_the_leader_decides_on_the_page(sign_in, planned, leader, waiting):
    client = sign_in(leader)
    assert f'name="revision" value="{waiting.revision}"' in words(
        client.get(url("scheme", planned))
    )

    bare = client.post(url("decide_scheme", planned), {"outcome": "returned"})
    client.post(url("decide_scheme", planned), {"outcome": "approved"})

    assert bare.status_code == 422
    assert "退回须写明理由" in words(bare)
    assert Scheme.objects.get().state == SchemeState.APPROVED
    assert "组长甲　同意" in words(client.get(url("print_scheme", planned)))


def test_what_changed_since_the_approval_is_shown_and_submitted_anew(
    sign_in, planned, secretary, member, approved
):
    AgendaItem.objects.create(session=planned, kind="first", title="学习")
    client = sign_in(secretary)

    page = words(client.get(url("scheme", planned)))
    members = words(sign_in(member).get(url("scheme", planned)))
    client.post(url("submit_scheme", planned))

    assert "批准后已有变动：议程。" in page
    assert "议程现为：1. 第一议题：学习" in page
    assert "批准后已有变动：议程。" in members
    assert "第一议题：学习" not in members
    assert Scheme.objects.get().state == SchemeState.SUBMITTED


def test_the_secretary_withdraws_and_enters_what_was_signed(
    sign_in, planned, secretary, leader, waiting, pdf
):
    client, today = sign_in(secretary), timezone.localdate()
    client.post(url("withdraw_scheme", planned))
    assert Scheme.objects.get().state == SchemeState.DRAFT
    save(client, planned, revision=waiting.revision, submit="1")

    sheet = {"outcome": "approved", "signed_by": leader.pk, "signed_on": today, "scan": pdf}
    client.post(url("decide_scheme", planned), sheet)

    assert Decision.objects.get().recorded_by == secretary


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_few_questions_whatever_the_rows(
    sign_in, planned, leader, waiting, rows, django_assert_num_queries
):
    for number in range(rows):
        AgendaItem.objects.create(session=planned, kind="speech", title=f"发言{number}")
    client = sign_in(leader)

    with django_assert_num_queries(13):
        page = client.get(url("scheme", planned))

    assert "送审后已有变动：议程。" in words(page)


def test_over_the_api_it_is_saved_submitted_and_decided(api, planned, secretary, leader):
    client = api(secretary)
    made = client.post(
        "/api/v1/schemes/", {"session": planned.pk, "revision": 0, "requirements": "静音"}
    )
    path = f"/api/v1/schemes/{made.data['id']}/"
    sent = client.post(f"{path}submit/")
    own = client.post(f"{path}decide/", {"outcome": "approved"})
    stale = api(leader).post(f"{path}decide/", {"outcome": "approved", "revision": 1})
    done = api(leader).post(f"{path}decide/", {"outcome": "approved", "revision": 2})

    answers = (made, sent, own, stale, done)
    assert [answer.status_code for answer in answers] == [201, 200, 403, 412, 200]
    assert made.data["sections"] == []
    assert sent.data["sections"][0] == {"name": "题目", "lines": [planned.title]}
    assert done.data["decision"]["outcome"] == "approved"


@pytest.mark.parametrize(
    ("verb", "typed", "answer"),
    [
        ("", {"revision": 0}, (412, "stale")),
        ("submit/", {}, (409, "submitted")),
        ("decide/", {"outcome": "perhaps"}, (400, "invalid")),
    ],
)
def test_what_a_rule_refuses_over_the_api_is_answered_by_its_code(
    api, planned, secretary, scheme, verb, typed, answer
):
    if verb:
        actions.submit_scheme(scheme=scheme, by=secretary, at=timezone.now())
    path = f"/api/v1/schemes/{scheme.pk}/{verb}" if verb else "/api/v1/schemes/"

    refused = api(secretary).post(path, {"session": planned.pk, **typed})

    assert (refused.status_code, refused.data["code"]) == answer


def test_over_the_api_a_submitted_one_is_withdrawn_and_a_draft_hidden(
    api, secretary, member, waiting
):
    path = f"/api/v1/schemes/{waiting.pk}/"
    assert api(member).get(path).status_code == 200

    assert api(secretary).post(f"{path}withdraw/").data["state"] == "draft"
    assert api(member).get(path).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_whatever_the_rows(
    api, group, secretary, rows, django_assert_num_queries
):
    for _ in range(rows):
        scheme_of(SessionFactory(group=group), secretary)

    with django_assert_num_queries(2):
        answer = api(secretary).get("/api/v1/schemes/")

    assert answer.data["count"] == rows
