"""Whose paper a file is, by the names in its file name."""

from __future__ import annotations

import pytest

from agendas.drops.matching import names_in, proposed_title

MEMBERS = ["张三", "张三丰", "李四", "高明", "欧阳文远"]


@pytest.mark.parametrize(
    ("file_name", "found"),
    [
        ("张三调研报告.docx", ["张三"]),
        ("张三丰调研报告.docx", ["张三丰"]),
        ("国土局-张三、李四.docx", ["张三", "李四"]),
        ("张三丰和张三联合调研.docx", ["张三丰", "张三"]),
        ("张　三 调研报告.docx", ["张三"]),
        ("张 三.docx", ["张三"]),
        ("调研报告（李四）(1).pdf", ["李四"]),
        ("03李四.docx", ["李四"]),
        ("国土局张三李四联合调研.docx", ["张三", "李四"]),
        ("提高明确要求 李四.docx", ["李四"]),
        ("关于高明同志的调研.docx", ["高明"]),
        ("欧阳文远：占补平衡.docx", ["欧阳文远"]),
        ("调研报告终稿.docx", []),
        (".docx", []),
        ("", []),
    ],
)
def test_names_are_found_longest_first_and_never_inside_another(file_name, found):
    assert sorted(names_in(file_name, MEMBERS)) == sorted(found)


def test_a_padded_name_on_the_list_is_found_too():
    assert names_in("张三.docx", ["张　三"]) == ["张　三"]


@pytest.mark.parametrize(
    ("file_name", "names", "title"),
    [
        ("张三调研报告.docx", ["张三"], "张三调研报告"),
        ("张三、李四.docx", ["张三", "李四"], "张三、李四调研材料"),
        ("01 张　三.docx", ["张三"], "01 张　三调研材料"),
        ("终稿.docx", [], "终稿"),
        ("长" * 200 + ".docx", [], "长" * 100),
    ],
)
def test_a_title_is_proposed_from_the_file_name(file_name, names, title):
    assert proposed_title(file_name, names) == title
