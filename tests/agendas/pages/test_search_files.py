"""What stands in the files of papers: who finds it, and where a hit leads."""

from __future__ import annotations

import pytest

from accounts.files.actions import store
from accounts.files.models import FileText, TextState
from accounts.search.actions import index
from agendas.pages.search import rebuild_all
from agendas.research.models import Research, ResearchState
from studygroups.forms.models import Stage
from tests.factories import SessionFactory, owe, paper_of, seat

pytestmark = pytest.mark.django_db

WORD = "甲乙丙丁"
LEADS = {"leader", "deputy", "secretary"}


@pytest.fixture
def author(group):
    return seat(group)


@pytest.fixture
def write(group, author, pdf):
    """A paper whose file says the word on its second page, and nowhere else."""

    def write(**facts) -> Research:
        stored = store(pdf, by=author)
        words = {"text": f"前言\f关于{WORD}的调研", "has_pages": True}
        FileText.objects.create(sha256=stored.sha256, state=TextState.READ, **(words | facts))
        session = SessionFactory(group=group, stage=Stage.MEETING)
        paper = paper_of(owe(session, author), file=stored, text="批而未供。")
        index(paper)
        return paper

    return write


@pytest.mark.parametrize(
    ("state", "finders"),
    [
        (ResearchState.HANDED_IN, {*LEADS, "member", "author"}),
        (ResearchState.MORE_ASKED, {*LEADS, "author"}),
        (ResearchState.RETURNED, {*LEADS, "author"}),
    ],
)
def test_who_finds_what_a_file_says(cast, sign_in, author, write, state, finders):
    write()
    Research.objects.update(state=state)
    found = set()

    for role, person in (cast | {"author": author}).items():
        browser = sign_in(person)
        pages = [browser.get(f"{path}?q={WORD}") for path in ("/search/", "/search/quick/")]
        told = {
            f'href="/research/{Research.objects.get().pk}/' in p.content.decode() for p in pages
        }
        assert len(told) == 1
        assert pages[0].context["total"] == (role in finders)
        found |= {role} if True in told else set()

    assert found == finders


def test_what_stands_in_it_is_found_by_one_character_by_its_members_alone(cast, sign_in, write):
    write()

    for role, count in (("member", 1), ("outsider", 0), ("other_secretary", 0), ("supervisor", 0)):
        assert sign_in(cast[role]).get("/search/?q=丙").context["total"] == count


def test_a_hit_leads_to_its_page_and_shows_the_sentence(sign_in, member, write):
    paper, browser = write(), sign_in(member)

    page = browser.get(f"/search/?q={WORD}")
    (hit,) = page.context["hits"]

    assert (hit.path, hit.page) == (f"/research/{paper.pk}/?page=2#page-2", 2)
    assert f"关于<mark>{WORD}</mark>的调研" in page.content.decode()
    assert "文件第2页" in page.content.decode()
    assert 'id="page-2"' in browser.get(hit.path).content.decode()


def test_a_hit_in_what_was_typed_or_in_a_file_without_pages_names_none(sign_in, member, write):
    paper, browser = write(text=f"关于{WORD}的调研", has_pages=False), sign_in(member)

    for word in (WORD, "批而未供"):
        (hit,) = browser.get(f"/search/?q={word}").context["hits"]
        assert (hit.path, hit.page) == (f"/research/{paper.pk}/", 0)
        assert word in browser.get(hit.path).content.decode()


def test_a_rebuild_finds_what_the_files_say(sign_in, member, write):
    paper = write()
    index(paper)
    FileText.objects.update(text=f"前言\f\f{WORD}")

    rebuild_all()

    (hit,) = sign_in(member).get(f"/search/?q={WORD}").context["hits"]
    assert hit.page == 3
