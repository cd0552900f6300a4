"""The board as static pages: what was reviewed and nothing else, standing by itself."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.people.models import Role, RoleGrant
from tests.factories import board_notice_of, measure_of, publication_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(announced, secretary, leader):
    reviewed = {"reviewed_by": leader, "reviewed_at": timezone.now()}
    publication_of(announced, secretary, link="https://example.cn/1", **reviewed)
    return board_notice_of(announced, secretary, **reviewed)


def export(folder) -> dict[str, str]:
    call_command("export_board", str(folder))
    return {file.name: file.read_text() for file in folder.iterdir()}


def test_one_page_for_each_entry_an_index_and_a_stylesheet(published, tmp_path):
    made = export(tmp_path / "deep" / "portal")

    entry = f"session-{published.session_id}.html"
    assert made.keys() == {"index.html", "board.css", entry}
    assert f'href="{entry}"' in made["index.html"]
    assert published.text in made[entry]
    assert 'href="https://example.cn/1"' in made[entry]


def test_the_pages_lead_nowhere_and_say_nothing_that_nobody_reviewed(
    published, announced, secretary, member, tmp_path, cast
):
    publication_of(announced, secretary, title="未经审核的报道")
    measure_of(announced, owner=member, due_on=timezone.localdate(), title="内部措施")
    type(announced).objects.update(title="未经审核的名称", venue="未经审核的地点")

    made = "".join(text for text in export(tmp_path).values())

    names = [person.full_name for person in cast.values()]
    for secret in ("未经审核", "内部措施", "三楼会议室", "<script", "/open/", "testserver", *names):
        assert secret not in made
    targets = set(re.findall(r'(?:src|href|url)=?[("]+([^")]+)', made))
    own = {"board.css", "index.html", f"session-{announced.pk}.html"}
    assert targets == own | {"https://example.cn/1"}


def test_running_it_again_changes_nothing_and_what_was_withdrawn_goes(published, tmp_path):
    (tmp_path / "session-notes.html").write_text("不是我们的")
    first, second = export(tmp_path), export(tmp_path)

    type(published).objects.update(reviewed_by=None, reviewed_at=None)
    third = export(tmp_path)

    assert first == second
    assert third.keys() == {"index.html", "board.css", "session-notes.html"}
    assert "目前没有公开内容。" in third["index.html"]


def test_hostile_words_stay_words(published, tmp_path):
    type(published).objects.update(text="<script>alert(1)</script>", title='"><b>')

    made = export(tmp_path)

    assert "<script" not in made[f"session-{published.session_id}.html"]
    assert "<b>" not in made["index.html"]


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "x").write_text("")

    with pytest.raises(CommandError, match="写不进该文件夹"):
        call_command("export_board", str(tmp_path / "x"))


@pytest.mark.parametrize("role", ["leader", "secretary", "member", "guest", "outsider"])
def test_the_archive_is_for_those_who_supervise(sign_in, cast, published, role):
    browser = sign_in(cast[role])

    assert browser.get("/open/export/").status_code == 403
    assert "导出静态网页" not in browser.get("/open/").content.decode()


def test_a_supervisor_takes_the_same_pages_as_an_archive(sign_in, supervisor, published, tmp_path):
    browser = sign_in(supervisor)

    page = browser.get("/open/").content.decode()
    answers = [b"".join(browser.get("/open/export/")) for _ in range(2)]

    with ZipFile(BytesIO(answers[0])) as archive:
        packed = {name: archive.read(name).decode() for name in archive.namelist()}
    assert "导出静态网页" in page
    assert packed == export(tmp_path)
    assert answers[0] == answers[1]


def test_another_role_does_not_take_it(sign_in, outsider, published):
    RoleGrant.objects.create(person=outsider, role=Role.AUDITOR, unit=outsider.unit)

    assert sign_in(outsider).get("/open/export/").status_code == 403
