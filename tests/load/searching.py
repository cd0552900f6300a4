"""Fills a fresh installation with 200 000 texts, searches them, and prints how long it took.

A line for each search: who asked, how many of the texts hold the word, how many he sees, and the
milliseconds with rights, of the index alone, and of reading every text (LIKE).
"""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from accounts.people.models import User
from accounts.search.models import Entry
from agendas.measures.models import Measure
from agendas.minutes.models import Resolution
from agendas.pages.search import find, rebuild_all, sorted_out
from agendas.research.models import Research
from agendas.sessions.models import StudySession
from agendas.topics.models import Problem, ProblemSource
from seeds.bulk.rows import write
from seeds.county import seed_county

GROUPS, SESSIONS, TEXTS = 84, 500, 200_000
# Whole files besides, each as long as the index keeps.
FILES, WORDS_OF_A_FILE = 300, 50_000
ROUNDS = 7
SHOWN = 30
ASKING = ("county1-1-secretary", "county1-supervisor")
# Words by their places in the vocabulary; each stands in some thousandth parts of the texts.
PLACES = (600, 800, 1000)
DAY = date(2026, 1, 5)


class Vocabulary:
    """Words of two characters, some said often and most seldom."""

    def __init__(self, chance: Random) -> None:
        signs = [chr(0x4E00 + place) for place in range(2500)]
        self.words = ["".join(chance.choices(signs, k=2)) for _ in range(6000)]
        self.weights = list(itertools.accumulate(1 / place for place in range(5, 6005)))
        self.chance = chance

    def text(self, length: int) -> str:
        return "".join(self.chance.choices(self.words, cum_weights=self.weights, k=length)) + "。"


def fill(words: Vocabulary) -> None:
    """Research, resolutions, measures and problems in equal parts, spread over the sessions."""
    seed_county(groups=GROUPS, sessions=SESSIONS, seed=1, year=DAY.year)
    sessions = list(StudySession.objects.select_related("group", "created_by"))
    spread = [sessions[place % SESSIONS] for place in range(TEXTS // 4)]
    at, text = timezone.now(), words.text
    write(
        (Research(session=one, title=text(6), text=text(60), handed_in_at=at) for one in spread),
        Research,
    )
    write(
        (
            Resolution(session=one, kind="decision", text=text(25), created_by=one.created_by)
            for one in spread
        ),
        Resolution,
    )
    files = spread[:FILES]
    write(
        (
            Research(session=one, title=text(6), text=text(WORDS_OF_A_FILE), handed_in_at=at)
            for one in files
        ),
        Research,
    )
    write((_measure(one, words) for one in spread), Measure)
    write((_problem(one, words) for one in spread), Problem)
    rebuild_all()


def _measure(session: StudySession, words: Vocabulary) -> Measure:
    by = session.created_by
    return Measure(
        session=session,
        title=words.text(8),
        schedule=words.text(25),
        lead_unit="综合科",
        owner=by,
        created_by=by,
        starts_on=DAY,
        due_on=DAY,
    )


def _problem(session: StudySession, words: Vocabulary) -> Problem:
    return Problem(
        group=session.group,
        title=words.text(8),
        detail=words.text(25),
        source=ProblemSource.VISIT,
        found_on=DAY,
        created_by=session.created_by,
    )


def _asked(person: User, words: list[str]) -> int:
    """As the page does it: what is found, and the first of it to show."""
    return _shown(find(person, words).keys)


def _looked_up(words: list[str]) -> int:
    return _shown(sorted_out(Entry.objects.search(words), words).keys)


def _read(words: list[str]) -> int:
    rows = Entry.objects.filter(plain__contains=words[0])
    return _shown(sorted_out(rows, words).keys)


def _shown(keys: list[int]) -> int:
    list(Entry.objects.filter(pk__in=keys[:SHOWN]).to_show())
    return len(keys)


def _round(search: Callable[[], int]) -> float:
    begun = time.perf_counter()
    search()
    return (time.perf_counter() - begun) * 1000


def measure(person: User, word: str) -> str:
    """Round by round in turn, so that drift hits all three; medians."""
    words = [word]
    ways: tuple[Callable[[], int], ...] = (
        lambda: _asked(person, words),
        lambda: _looked_up(words),
        lambda: _read(words),
    )
    hits, seen = _looked_up(words), _asked(person, words)
    took = zip(*([_round(way) for way in ways] for _ in range(ROUNDS)), strict=True)
    figures = " ".join(f"{statistics.median(way):.2f}" for way in took)
    return f"{person.username} {hits} {seen} {figures}"


def lines() -> Iterator[str]:
    words = Vocabulary(Random(1))
    with transaction.atomic():
        fill(words)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for username in ASKING:
        person = User.objects.get(username=username)
        yield from (measure(person, words.words[place]) for place in PLACES)


def main() -> None:
    for line in lines():
        print(line, flush=True)
