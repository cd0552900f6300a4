"""Words selected in a paper's text fill the form beside it, with the page they stand on."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.files.actions import store
from accounts.files.models import FileText, TextState
from agendas.research.models import Finding
from studygroups.forms.models import Stage
from tests.factories import owe, paper_of
from tests.journeys.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_selected_words_are_marked_with_their_page(visit, session, secretary, member, pdf):
    session.stage, session.announced_at = Stage.RESEARCH, timezone.now()
    session.save()
    stored = store(SimpleUploadedFile("调研.pdf", pdf.read()), by=member)
    text = "第一页的话\f先存量后增量"
    FileText.objects.create(sha256=stored.sha256, state=TextState.READ, text=text, has_pages=True)
    paper = paper_of(owe(session, member), text="", file=stored)
    secretary.set_password(PASSWORD)
    secretary.save()
    desk = visit("secretary")

    desk.go(f"/research/{paper.pk}/")
    desk.page.locator("[data-page='2']").click(click_count=3)
    desk.press("标注", within="#mark")
    desk.go(f"/sessions/{session.pk}/research/")
    desk.unfold("整批代交")

    finding = Finding.objects.get()
    assert (finding.text, finding.page) == ("先存量后增量", 2)
    assert desk.page.get_by_role("button", name="选整个文件夹").is_visible()
