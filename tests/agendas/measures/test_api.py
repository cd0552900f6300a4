"""Measures, indicators and readings over the API."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from agendas.measures.models import Closing, Indicator, Measure, MeasureStatus, Reading
from tests.factories import indicator_of, measure_of, read

pytestmark = pytest.mark.django_db

BASE = "/api/v1"


@pytest.fixture
def late(session, member):
    return measure_of(session, owner=member, due_on=date(2017, 12, 31))


def test_a_measure_reads_as_the_contract_says(api, late, member):
    found = api(member).get(f"{BASE}/measures/{late.pk}/").json()

    assert found == {
        "id": late.pk,
        "title": "消化利用批而未供土地",
        "session": late.session_id,
        "resolution": None,
        "problem": None,
        "lead_unit": "利用科",
        "owner": member.pk,
        "owner_name": "成员丁",
        "handler": None,
        "handler_name": "",
        "schedule": "",
        "starts_on": "2017-01-01",
        "due_on": "2017-12-31",
        "status": "open",
        "closing": None,
        "change": None,
        "light": "red",
        "ended_on": None,
        "stop_reason": "",
    }


def test_an_indicator_and_a_reading_read_as_the_contract_says(api, late, member):
    indicator = indicator_of(late, baseline="2509.2")
    reading = read(indicator, 620, date(2017, 6, 30))

    client = api(member)

    assert client.get(f"{BASE}/indicators/").json()["results"] == [
        {
            "id": indicator.pk,
            "measure": late.pk,
            "name": "供地",
            "comparator": "ge",
            "target": "1000.00",
            "unit": "亩",
            "baseline": "2509.20",
            "kind": "sum",
            "rhythm": "quarter",
            "value": "620.00",
            "last_read_on": "2017-06-30",
            "light": "red",
        }
    ]
    assert client.get(f"{BASE}/readings/").json()["results"] == [
        {
            "id": reading.pk,
            "indicator": indicator.pk,
            "value": "620.00",
            "read_on": "2017-06-30",
            "evidence": "台账",
            "file_name": "",
            "recorded_by": "成员丁",
            "proxy": None,
        }
    ]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("measures", 4), ("indicators", 3), ("readings", 2)])
def test_a_list_asks_the_same_few_queries_for_any_number_of_rows(
    api, session, member, name, queries, count, django_assert_num_queries
):
    for number in range(count):
        measure = measure_of(
            session, owner=member, due_on=date(2017, 12, 31), title=f"措施{number}"
        )
        read(indicator_of(measure), 10, date(2017, 6, 30))
    client = api(member)

    with django_assert_num_queries(queries):
        found = client.get(f"{BASE}/{name}/").json()

    assert found["count"] == count


def test_what_is_not_visible_does_not_exist(api, late, outsider, supervisor):
    indicator = indicator_of(late)
    read(indicator, 10, date(2017, 6, 30))

    for person in (outsider, supervisor):
        client = api(person)
        for name in ("measures", "indicators", "readings"):
            assert client.get(f"{BASE}/{name}/").json()["count"] == 0
        assert client.get(f"{BASE}/measures/{late.pk}/").status_code == 404
        posted = client.post(f"{BASE}/readings/", {"indicator": indicator.pk})
        assert posted.status_code == 400
        assert "indicator" in posted.json()["fields"]


def test_lists_narrow_by_year_and_session(api, late, member):
    client = api(member)

    assert client.get(f"{BASE}/measures/?year={late.session.year}").json()["count"] == 1
    assert client.get(f"{BASE}/measures/?year=2001").json()["count"] == 0
    assert client.get(f"{BASE}/measures/?session={late.session_id}").json()["count"] == 1
    assert client.get(f"{BASE}/measures/?search=批而未供").json()["count"] == 1


def test_a_measure_with_indicator_and_reading_is_made(api, session, secretary, member):
    client = api(secretary)
    made = client.post(
        f"{BASE}/measures/",
        {
            "session": session.pk,
            "title": "供地",
            "lead_unit": "利用科",
            "owner": member.pk,
            "starts_on": "2017-04-01",
            "due_on": "2017-12-31",
        },
    )
    counted = client.post(
        f"{BASE}/indicators/",
        {"measure": made.json()["id"], "name": "供地", "target": "1500", "unit": "亩"},
    )
    reported = api(member).post(
        f"{BASE}/readings/",
        {
            "indicator": counted.json()["id"],
            "value": "375.5",
            "read_on": "2017-06-30",
            "evidence": "台账",
        },
    )

    assert [answer.status_code for answer in (made, counted, reported)] == [201, 201, 201]
    assert (made.json()["light"], counted.json()["light"]) == ("red", "red")
    assert reported.json()["value"] == "375.50"


@pytest.mark.parametrize(
    ("who", "changed", "status", "code"),
    [
        ("secretary", {"due_on": "2017-03-31"}, 409, "due_before_start"),
        ("secretary", {"due_on": "soon"}, 400, "invalid"),
        ("secretary", {"owner": 10**30}, 400, "invalid"),
        ("secretary", {"title": ""}, 400, "invalid"),
        ("member", {}, 403, "permission_denied"),
    ],
)
def test_bad_input_is_answered_with_code_and_sentence(
    api, cast, session, who, changed, status, code
):
    facts = {
        "session": session.pk,
        "title": "供地",
        "lead_unit": "利用科",
        "owner": cast["member"].pk,
        "starts_on": "2017-04-01",
        "due_on": "2017-12-31",
    }

    answer = api(cast[who]).post(f"{BASE}/measures/", facts | changed)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Measure.objects.exists()


def test_a_measure_is_not_given_to_just_anybody(api, session, secretary, outsider):
    answer = api(secretary).post(
        f"{BASE}/measures/",
        {
            "session": session.pk,
            "title": "供地",
            "lead_unit": "利用科",
            "owner": outsider.pk,
            "starts_on": "2017-04-01",
            "due_on": "2017-12-31",
        },
    )

    assert answer.status_code == 400
    assert "owner" in answer.json()["fields"]


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"read_on": "2099-01-01"}, 409, "read_later"),
        ({"read_on": "2016-12-31"}, 409, "read_before_start"),
        ({"value": "-1"}, 409, "negative_total"),
        ({"value": "NaN"}, 400, "invalid"),
        ({"value": "1e40"}, 400, "invalid"),
    ],
)
def test_a_reading_that_cannot_be_is_refused(api, late, member, changed, status, code):
    facts = {
        "indicator": indicator_of(late).pk,
        "value": "10",
        "read_on": "2017-06-30",
        "evidence": "台账",
    }

    answer = api(member).post(f"{BASE}/readings/", facts | changed)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Reading.objects.exists()


def test_evidence_comes_as_a_file(api, late, member, pdf):
    facts = {
        "indicator": indicator_of(late).pk,
        "value": "10",
        "read_on": "2017-06-30",
        "evidence": "台账",
        "file": pdf,
    }

    answer = api(member).post(f"{BASE}/readings/", facts, format="multipart")

    assert answer.json()["file_name"] == "签批单.pdf"


def test_a_second_indicator_of_one_name_is_a_conflict(api, late, secretary):
    indicator_of(late)

    answer = api(secretary).post(
        f"{BASE}/indicators/", {"measure": late.pk, "name": "供地", "target": "1", "unit": "亩"}
    )

    assert (answer.status_code, answer.json()["detail"]) == (409, "该措施已有同名指标。")
    assert Indicator.objects.count() == 1


def test_the_owner_applies_and_another_closes(api, late, member, leader):
    path = f"{BASE}/measures/{late.pk}"
    applied = api(member).post(f"{path}/apply-closing/", {"evidence": "已办结"})
    again = api(member).post(f"{path}/apply-closing/", {"evidence": "再次"})
    own = api(member).post(f"{path}/decide-closing/", {"outcome": "approved"})

    closed = api(leader).post(f"{path}/decide-closing/", {"outcome": "approved"})

    assert applied.json()["status"] == MeasureStatus.APPLIED
    assert (again.status_code, again.json()["code"]) == (409, "already_applied")
    assert (own.status_code, own.json()["code"]) == (409, "own_measure")
    assert (closed.json()["status"], closed.json()["light"]) == ("closed", "none")
    assert Closing.objects.count() == 1


def test_the_leader_stops_with_a_reason(api, late, leader, member):
    path = f"{BASE}/measures/{late.pk}/stop/"

    assert api(leader).post(path, {}).status_code == 400
    # His own measure; a member who does not own it would be told 403.
    assert api(member).post(path, {"reason": "规划调整"}).status_code == 409
    assert api(leader).post(path, {"reason": "规划调整"}).json()["stop_reason"] == "规划调整"


def test_what_the_secretary_reports_says_who_entered_it(api, late, secretary, pdf):
    indicator = indicator_of(late)
    body = {"indicator": indicator.pk, "value": "1", "read_on": "2017-06-30", "evidence": "台账"}
    day = timezone.localdate().isoformat()

    early = api(secretary).post(f"{BASE}/readings/", body | {"given_on": "2017-06-29"})
    made = api(secretary).post(
        f"{BASE}/readings/", body | {"given_on": day, "scan": pdf}, format="multipart"
    )

    assert (early.status_code, early.json()["code"]) == (409, "too_early")
    mark = made.json()["proxy"]
    assert (mark["entered_by"], mark["given_on"]) == ("秘书丙", day)
    assert "scan" not in made.json()


def test_a_closing_applied_for_by_the_secretary_bears_the_day(api, late, secretary):
    day = timezone.localdate().isoformat()

    api(secretary).post(
        f"{BASE}/measures/{late.pk}/apply-closing/", {"evidence": "已办结", "given_on": day}
    )

    assert str(late.closings.get().proxy.given_on) == day
