"""Papers through the API, and what its lists cost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.files.actions import store
from accounts.files.models import StoredFile
from accounts.files.texts import want_text
from agendas.research.models import Excuse, Finding, Research, ResearchState
from studygroups.forms.models import Stage
from tests.accounts.files import papers
from tests.factories import owe, paper_of, seat, visit_of

pytestmark = pytest.mark.django_db
RESEARCH = "/api/v1/research/"
DUTIES = "/api/v1/duties/"


def refused(answer):
    return answer.status_code, answer.json()["code"]


def test_a_member_hands_in_a_text_as_json(api, session, member, duty):
    answer = api(member).post(
        RESEARCH, {"session": session.pk, "title": "用地指标调研", "text": "批而未供存量大。"}
    )

    assert answer.status_code == 201
    body = answer.json()
    assert (body["state"], body["file_path"], body["handed_in_by"]) == ("handed_in", None, None)
    assert [author["name"] for author in body["authors"]] == ["成员丁"]


def test_the_secretary_uploads_a_joint_paper_which_is_then_downloaded(
    api, session, member, secretary, duty, leaders_duty, pdf
):
    answer = api(secretary).post(
        RESEARCH,
        {
            "session": session.pk,
            "title": "用地指标调研",
            "file": pdf,
            "authors": [duty.person_id, leaders_duty.person_id],
        },
        format="multipart",
    )

    body = answer.json()
    assert answer.status_code == 201
    assert (body["handed_in_by"], len(body["authors"])) == (secretary.pk, 2)
    download = api(member).get(body["file_path"])
    assert b"".join(download.streaming_content).startswith(b"%PDF")


def test_a_wrong_file_is_a_fault_of_the_form_and_nothing_is_kept(api, session, member, duty):
    upload = SimpleUploadedFile("调研.pdf", b"MZ\x90\0" + bytes(64))

    answer = api(member).post(
        RESEARCH, {"session": session.pk, "title": "x", "file": upload}, format="multipart"
    )

    assert refused(answer) == (400, "invalid")
    assert "类型不在允许之列" in answer.json()["fields"]["file"][0]
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"session": 0},
        {"session": "x"},
        {"title": ""},
        {"title": "长" * 101},
        {"text": "长" * 20001},
        {"authors": [0]},
        {"authors": "x"},
        {"file": "x"},
    ],
)
def test_what_is_badly_typed_is_400_with_its_field(api, session, member, duty, change):
    words = {"session": session.pk, "title": "调研", "text": "正文。"} | change

    answer = api(member).post(RESEARCH, words)

    assert refused(answer) == (400, "invalid")
    assert list(answer.json()["fields"]) == list(change)
    assert not Research.objects.exists()


def test_a_rule_answers_409_and_the_upload_is_not_kept(api, session, member, duty, pdf):
    paper_of(duty)

    answer = api(member).post(
        RESEARCH, {"session": session.pk, "title": "又一篇", "file": pdf}, format="multipart"
    )

    assert refused(answer) == (409, "has_paper")
    assert not StoredFile.objects.exists()


def test_an_empty_paper_and_an_author_who_owes_nothing_are_409(
    api, session, member, secretary, duty
):
    client = api(member)

    empty = client.post(RESEARCH, {"session": session.pk, "title": "调研"})
    joint = client.post(
        RESEARCH,
        {"session": session.pk, "title": "x", "text": "x", "authors": [member.pk, secretary.pk]},
    )

    assert refused(empty) == (409, "paper_empty")
    assert refused(joint) == (409, "owes_nothing")


def test_a_strangers_session_and_papers_do_not_exist(api, session, outsider, duty):
    paper = paper_of(duty)
    client = api(outsider)

    made = client.post(RESEARCH, {"session": session.pk, "title": "x", "text": "x"})

    assert made.status_code == 400
    assert client.get(RESEARCH).json()["count"] == 0
    for more in ("", "file/"):
        assert client.get(f"{RESEARCH}{paper.pk}/{more}").status_code == 404
    for verb in ("hand-in", "return", "ask-more", "findings", "remove-finding"):
        assert client.post(f"{RESEARCH}{paper.pk}/{verb}/", {}).status_code in (400, 404)
    paper.refresh_from_db()
    assert paper.state == ResearchState.HANDED_IN


def test_a_returned_paper_is_handed_in_again(api, session, member, leader, duty):
    paper = paper_of(duty)

    returned = api(leader).post(f"{RESEARCH}{paper.pk}/return/", {"reason": "数据不实。"})
    again = api(member).post(
        f"{RESEARCH}{paper.pk}/hand-in/", {"title": "用地指标调研", "text": "已核实。"}
    )

    assert (returned.json()["state"], returned.json()["remark"]) == ("returned", "数据不实。")
    assert (again.json()["state"], again.json()["text"]) == ("handed_in", "已核实。")
    assert [author["person"] for author in again.json()["authors"]] == [member.pk]


def test_returning_is_the_leaders_and_needs_a_reason(api, secretary, leader, duty):
    paper = paper_of(duty)

    by_secretary = api(secretary).post(f"{RESEARCH}{paper.pk}/return/", {"reason": "不行"})
    without = api(leader).post(f"{RESEARCH}{paper.pk}/return/", {})
    more = api(secretary).post(f"{RESEARCH}{paper.pk}/ask-more/", {"reason": "补充数据。"})

    assert refused(by_secretary) == (403, "permission_denied")
    assert refused(without) == (409, "needs_reason")
    assert more.json()["state"] == "more_asked"


def test_three_findings_are_added_a_fourth_refused_and_one_removed(api, member, duty):
    paper = paper_of(duty)
    client = api(member)

    for kind in ("fact", "crux", "proposal"):
        added = client.post(f"{RESEARCH}{paper.pk}/findings/", {"kind": kind, "text": "存量大。"})
        assert added.status_code == 201
    fourth = client.post(f"{RESEARCH}{paper.pk}/findings/", {"kind": "fact", "text": "x"})
    unknown = client.post(f"{RESEARCH}{paper.pk}/findings/", {"kind": "rumour", "text": "x"})
    finding = Finding.objects.get(kind="fact")
    removed = client.post(f"{RESEARCH}{paper.pk}/remove-finding/", {"finding": finding.pk})

    assert refused(fourth) == (409, "three_findings")
    assert refused(unknown) == (400, "invalid")
    assert [found["kind"] for found in removed.json()["findings"]] == ["crux", "proposal"]


def test_a_finding_of_another_paper_is_not_removed(api, session, member, duty):
    other = paper_of(owe(session, seat(session.group)))
    finding = Finding.objects.create(paper=other, kind="fact", text="x", created_by=member)
    paper = paper_of(duty)

    answer = api(member).post(f"{RESEARCH}{paper.pk}/remove-finding/", {"finding": finding.pk})

    assert refused(answer) == (400, "invalid")
    assert Finding.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("collection", "budget"), [(RESEARCH, 6), (DUTIES, 2)])
def test_lists_cost_the_same_for_one_row_and_for_three(
    api, session, leader, pdf, django_assert_num_queries, rows, collection, budget
):
    for _ in range(rows):
        duty = owe(session, seat(session.group), excuse=Excuse.ASKED)
        paper = paper_of(duty, file=store(pdf, by=leader))
        pdf.seek(0)
        Finding.objects.create(paper=paper, kind="fact", text="x", created_by=leader)
        visit_of(paper, "断电")
    client = api(leader)

    with django_assert_num_queries(budget):
        answer = client.get(collection)

    assert answer.json()["count"] == rows


def test_papers_are_searched_and_narrowed(api, session, leader, duty, leaders_duty):
    paper_of(duty, title="占补平衡调研")
    paper_of(leaders_duty, title="执法监察调研", state=ResearchState.RETURNED)
    client = api(leader)

    def titles(query):
        return [paper["title"] for paper in client.get(f"{RESEARCH}?{query}").json()["results"]]

    assert titles("search=占补") == ["占补平衡调研"]
    assert titles("state=returned") == ["执法监察调研"]
    assert len(titles(f"session={session.pk}&year={session.year}")) == 2
    assert titles(f"year={session.year + 1}") == []
    assert client.get(f"{RESEARCH}?session=x").status_code == 400


def test_a_closed_session_takes_nothing_more(api, session, member, duty):
    session.stage = Stage.CLOSED
    session.save()

    answer = api(member).post(RESEARCH, {"session": session.pk, "title": "x", "text": "x"})

    assert refused(answer) == (409, "closed")


def test_what_the_secretary_hands_in_bears_the_day_and_says_who_entered_it(
    api, session, secretary, duty, pdf
):
    day = timezone.localdate().isoformat()
    body = {"session": session.pk, "title": "调研", "text": "正文。", "authors": [duty.person_id]}

    wrong = api(secretary).post(RESEARCH, body | {"given_on": "1990-01-01"})
    made = api(secretary).post(RESEARCH, body | {"given_on": day, "scan": pdf}, format="multipart")

    assert (wrong.status_code, wrong.json()["code"]) == (409, "too_early")
    mark = made.json()["proxy"]
    assert (mark["entered_by"], mark["given_on"], mark["objected_at"]) == ("秘书丙", day, None)
    duty.refresh_from_db()
    assert duty.proxy.scan is not None


def test_the_text_of_a_file_is_read_page_by_page(api, member, duty):
    upload = SimpleUploadedFile("调研.docx", papers.docx("存量 1588 亩。"))
    stored = store(upload, by=member)
    paper = paper_of(duty, file=stored)
    assert api(member).get(f"{RESEARCH}{paper.pk}/text/").status_code == 404
    want_text(stored)

    text = api(member).get(f"{RESEARCH}{paper.pk}/text/").json()

    assert (text["state"], text["pages"], text["has_pages"]) == ("read", ["存量 1588 亩。"], False)


def test_a_visit_is_noted_and_its_problem_listed_once(api, member, duty):
    paper, client = paper_of(duty), api(member)

    visit = {
        "visited_on": "2017-03-01",
        "place": "南明街道",
        "problems": ["断电"],
        "solved": ["堵路"],
    }
    noted = client.post(f"{RESEARCH}{paper.pk}/visits/", visit)
    met = noted.json()["visits"][0]["problems"][0]
    listed, again = (
        client.post(f"{RESEARCH}{paper.pk}/list-problem/", {"problem": met["id"]}) for _ in range(2)
    )

    assert noted.status_code == 201
    assert listed.json()["visits"][0]["problems"][0]["listed"]
    assert refused(again) == (409, "already_listed")


def test_a_finding_keeps_its_page_only_where_there_is_one(api, member, duty):
    paper = paper_of(duty)

    answer = api(member).post(
        f"{RESEARCH}{paper.pk}/findings/", {"kind": "fact", "text": "x", "page": 3}
    )

    assert refused(answer) == (409, "no_such_page")
    assert not Finding.objects.exists()
