"""What a page gives when it is printed."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from playwright.sync_api import Page
from pypdf import PdfReader

from accounts.people.models import User
from agendas.minutes.models import MinutesState
from agendas.sessions.models import StudySession
from studygroups.forms.models import Stage
from tests.factories import minutes_of
from tests.journeys.conftest import PASSWORD
from tests.journeys.paper import troubles

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def printed(page: Page) -> str:
    """The words on its sheets."""
    return "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf())).pages)


def test_what_is_folded_stands_open_on_paper_and_no_form_does(visit, session, secretary, member):
    StudySession.objects.update(stage=Stage.MEETING, announced_at=timezone.now())
    minutes_of(session, secretary, state=MinutesState.CONFIRMED, record="full record")
    User.objects.update(password=make_password(PASSWORD))
    path = f"/sessions/{session.pk}/minutes/"
    reader, desk = visit("member").page, visit("secretary").page

    for page in (reader, desk):
        page.goto(f"{page.url}{path[1:]}")

    assert reader.locator("main details[open]").count() == 0
    assert "full record" in printed(reader)
    assert reader.locator("main details[open]").count() == 0
    assert desk.get_by_text("增加一项").first.is_visible()
    assert "增加一项" not in printed(desk)


BAD = {
    '<p><span style="display:inline-block;width:900px">x</span></p>': "wider than the sheet",
    '<p style="overflow:hidden;width:9px;white-space:nowrap">long</p>': "cut off",
    '<p class="no-print" style="display:block!important">x</p>': "frame",
    '<input style="display:block!important">': "form",
    "<button class=link>x</button>": "button",
    "<details><summary>x</summary><p class=no-print>x</p></details>": "empty fold",
    '<div class="card"><h2>x</h2><p class="no-print">x</p></div>': "heading over nothing",
    '<p class="gone">x</p>': "not on paper",
}


@pytest.mark.parametrize("html", BAD)
def test_what_does_not_belong_on_paper_is_found(visit, html):
    page = visit().page
    page.set_content(
        "<style>@media print { .no-print, .gone { display: none } summary { list-style: none } }"
        f"</style><main><h1>x</h1>{html}</main>"
    )

    assert [words.split(":")[0] for words in troubles(page)] == [BAD[html]]
