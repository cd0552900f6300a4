"""Study made up in the API."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agendas.makeups.models import MakeUp

pytestmark = pytest.mark.django_db

ROWS = "/api/v1/make-ups/"


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("leader", {"副组长乙", "成员丁"}),
        ("deputy", {"副组长乙", "成员丁"}),
        ("secretary", {"副组长乙", "成员丁"}),
        ("member", {"成员丁"}),
        ("supervisor", set()),
        ("other_secretary", set()),
        ("guest", set()),
        ("outsider", set()),
    ],
)
def test_everybody_sees_his_own_and_leads_see_all(api, cast, tasks, role, names):
    found = api(cast[role]).get(ROWS).json()["results"]

    assert {row["name"] for row in found} == names


def test_it_goes_its_way_from_making_to_acceptance(api, held, secretary, member):
    clerk, own = api(secretary), api(member)
    body = {"session": held.pk, "due_on": "2099-06-30"}

    made = clerk.post(ROWS, body)
    task = next(row for row in made.json() if row["person"] == member.pk)
    path = f"{ROWS}{task['id']}/"
    own.post(f"{path}hand-in/", {"note": "初稿"})
    asked = clerk.post(f"{path}ask-more/", {"remark": "结合分管工作谈"})
    own.post(f"{path}hand-in/", {"note": "补充如下"})
    done = clerk.post(f"{path}accept/").json()

    assert (made.status_code, len(made.json()), task["due_on"]) == (201, 2, "2099-06-30")
    assert (task["session"], task["is_owed"]) == (held.pk, True)
    assert (asked.json()["state"], asked.json()["is_owed"]) == ("more_asked", True)
    assert (done["state"], done["accepted_by"], done["note"]) == ("accepted", "秘书丙", "补充如下")
    assert clerk.post(ROWS, body).json() == []


def test_a_refusal_has_its_code(api, held, task, secretary, member):
    early = api(secretary).post(f"{ROWS}{task.pk}/accept/")
    own = api(member).post(ROWS, {"session": held.pk})
    strange = api(member).get(f"{ROWS}{task.pk + 100}/")

    assert (early.status_code, early.json()["code"]) == (409, "make_up_not_handed_in")
    assert (own.status_code, strange.status_code) == (403, 404)


def test_material_is_written_read_and_downloaded(api, held, task, secretary, member, outsider):
    body = {"session": held.pk, "text": "读会议记录", "file": SimpleUploadedFile("读.txt", b"read")}

    empty = api(member).get(f"{ROWS}{task.pk}/material/").json()
    saved = api(secretary).post(f"{ROWS}material/", body, format="multipart").json()
    read = api(member).get(f"{ROWS}{task.pk}/material/").json()
    path = f"{ROWS}files/{saved['files'][0]['id']}/"

    assert empty == {"text": "", "files": []}
    assert saved == read
    assert (read["text"], read["files"][0]["name"]) == ("读会议记录", "读.txt")
    assert b"".join(api(member).get(path)) == b"read"
    assert api(outsider).get(path).status_code == 404


def test_entered_for_another_it_says_so(api, task, secretary):
    row = api(secretary).post(f"{ROWS}{task.pk}/hand-in/", {"note": "代交"}).json()

    assert row["proxy"]["entered_by"] == "秘书丙"
    assert MakeUp.objects.get(pk=task.pk).proxy_id == row["proxy"]["id"]


def test_who_left_owes_nothing_there(api, task, member):
    member.memberships.update(until="2017-04-30")

    assert api(member).get(f"{ROWS}{task.pk}/").json()["is_owed"] is False


@pytest.mark.parametrize("rows", [1, 2])
def test_the_list_costs_the_same_for_one_and_for_two(
    api, secretary, tasks, django_assert_num_queries, rows
):
    MakeUp.objects.exclude(pk__in=[task.pk for task in tasks[:rows]]).delete()
    client = api(secretary)

    with django_assert_num_queries(2):
        found = client.get(ROWS, {"session": tasks[0].session.pk, "year": "2017"})

    assert len(found.json()["results"]) == rows
