"""Whatever is sent to the API, it answers in its own three keys and never falls."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from agendas.api_urls import router
from studygroups.forms.models import Stage
from tests import factories
from tests.deploy.rows import everything_of

pytestmark = pytest.mark.django_db

CHINESE = re.compile(r"[\u4e00-\u9fff]")
COLLECTIONS = [name for name, _, _ in router.registry]
NOBODY = 10**9
HOSTILE: list[Any] = [
    None,
    True,
    [[]],
    {"a": [1]},
    -1,
    1.5,
    10**30,
    "",
    "NaN",
    "1e400",
    "地\x00块",
    "长" * 100_000,
    "0001-01-01",
    "0001-01-01T00:06:00+08:00",
    "9999-12-31T23:59:59-12:00",
]
FORMATS = {
    "date": "2026-06-30",
    "time": "14:30:00",
    "date-time": "2026-06-30T14:30:00+08:00",
    "decimal": "1",
    "uri": "https://example.cn/",
    "uuid": "0b51a1a1-8d1a-4b43-9a52-7a8c1f5e3d10",
}
NOT_JSON = [b"", b"{", b"\xff\xfe\x00", b"NaN", b'{"session": 1e999}', b"[" * 100_000]
# What is JSON, though not what any address asks for.
ODD = [b"[]", b'"x"', b"{}", b"null", b"0", b"[{}]", b'{"kind": "\\ud800", "session": "\\ud800"}']
# Where the actions of a collection do their work; the others do theirs at the meeting.
STAGES = {
    "topics": Stage.TOPIC,
    "research": Stage.RESEARCH,
    "duties": Stage.RESEARCH,
    "measures": Stage.CONVERSION,
    "indicators": Stage.CONVERSION,
    "readings": Stage.CONVERSION,
    "papers": Stage.CONVERSION,
}


# Fields that name a row of one's own group.
OWN = {"group", "session", "measure", "indicator", "finding", "resolution", "problem", "owner"}
QUERIES = [
    "page=0&page_size=x",
    "page=x",
    f"page={10**30}",
    "page_size=100000",
    "page_size=-1",
    "year=abc",
    "year=0",
    "year=99999",
    f"year={10**30}",
    f"session={10**30}&group={10**30}&measure={10**30}",
    "session=1.5",
    "session=1e400",
    "group=NaN",
    "unit=x&parent=-1&owner=[]&form=%00",
    "is_speaker=maybe&is_demonstration=2",
    "kind=%00&stage=x&status=&state=x",
    "search=%00",
    "search=%ed%a0%80",
    f"search={'长' * 2000}",
    f"search={'+x' * 1500}",
    "ordering=",
    "format=xml",
]


class Operation(NamedTuple):
    """One address to write to, and a body in which every field is of the right kind."""

    method: str
    path: str
    body: dict[str, Any]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return made


@pytest.fixture
def rows(group, leader, secretary, member, collection) -> dict[str, Any]:
    stage = STAGES.get(collection, Stage.MEETING)
    return everything_of(group, leader, secretary, member, stage=stage)


@pytest.fixture
def operations(schema, rows) -> Callable[[str], list[Operation]]:
    """What the schema offers to write in a collection, addressed to the rows there are."""

    def of(collection: str) -> list[Operation]:
        start = f"/api/v1/{collection}/"
        return [
            Operation(
                method,
                path.replace("{id}", str(rows[collection].pk)),
                sound(schema["components"]["schemas"], verbs[method], rows),
            )
            for path, verbs in schema["paths"].items()
            for method in ("post", "put", "patch")
            if path.startswith(start) and method in verbs
        ]

    return of


def nowhere(path: str, key: int = NOBODY) -> str:
    """The same address for a row that nobody has."""
    return re.sub(r"/\d+/", f"/{key}/", path)


def sound(schemas: dict[str, Any], verb: dict[str, Any], rows: dict[str, Any]) -> dict[str, Any]:
    """The fields of the request, each with a value of its kind."""
    content = verb.get("requestBody", {}).get("content", {})
    form = content.get("application/json", {}).get("schema", {}).get("$ref", "")
    fields = schemas.get(form.split("/")[-1], {}).get("properties", {})
    body = {
        name: rows[f"{name}s"].pk if f"{name}s" in rows else plain(schemas, rule)
        for name, rule in fields.items()
        if not rule.get("readOnly") and name not in {"file", "scan"}
    }
    return body | ({"ends_at": "2026-06-30T16:30:00+08:00"} if "ends_at" in body else {})


def plain(schemas: dict[str, Any], rule: dict[str, Any]) -> Any:
    """A value that the rule allows."""
    for wrapped in ("allOf", "oneOf"):
        rule = rule[wrapped][0] if wrapped in rule else rule
    if "$ref" in rule:
        named = schemas[rule["$ref"].split("/")[-1]]
        if "enum" in named:
            return named["enum"][0]
        return {name: plain(schemas, each) for name, each in named["properties"].items()}
    if rule["type"] == "array":
        # Words may be any; a list of keys would name rows that are not there.
        says = "$ref" in rule["items"] or rule["items"]["type"] == "string"
        return [plain(schemas, rule["items"])] if says else []
    if rule.get("format") in FORMATS:
        return FORMATS[rule["format"]]
    return {"integer": 1, "boolean": True, "string": "地块"}[rule["type"]]


@pytest.fixture
def caller(leader) -> APIClient:
    client = APIClient(raise_request_exception=False)
    client.force_authenticate(leader)
    return client


def send(caller: APIClient, method: str, path: str, body: Any, kind: str | None = None) -> Any:
    """The answer; what it changed is taken back, so that the next one finds all as it was."""
    with transaction.atomic():
        how = {"content_type": kind} if kind else {"format": "json"}
        answer = getattr(caller, method)(path, body, **how)
        transaction.set_rollback(True)
    return answer


def faults(answer: Any) -> list[str]:
    """What is wrong with the answer as such."""
    if answer.status_code < 400:
        return []
    if answer.status_code >= 500:
        return [f"{answer.status_code} {answer.exc_info}"]
    body = answer.json()
    found = [] if set(body) == {"code", "detail", "fields"} else [f"keys {sorted(body)}"]
    return found if CHINESE.search(body.get("detail", "")) else [*found, f"words {body}"]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_hostile_value_in_any_field_is_answered(operations, caller, collection):
    found = [
        f"{method} {path} {name}={str(value)[:40]}: {fault}"
        for method, path, body in operations(collection)
        for name, value in itertools.product(body, HOSTILE)
        for fault in faults(send(caller, method, path, body | {name: value}))
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_body_that_is_no_form_is_answered(operations, caller, collection):
    found = [
        f"{method} {address} {body[:30]!r}: {fault}"
        for method, path, _ in operations(collection)
        for address, bodies in ((path, [*NOT_JSON, *ODD]), (nowhere(path), ODD))
        for body in bodies
        for fault in faults(send(caller, method, address, body, "application/json"))
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_row_that_is_not_there_is_not_found(operations, caller, collection):
    for method, path, body in operations(collection):
        if path != nowhere(path):
            assert send(caller, method, nowhere(path), body).status_code == 404
            assert send(caller, method, nowhere(path, 10**30), body).status_code == 404


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_another_kind_of_content_is_answered_415(operations, caller, collection):
    for method, path, _ in operations(collection):
        answer = send(caller, method, path, b"<a/>", "text/xml")

        # An address that reads no body does not look at one.
        assert answer.status_code == 415 or not faults(answer)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_the_rows_of_another_group_do_not_exist(operations, caller, collection, other_secretary):
    elsewhere = everything_of(
        other_secretary.memberships.get().group,
        *(factories.UserFactory() for _ in range(3)),
        stage=Stage.MEETING,
    )
    for method, path, body in operations(collection):
        for name in body.keys() & OWN:
            answer = send(caller, method, path, body | {name: elsewhere[f"{name}s"].pk})

            assert (answer.status_code, list(answer.json()["fields"])) == (400, [name])


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_hostile_question_is_answered(rows, caller, collection):
    for query in QUERIES:
        answer = caller.get(f"/api/v1/{collection}/?{query}")

        assert (query, faults(answer)) == (query, [])
        assert answer.status_code in (200, 400, 404)
