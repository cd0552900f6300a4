"""Words are compared without regard to width and case, and looked up by pairs."""
# ruff: noqa: RUF001 - full width is what is tested

from __future__ import annotations

import pytest

from accounts.search.excerpt import excerpt, first_hit, marked, page_at
from accounts.search.folding import MOST_WORDS, fold, pairs, words_in


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("", []),
        (" \u3000\t", []),
        ("用地　指标", ["用地", "指标"]),
        ("ＧＢ/Ｔ ９７０４", ["gb/t", "9704"]),
        ("用地 用地", ["用地"]),
        ("净\x00地", ["净", "地"]),
        ("cafe\u0301", ["café"]),
        ("㎡", ["m2"]),
    ],
)
def test_a_question_is_folded_and_split_into_words(asked, words):
    assert words_in(asked) == words


def test_a_question_of_very_many_words_is_cut():
    assert len(words_in(" ".join(map(str, range(100))))) == MOST_WORDS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("地", []),
        ("用地指标", ["用地", "地指", "指标"]),
        ("净地，出让。", ["净地", "出让"]),
        ("1000亩", ["10", "00", "0亩"]),
        ('a_b-c "or"\'', ["or"]),
        ("哈哈哈", ["哈哈"]),
        ("𰻝𰻝面", ["𰻝𰻝", "𰻝面"]),
    ],
)
def test_every_two_neighbours_are_looked_up_and_no_sign_is(text, found):
    assert list(pairs(text)) == found


def test_what_was_found_is_marked_as_it_was_written():
    assert marked("全年ＡＢ三㎡用地", ["ab", "m2用"]) == [
        ("全年", False),
        ("ＡＢ", True),
        ("三", False),
        ("㎡用", True),
        ("地", False),
    ]


def test_a_sign_folded_to_several_is_marked_whole_and_once():
    assert marked("㎡", ["m", "2"]) == [("㎡", True)]


def test_of_words_within_each_other_the_longer_is_marked():
    assert marked("用地指标", ["用地", "用地指标"]) == [("用地指标", True)]


def test_an_excerpt_begins_shortly_before_the_first_hit():
    text = "前" * 200 + "用地" + "后" * 200

    pieces = excerpt(text, ["用地"])

    assert pieces[0] == ("…" + "前" * 30, False)
    assert pieces[1] == ("用地", True)
    assert pieces[2][0].endswith("后…")
    assert sum(len(piece) for piece, _ in pieces) == 122


def test_an_excerpt_without_a_hit_is_the_beginning():
    assert excerpt("净地出让未到位", ["用地"]) == [("净地出让未到位", False)]
    assert excerpt("", ["用地"]) == []


def test_folding_never_loses_a_place():
    assert len(fold("ﬁ㈠①ß")) == len("fi(一)1ss")


@pytest.mark.parametrize(
    ("words", "place", "page", "cut"),
    [
        (["净地"], 11, 2, "…净地出让…"),
        (["用地"], 0, 0, "用地指标…"),
        (["紧缺"], 7, 1, "…缺口紧缺…"),
        (["执法"], -1, 0, "用地指标…"),
    ],
)
def test_an_excerpt_stands_on_one_page_and_names_it(words, place, page, cut):
    text = "用地指标\f缺口紧缺\n\f净地出让\f末页"

    assert (found := first_hit(text, words)) == place
    assert page_at(text, found) == page
    assert "".join(piece for piece, _ in excerpt(text, words, found)).replace("\n", "") == cut


def test_an_excerpt_of_a_text_that_begins_with_a_page_is_that_page():
    assert excerpt("\f净地出让\f末页", ["用地"]) == [("净地出让…", False)]
    assert page_at("\f净地出让", first_hit("\f净地出让", ["用地"])) == 0
