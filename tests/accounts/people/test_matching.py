"""Looking for people: by name, pinyin, post and unit."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from accounts.people.models import User
from accounts.people.spelling import spelling_of
from tests.factories import UnitFactory, UserFactory


def found(words: str) -> list[str]:
    return [person.full_name for person in User.objects.matching(words)]


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("张三", " zhangsan san zs"),
        ("张小明", " zhangxiaoming xiaoming ming zxm xm"),
        ("单晓红", " shanxiaohong xiaohong hong sxh xh"),
        ("曾国", " zengguo guo zg"),
        ("仇和", " qiuhe he qh"),
        ("解放", " xiefang fang xf"),
        ("查良镛", " zhaliangyong liangyong yong zly ly"),
        ("尉迟恭", " yuchigong chigong gong ycg cg"),
        ("吕布", " lvbu bu lb"),
        ("高单", " gaodan dan gd"),
        ("Tom", ""),
    ],
)
def test_a_name_is_spelt_as_a_surname_and_what_follows(name, spelling):
    assert spelling_of(name) == spelling


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("张三", ["张三"]),
        ("zhangsan", ["张三"]),
        ("ZHANGS", ["张三", "张山"]),
        ("zs", ["张三", "张山"]),
        ("zhang san", ["张三"]),
        ("san", ["张三"]),
        ("ang", []),
        ("lübu", ["吕布"]),
        ("国土 局长", ["张三"]),
        ("国土 zs", ["张三"]),
        ("", ["张三", "吕布", "张山"]),
    ],
)
def test_every_word_must_be_found_in_name_pinyin_post_or_unit(words, names):
    land, roads = UnitFactory(name="县国土资源局", order=1), UnitFactory(name="交通", order=2)
    UserFactory(unit=land, full_name="张三", post="局长", order=1)
    UserFactory(unit=land, full_name="吕布", post="科长", order=2)
    UserFactory(unit=roads, full_name="张山", post="科长")

    assert found(words) == names


@pytest.mark.django_db
def test_people_from_before_are_spelt_by_the_migration():
    UserFactory(full_name="单晓红")
    User.objects.update(spelling="")
    migration = import_module("accounts.migrations.0004_people_are_found_and_stand_in_order")

    migration.spell_names(apps, None)

    assert found("shan") == ["单晓红"]
