"""Help: one page for each stage, in the words of the product."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ["topic", "research", "meeting", "conversion", "followup"])
def test_every_stage_has_its_page_and_the_index_leads_there(outsider, sign_in, slug):
    client = sign_in(outsider)

    assert f"/help/{slug}/" in client.get("/help/").content.decode()
    assert "的条件</h2>" in client.get(f"/help/{slug}/").content.decode()


@pytest.mark.parametrize("slug", ["closed", "index", "_stage", "nothing"])
def test_there_is_no_other_page(outsider, sign_in, slug):
    assert sign_in(outsider).get(f"/help/{slug}/").status_code == 404
