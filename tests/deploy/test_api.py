"""What the API says of itself: its schema and its page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.management import call_command
from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats
from drf_spectacular.generators import SchemaGenerator

CHINESE = re.compile(r"[\u4e00-\u9fff]")
VERBS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return made


def test_the_schema_is_valid_and_made_without_a_warning(tmp_path, capsys):
    reset_generator_stats()

    call_command("spectacular", "--validate", "--fail-on-warn", file=str(tmp_path / "schema.yml"))

    assert not GENERATOR_STATS
    assert capsys.readouterr().err == ""


def test_every_operation_says_in_chinese_what_it_does(schema):
    silent = [
        f"{verb} {path}"
        for path, item in schema["paths"].items()
        for verb in VERBS
        if verb in item and not CHINESE.search(item[verb].get("description", ""))
    ]

    assert silent == []


def test_every_list_names_its_page_its_search_and_its_filters(schema):
    lists = {
        path.split("/")[3]: {field["name"] for field in item["get"]["parameters"]}
        for path, item in schema["paths"].items()
        if path.count("/") == 4 and "get" in item
    }

    assert all(names >= {"page", "page_size", "search"} for names in lists.values())
    assert lists["measures"] >= {"session", "group", "year", "status", "owner", "handler"}
    assert [name for name, names in lists.items() if "year" not in names] == [
        "groups",
        "notices",
        "units",
    ]


@pytest.mark.parametrize("path", ["schema/", "docs/", "docs/?script="])
def test_the_description_is_for_those_signed_in(client, sign_in, guest, path):
    assert client.get(f"/api/v1/{path}").status_code == 401
    assert sign_in(guest).get(f"/api/v1/{path}").status_code == 200


def test_the_page_carries_no_script_or_style_of_its_own_and_asks_nobody_else(sign_in, guest):
    client = sign_in(guest)
    page = client.get("/api/v1/docs/").content.decode()
    script = client.get("/api/v1/docs/?script=").content.decode()

    assert "<style" not in page
    assert page.count("<script") == page.count("<script src=")
    assert "http" not in re.sub(r"\s", "", page)
    assert '"validatorUrl": null' in script
