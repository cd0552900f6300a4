"""What gets out, in the API: the same rules by the same codes."""

from __future__ import annotations

import pytest

from agendas.board.models import BoardNotice, PressMaterial, Publication, Review
from tests.factories import board_notice_of, material_of, publication_of

pytestmark = pytest.mark.django_db

YES = {"outcome": "approved", "is_secrecy_checked": True, "is_publicity_checked": True}


def test_the_board_is_prepared_reviewed_and_withdrawn(api, secretary, leader, announced):
    body = {"session": announced.pk, "text": "学习会取得实效。"}
    made = api(secretary).post("/api/v1/board/", body, format="json")
    own = f"/api/v1/board/{made.data['id']}"

    refused = api(secretary).post(f"{own}/review/", YES, format="json")
    stale = api(leader).post(f"{own}/review/", YES | {"revision": 7}, format="json")
    done = api(leader).post(f"{own}/review/", YES | {"revision": 1}, format="json")
    back = api(secretary).post(f"{own}/withdraw/", format="json")

    assert (made.status_code, refused.data["code"], stale.status_code) == (201, "same_person", 412)
    assert done.data["reviewed_at"] is not None
    assert back.data["reviewed_at"] is None
    reviews = api(leader).get(f"/api/v1/reviews/?session={announced.pk}").data["results"]
    assert [each["verdict"] for each in reviews] == ["withdrawn", "approved"]


def test_material_comes_with_its_file(api, secretary, leader, announced, pdf):
    body = {"session": announced.pk, "title": "通稿", "file": pdf}
    made = api(secretary).post("/api/v1/materials/", body, format="multipart")

    assert (made.status_code, made.data["file_name"]) == (201, "签批单.pdf")
    own = f"/api/v1/materials/{made.data['id']}"
    waiting = api(leader).post(f"{own}/review/", YES, format="json")
    assert (waiting.status_code, waiting.data["code"]) == (409, "unread")
    assert not PressMaterial.objects.released().exists()


def test_a_journalist_reads_released_material_and_enters_his_report(
    api, secretary, leader, announced, journalist
):
    piece = material_of(announced, secretary)
    before = api(journalist).get("/api/v1/materials/").data["count"]
    api(leader).post(f"/api/v1/materials/{piece.pk}/review/", YES, format="json")
    after = api(journalist).get("/api/v1/materials/").data["count"]
    body = {"session": announced.pk, "outlet": "日报", "title": "报道"}
    body |= {"published_on": "2017-04-05", "link": "javascript:alert(1)"}
    bad = api(journalist).post("/api/v1/publications/", body, format="json")
    good = api(journalist).post("/api/v1/publications/", body | {"link": ""}, format="json")

    assert (before, after) == (0, 1)
    assert (bad.status_code, good.status_code) == (400, 201)
    report = Publication.objects.get()
    done = api(leader).post(f"/api/v1/publications/{report.pk}/review/", YES, format="json")
    assert done.data["reviewed_at"] is not None
    api(secretary).post(f"/api/v1/publications/{report.pk}/withdraw/", format="json")
    api(secretary).post(f"/api/v1/materials/{piece.pk}/withdraw/", format="json")
    assert not Publication.objects.published().exists()
    assert not PressMaterial.objects.released().exists()


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("secretary", [1, 1, 1, 1]),
        ("member", [0, 0, 1, 0]),
        ("guest", [0, 0, 0, 0]),
        ("supervisor", [0, 0, 0, 0]),
        ("outsider", [0, 0, 0, 0]),
    ],
)
def test_who_sees_what_nobody_reviewed(api, cast, secretary, announced, journalist, role, seen):
    board_notice_of(announced, secretary)
    material_of(announced, secretary)
    publication_of(announced, secretary)
    Review.objects.create(
        session=announced, subject="board", about="x", revision=1, verdict="withdrawn", by=secretary
    )

    names = ("board", "materials", "publications", "reviews")
    assert [api(cast[role]).get(f"/api/v1/{name}/").data["count"] for name in names] == seen
    assert not BoardNotice.objects.published().exists()
