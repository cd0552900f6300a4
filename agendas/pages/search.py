"""What can be searched for, who finds it, and where a hit leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils import timezone

from accounts.people.models import User
from accounts.search.actions import rebuild
from accounts.search.excerpt import Pieces, excerpt, first_hit, marked, page_at
from accounts.search.models import Entry, EntryQuerySet, kind_of
from agendas.measures.models import Measure
from agendas.minutes.models import Minutes, Resolution
from agendas.papers.models import Paper
from agendas.research.models import Research
from agendas.sessions.models import StudySession
from agendas.topics.models import Problem, Topic

_MOST_READERS = 500


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing: its name on the page, all there are, the page a hit leads to.

    ``path`` is told on which page of the thing's file the hit stands, 0 for none.
    """

    label: str
    things: QuerySet[Any]
    path: Callable[[Entry, int], str]


def _part(name: str) -> Callable[[Entry, int], str]:
    """That part of the session which the thing belongs to."""
    return lambda entry, _: reverse(f"agendas:{name}", kwargs={"session_id": entry.session_key})


def _topic(entry: Entry, page: int) -> str:
    """Where a session has it before it; else among the topics of the pool."""
    if entry.session_key:
        return _part("topic")(entry, page)
    return reverse("agendas:edit_topic", kwargs={"topic_id": entry.key})


def _research(entry: Entry, page: int) -> str:
    path = reverse("agendas:paper", kwargs={"paper_id": entry.key})
    return f"{path}?page={page}#page-{page}" if page else path


# Each with what the words of one need, by its name in the address; listed in this order.
_OF_SESSION = "session__group"
KINDS = {
    "session": Kind("学习会", StudySession.objects.select_related("group"), _part("session")),
    "problem": Kind(
        "问题",
        Problem.objects.select_related("group"),
        lambda entry, _: f"{reverse('agendas:problems')}?problem={entry.key}",
    ),
    "topic": Kind("议题", Topic.objects.select_related("group", "session"), _topic),
    "research": Kind(
        "调研材料",
        Research.objects.select_related(_OF_SESSION, "file").prefetch_related("findings"),
        _research,
    ),
    "minutes": Kind("会议记录", Minutes.objects.select_related(_OF_SESSION), _part("minutes")),
    "resolution": Kind(
        "会议成果", Resolution.objects.select_related(_OF_SESSION), _part("minutes")
    ),
    "measure": Kind(
        "措施",
        Measure.objects.select_related(_OF_SESSION),
        lambda entry, _: reverse("agendas:measure", kwargs={"measure_id": entry.key}),
    ),
    "paper": Kind("专报", Paper.objects.select_related(_OF_SESSION), _part("papers")),
}
_SLUGS = {kind_of(kind.things.model): slug for slug, kind in KINDS.items()}


def entries_for(person: User) -> EntryQuerySet:
    """The entries of what he may see, each kind asked by its own ``visible_to``."""
    seen, params = _seen_by(person.pk, timezone.localdate())
    rows: EntryQuerySet = Entry.objects.filter(
        RawSQL(seen, params, output_field=BooleanField())  # noqa: S611 - Django wrote all of it
    )
    return rows


@lru_cache(_MOST_READERS)
def _seen_by(person_key: int, _today: date) -> tuple[str, tuple[Any, ...]]:
    """The condition under which an entry is seen, as Django writes it; written once a day.

    Writing it takes longer than a search. All it holds of the person is his key: what he may see
    is for the rows to say whenever it is asked. A test sees to it that no kind looks at more.
    """
    person, cases, params = User(pk=person_key), [], []
    for kind in KINDS.values():
        own = kind.things.model.objects.visible_to(person).order_by()
        this = own.filter(pk=RawSQL('"accounts_entry"."key"', ()))
        sql, filled = this.values("pk").query.sql_with_params()
        # Behind an offset PostgreSQL looks up each hit; else it would list all he sees, every time.
        cases.append(f"WHEN %s THEN EXISTS ({sql} LIMIT 1 OFFSET 0)")
        params += [kind_of(kind.things.model), *filled]
    return f'CASE "accounts_entry"."kind" {" ".join(cases)} ELSE FALSE END', tuple(params)


@dataclass(frozen=True, slots=True)
class Found:
    """The keys of the entries found of the kind asked for, best first; how many of each kind."""

    keys: list[int]
    counts: dict[str, int]

    def total(self) -> int:
        return sum(self.counts.values())


def find(person: User, words: Sequence[str], *, kind: str = "", year: int | None = None) -> Found:
    """What he may see of what holds all these words."""
    rows = entries_for(person).search(words)
    return sorted_out(rows.filter(day__year=year) if year else rows, words, kind=kind)


def sorted_out(rows: EntryQuerySet, words: Sequence[str], *, kind: str = "") -> Found:
    """The entries in their order, counted and of the kind asked for, all in one statement."""
    hits = rows.best_first(words).values_list("pk", "kind")
    found = [(key, _SLUGS[name]) for key, name in hits]
    counts = Counter(slug for _, slug in found)
    return Found(
        keys=[key for key, slug in found if kind in ("", slug)],
        counts={slug: counts[slug] for slug in KINDS if counts[slug]},
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the results: what it is, where it leads, the words marked in it, its context."""

    label: str
    path: str
    title: Pieces
    text: Pieces = field(default_factory=list)
    unit: str = ""
    session: str = ""
    day: date | None = None
    page: int = 0


def hits_of(person: User, entries: Iterable[Entry], words: Sequence[str]) -> list[Hit]:
    """The entries as they are shown; a session is named to whoever may see it."""
    entries = list(entries)
    sessions = StudySession.objects.visible_to(person)
    keys = {entry.session_key for entry in entries}
    titles = dict(sessions.filter(pk__in=keys).values_list("pk", "title")) if entries else {}
    return [_hit(entry, words, titles) for entry in entries]


def _hit(entry: Entry, words: Sequence[str], titles: dict[int, str]) -> Hit:
    slug = _SLUGS[entry.kind]
    session = titles.get(entry.session_key or 0, "")
    place = first_hit(entry.text, words)
    page = page_at(entry.text, place)
    return Hit(
        label=KINDS[slug].label,
        path=KINDS[slug].path(entry, page),
        title=excerpt(entry.title, words),
        text=excerpt(entry.text, words, place),
        unit=str(entry.unit),
        session="" if slug == "session" else session,
        day=entry.day,
        page=page,
    )


def rebuild_all() -> int:
    """Make the index of every kind anew and say how many things it holds."""
    return rebuild(kind.things for kind in KINDS.values())


# The pages of the frame, found by their names in the box above every page.
_SCREENS = (
    ("工作台", "agendas:desk"),
    ("待我审批", "agendas:approvals"),
    ("学习会", "agendas:sessions"),
    ("措施", "agendas:measures"),
    ("通知", "accounts:inbox"),
    ("议题库", "agendas:topics"),
    ("问题清单", "agendas:problems"),
    ("公开栏", "agendas:board"),
    ("帮助", "agendas:help"),
    ("修改密码", "account_change_password"),
)
_MOST_QUICK = 8


def quick_hits(person: User, words: Sequence[str]) -> list[Hit]:
    """The first pages and things that answer to the words, for whoever is still typing."""
    screens = [
        Hit("页面", reverse(name), marked(title, words))
        for title, name in _SCREENS
        if all(word in title for word in words)
    ]
    entries = entries_for(person).search(words).best_first(words).to_show()
    return [*screens, *hits_of(person, entries[:_MOST_QUICK], words)][:_MOST_QUICK]
