"""Help: one page for each stage, in the words of the product."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ["topic", "research", "meeting", "conversion", "followup"])
def test_every_stage_has_its_page_and_the_index_leads_there(outsider, sign_in, slug):
    client = sign_in(outsider)

    assert f"/help/{slug}/" in client.get("/help/").content.decode()
    assert "的条件</h2>" in client.get(f"/help/{slug}/").content.decode()


@pytest.mark.parametrize("slug", ["closed", "index", "_stage", "nothing"])
def test_there_is_no_other_page(outsider, sign_in, slug):
    assert sign_in(outsider).get(f"/help/{slug}/").status_code == 404


@pytest.mark.parametrize("slug", ["topic", "research", "meeting", "conversion", "followup"])
def test_every_stage_shows_its_page_in_a_small_picture_told_in_words(outsider, sign_in, slug):
    page = sign_in(outsider).get(f"/help/{slug}/").content.decode()

    found = re.search(r'<img.*?src="/static/([^"]+)".*?alt="([^"]+)"', page, re.DOTALL)

    assert found
    assert found[2].endswith("。")
    assert 10_000 < Path(finders.find(found[1]) or "").stat().st_size < 120_000


@pytest.mark.parametrize(
    "role", ["学习秘书", "组长", "副组长", "成员", "责任人、经办人", "学习督导", "系统管理员"]
)
def test_everybody_finds_where_he_begins(outsider, sign_in, role):
    assert f"<dt>{role}</dt>" in sign_in(outsider).get("/help/").content.decode()
