"""The report over the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agendas.papers.models import Paper, PaperStatus

pytestmark = pytest.mark.django_db


def words(session, *, to=None, **more):
    units = [to.pk] if to else []
    report = {"session": session.pk, "title": "专报", "body": "正文", "recipients": units}
    return {**report, **more}


def test_a_report_goes_from_draft_to_sent(api, held, secretary, leader, supervisor):
    client, today = api(secretary), timezone.localdate()

    drafted = client.post("/api/v1/papers/", words(held, to=supervisor.unit))
    path = f"/api/v1/papers/{drafted.data['id']}/"
    submitted = client.post(f"{path}submit/")
    signed = api(leader).post(f"{path}decide/", {"outcome": "approved"})
    sent = client.post(f"{path}send/", {"sent_on": today.isoformat()})

    answers = (drafted, submitted, signed, sent)
    assert [answer.status_code for answer in answers] == [201, 200, 200, 200]
    assert (signed.data["number"], signed.data["year"]) == (1, today.year)
    assert (sent.data["status"], sent.data["kind"]) == ("sent", "report")
    read = api(supervisor).get(path)
    assert read.data["sent_on"] == today.isoformat()


def test_posting_again_changes_the_one_draft(api, held, draft, secretary, supervisor):
    answer = api(secretary).post(
        "/api/v1/papers/", words(held, to=supervisor.unit, title="改后", revision=1)
    )

    assert (answer.status_code, answer.data["id"]) == (201, draft.pk)
    assert Paper.objects.get().title == "改后"


def test_a_report_changed_in_the_meantime_is_answered_412(api, held, submitted, secretary, leader):
    path = f"/api/v1/papers/{submitted.pk}/"
    stale = {"outcome": "approved", "revision": submitted.revision - 1}

    unread = api(leader).post(f"{path}decide/", stale)
    api(secretary).post(f"{path}withdraw/")
    wiped = api(secretary).post("/api/v1/papers/", words(held, title="改后"))

    assert [(one.status_code, one.data["code"]) for one in (unread, wiped)] == [(412, "stale")] * 2
    assert Paper.objects.get().title == submitted.title
    read = {"outcome": "approved", "revision": submitted.revision}
    api(secretary).post(f"{path}submit/")
    assert api(leader).post(f"{path}decide/", read).status_code == 200


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "长" * 101}, "title"),
        ({"body": "长" * 20001}, "body"),
        ({"recipients": [0]}, "recipients"),
        ({"recipients": "x"}, "recipients"),
    ],
)
def test_what_was_typed_wrongly_is_answered_400(api, held, secretary, fault, field):
    answer = api(secretary).post("/api/v1/papers/", words(held, **fault))

    assert (answer.status_code, answer.data["code"]) == (400, "invalid")
    assert field in answer.data["fields"]
    assert not Paper.objects.exists()


def test_an_unsigned_paper_is_not_sent(api, submitted, secretary):
    day = timezone.localdate().isoformat()

    answer = api(secretary).post(f"/api/v1/papers/{submitted.pk}/send/", {"sent_on": day})

    assert (answer.status_code, answer.data["code"]) == (409, "not_signed")


def test_a_day_to_come_is_refused_by_rule(api, signed, secretary):
    day = (timezone.localdate() + timedelta(days=1)).isoformat()

    answer = api(secretary).post(f"/api/v1/papers/{signed.pk}/send/", {"sent_on": day})

    assert (answer.status_code, answer.data["code"]) == (409, "sent_later")


def test_a_broken_day_is_answered_400(api, signed, secretary):
    answer = api(secretary).post(f"/api/v1/papers/{signed.pk}/send/", {"sent_on": "昨天"})

    assert (answer.status_code, list(answer.data["fields"])) == (400, ["sent_on"])


def test_the_submitter_may_not_sign(api, submitted, secretary):
    answer = api(secretary).post(f"/api/v1/papers/{submitted.pk}/decide/", {"outcome": "approved"})

    assert answer.status_code == 403
    assert Paper.objects.get().number is None


def test_a_submitted_report_is_withdrawn(api, submitted, secretary):
    answer = api(secretary).post(f"/api/v1/papers/{submitted.pk}/withdraw/")

    assert answer.data["status"] == "draft"


def test_a_report_is_set_aside_with_a_reason_only(api, held, secretary):
    client, path = api(secretary), "/api/v1/papers/not-applicable/"

    without = client.post(path, {"session": held.pk, "reason": ""})
    with_reason = client.post(path, {"session": held.pk, "reason": "内部专题学习"})

    assert (without.status_code, with_reason.status_code) == (400, 200)
    assert Paper.objects.get().status == PaperStatus.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("role", "status"), [("member", 404), ("supervisor", 404), ("outsider", 404), ("leader", 200)]
)
def test_a_draft_exists_only_for_the_leads(api, cast, draft, role, status):
    assert api(cast[role]).get(f"/api/v1/papers/{draft.pk}/").status_code == status


def test_a_member_drafts_nothing(api, held, member):
    assert api(member).post("/api/v1/papers/", words(held)).status_code == 403
    assert not Paper.objects.exists()
