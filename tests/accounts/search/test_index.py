"""What stands in a thing is found, what does not is not, whatever signs are asked for."""
# ruff: noqa: RUF001 - full width is what is tested

from __future__ import annotations

from random import Random

import pytest

from accounts.search.actions import MOST_CHARACTERS, forget, index, rebuild
from accounts.search.folding import words_in
from accounts.search.models import Entry
from agendas.topics.models import Problem
from tests.factories import ProblemFactory

pytestmark = pytest.mark.django_db

HOSTILE = [
    *('"', "'", '""', "'; DROP TABLE accounts_entry; --", "\\", "%", "_", "%%", "a%b"),
    *(
        "OR",
        "AND",
        "NOT 用地",
        "用地 OR 指标",
        "NEAR(用地 指标)",
        "用地*",
        "^用地",
        "-用地",
        "+用地",
    ),
    *(
        "tokens:用地",
        "{用地}",
        "(用地",
        "用地)",
        "用地 & 指标",
        "用地 | 指标",
        "!用地",
        "用地:*",
        "<->",
    ),
    *(
        "<b>",
        "&lt;",
        "\ud7ff",
        "\U0010ffff",
        "🀄🀄",
        "𰻝𰻝面",
        "ﷺ",
        "a\u0301\u0301",
        "\u200b",
    ),
]


def listed(title: str, detail: str = "") -> Problem:
    problem = ProblemFactory(title=title, detail=detail)
    index(problem)
    return problem


def found(asked: str) -> list[int]:
    return sorted(Entry.objects.search(words_in(asked)).values_list("key", flat=True))


@pytest.mark.parametrize(
    "asked",
    [
        *("用", "用地", "地指标", "用地指标紧缺", "3386", "33", "6亩", "gb/t", "ＧＢ／Ｔ", "Gb"),
        *("紧缺 缺口", "缺口，达", "缺口,达", "m2", "㎡"),
    ],
)
def test_a_word_is_found_wherever_it_stands(asked):
    problem = listed("用地指标紧缺", "缺口，达3386亩；ＧＢ/T 9704，每㎡。")
    listed("执法监察", "加强。")

    assert found(asked) == [problem.pk]


@pytest.mark.parametrize("asked", ["用地指", "缺紧", "用地 执法", "达缺", "标紧缺口", "3387"])
def test_what_does_not_stand_there_is_not_found(asked):
    # Every pair of 用地指 is in the first, but never in a row.
    listed("用地与地指标", "紧缺，缺口。3386")
    listed("执法监察")

    assert found(asked) == []


@pytest.mark.parametrize("asked", HOSTILE)
def test_any_sign_is_plain_text(asked):
    listed("用地指标")
    literal = listed("净地出让", f"前{asked}后")

    assert found(asked) == [literal.pk]


@pytest.mark.parametrize("asked", ["", " ", "\x00", "\u3000\n"])
def test_where_no_word_is_asked_for_nothing_is_left_out(asked):
    problem = listed("用地指标")

    assert found(asked) == [problem.pk]


def test_every_piece_of_a_text_is_found_and_no_other():
    chance = Random(20170331)  # always the same texts
    signs = "用地指标紧缺 ab１Ｂ%_\"'\\*()|&-，。㎡ß"
    for _ in range(30):
        listed("x", "".join(chance.choices(signs, k=30)))
    kept = dict(Entry.objects.order_by("key").values_list("key", "plain"))

    for plain in kept.values():
        start = chance.randrange(28)
        words = plain[start : start + chance.randint(1, 5)].split()
        holding = [key for key, other in kept.items() if all(word in other for word in words)]
        assert sorted(Entry.objects.search(words).values_list("key", flat=True)) == holding


def test_what_was_rewritten_is_found_by_its_new_words_alone():
    problem = listed("用地指标紧缺")
    problem.title = "占补平衡困难"
    index(problem)

    assert found("用地") == []
    assert found("占补") == [problem.pk]
    assert Entry.objects.count() == 1


def test_what_was_forgotten_is_not_found():
    problem = listed("用地指标紧缺")
    forget(problem)

    assert found("用地") == []


def test_title_comes_before_text_and_newer_before_older():
    words = ["用地"]
    old = ProblemFactory(title="用地旧题", found_on="2016-05-01")
    new = ProblemFactory(title="用地新题", found_on="2017-05-01")
    text = ProblemFactory(title="占补平衡", detail="缺用地", found_on="2017-06-01")
    for problem in Problem.objects.all():
        index(problem)

    best = Entry.objects.search(words).best_first(words)

    assert [entry.key for entry in best] == [new.pk, old.pk, text.pk]


def test_a_rebuild_mends_what_is_missing_stale_or_left_over():
    right, stale, gone = listed("用地指标"), listed("占补平衡"), listed("执法监察")
    missing = ProblemFactory(title="净地出让")
    Problem.objects.filter(pk=stale.pk).update(title="耕地保护")
    Problem.objects.filter(pk=gone.pk).delete()
    Entry.objects.filter(key=right.pk).update(kind="former.kind")

    assert rebuild([Problem.objects.all()]) == 3

    assert found("用地") == [right.pk]
    assert found("耕地") == [stale.pk]
    assert found("净地") == [missing.pk]
    assert found("占补") == found("执法") == []
    assert Entry.objects.count() == 3


def test_of_a_very_long_text_the_beginning_is_found_and_its_pairs_stay_in_bounds():
    signs = Random(1).choices([chr(0x20000 + place) for place in range(40_000)], k=MOST_CHARACTERS)
    problem = listed("用地", "".join(signs) + "占补平衡")

    entry = Entry.objects.get()

    assert (found("".join(signs[-3:])), found("占补")) == ([problem.pk], [])
    assert len(entry.tokens.encode()) < 1024 * 1024
