"""Duties through the API: excuses, speakers, questions, reminders."""

from __future__ import annotations

import pytest
from django.utils import timezone

from agendas.research.models import Duty, Excuse

pytestmark = pytest.mark.django_db
DUTIES = "/api/v1/duties/"


def refused(answer):
    return answer.status_code, answer.json()["code"]


def test_the_matrix_is_the_leads_and_ones_own_row_a_members(
    api, session, leader, member, supervisor, duty, leaders_duty
):
    session.announced_at = timezone.now()
    session.save()
    Duty.objects.filter(pk=leaders_duty.pk).update(excuse=Excuse.ASKED)

    rows = api(leader).get(f"{DUTIES}?session={session.pk}").json()["results"]

    assert {row["name"]: row["state"] for row in rows} == {
        "成员丁": "owed",
        "组长甲": "excuse_asked",
    }
    assert [row["name"] for row in api(member).get(DUTIES).json()["results"]] == ["成员丁"]
    assert api(supervisor).get(DUTIES).json()["count"] == 0


def test_an_excuse_is_asked_for_and_decided(api, member, leader, duty):
    asked = api(member).post(f"{DUTIES}{duty.pk}/ask-excuse/", {"reason": "外出学习。"})
    early = api(member).post(f"{DUTIES}{duty.pk}/decide-excuse/", {"outcome": "approved"})
    decided = api(leader).post(f"{DUTIES}{duty.pk}/decide-excuse/", {"outcome": "approved"})
    again = api(leader).post(f"{DUTIES}{duty.pk}/decide-excuse/", {"outcome": "approved"})

    assert asked.json()["state"] == "excuse_asked"
    assert early.status_code == 403
    assert (decided.json()["state"], decided.json()["excuse_decision"]["by"]) == (
        "excused",
        "组长甲",
    )
    assert refused(again) == (409, "no_excuse")


def test_a_speaker_is_named_and_who_owes_is_reminded(api, session, secretary, duty):
    client = api(secretary)

    named = client.post(f"{DUTIES}{duty.pk}/speaker/", {"is_speaker": True})
    told = [client.post(f"{DUTIES}remind/", {"session": session.pk}).json() for _ in range(2)]

    assert named.json()["is_speaker"] is True
    assert told == [{"told": 1}, {"told": 0}]


def test_an_excuse_asked_for_another_says_so(api, secretary, duty):
    body = {"reason": "外出学习。", "given_on": timezone.localdate().isoformat()}

    asked = api(secretary).post(f"{DUTIES}{duty.pk}/ask-excuse/", body)

    assert asked.json()["excuse_proxy"]["entered_by"] == "秘书丙"


def test_a_question_is_given_and_shown(api, secretary, member, duty):
    given = api(secretary).post(f"{DUTIES}{duty.pk}/question/", {"question": "闲置土地成因"})
    own = api(member).post(f"{DUTIES}{duty.pk}/question/", {"question": "自定"})

    assert given.json()["question"] == "闲置土地成因"
    assert refused(own) == (403, "permission_denied")
    assert api(member).get(f"{DUTIES}{duty.pk}/").json()["question"] == "闲置土地成因"
