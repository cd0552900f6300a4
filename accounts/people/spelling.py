"""How a name is written in pinyin, so that people are found by its sounds or their initials."""

from __future__ import annotations

# Surnames that are read otherwise than the same character elsewhere.
_SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou",
    "朴": "piao", "盖": "ge", "乐": "yue", "覃": "qin", "翟": "zhai", "洗": "xian",
    "缪": "miao", "繁": "po", "员": "yun", "召": "shao", "黑": "he", "秘": "bi",
    "折": "she", "种": "chong", "重": "chong", "薄": "bo", "都": "du", "祭": "zhai",
    "隗": "wei", "句": "gou", "适": "kuo", "郇": "xun", "佴": "nai", "乜": "nie",
    "长": "chang", "藏": "zang", "阚": "kan",
}  # fmt: skip
# Of two characters, the first of which is a surname above; read as the dictionary has them.
_COMPOUND = ("长孙",)


def spelling_of(name: str) -> str:
    """What is searched: the whole name and each later part of it, in full and by initials.

    ``张小明`` gives `` zhangxiaoming xiaoming ming zxm xm``; a word that was typed finds him where
    it begins one of these. Characters without a reading are passed over.
    """
    syllables = _syllables(name)
    tails = [syllables[start:] for start in range(len(syllables))]
    words = ["".join(tail) for tail in tails]
    words += ["".join(syllable[0] for syllable in tail) for tail in tails[:-1]]
    return "".join(f" {word}" for word in words)


def _syllables(name: str) -> list[str]:
    # Its dictionaries take 57 MB, which only a process that adds people needs.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    reading = None if name.startswith(_COMPOUND) else _SURNAMES.get(name[:1])
    if reading is None:
        return lazy_pinyin(name, errors="ignore")
    return [reading, *lazy_pinyin(name[1:], errors="ignore")]
