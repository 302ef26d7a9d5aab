"""``docs/rest.md`` and the description of the API name the same routes, parameters and fields."""

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from qawl.api.app import PREFIX, api_router

PAGE = Path(__file__).parents[2] / "docs" / "rest.md"
LIST, FORMS = {"limit", "after"}, {"format", "bom", "redact_private"}
_ROW = re.compile(r"^\| `(?P<method>[A-Z]+) (?P<path>/\S*)`(?P<star> \*)? \| (?P<gives>.+?) \| (?P<names>.*)\|$", re.M)
_NAME = re.compile(r"`(\w+)`")


def described() -> dict[str, dict[str, Any]]:
    """What can be asked, by method and path under the prefix, with the schemas of bodies resolved."""
    app = FastAPI()
    app.include_router(api_router())
    whole = app.openapi()
    found = {}
    for path, operations in whole["paths"].items():
        for method, operation in operations.items():
            names = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}
            sent = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            if "$ref" in sent:
                names |= set(whole["components"]["schemas"][sent["$ref"].rpartition("/")[2]]["properties"])
            found[f"{method.upper()} {path.removeprefix(PREFIX)}"] = operation | {"names": names}
    return found


def told() -> dict[str, tuple[set[str], bool, str]]:
    """The rows of the page: names, whether it has forms, what it gives."""
    return {
        f"{row['method']} {row['path']}": (set(_NAME.findall(row["names"])), bool(row["star"]), row["gives"])
        for row in _ROW.finditer(PAGE.read_text(encoding="utf-8"))
    }


OPERATIONS = described()


def test_the_page_tells_of_every_route_and_no_other() -> None:
    assert set(told()) == set(OPERATIONS)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_parameter_and_field_is_told(name: str) -> None:
    names, has_forms, gives = told()[name]
    asked = OPERATIONS[name]["names"]
    assert gives
    if has_forms:
        assert asked >= LIST | FORMS
        asked = asked - FORMS
    assert names == asked - LIST


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_route_says_what_it_does_and_what_it_answers(name: str) -> None:
    operation = OPERATIONS[name]
    assert operation["summary"] and operation["description"] and operation["tags"]
    answers = operation["responses"]
    good = next(code for code in answers if code.startswith("2"))
    assert answers[good].get("content"), "an answer without a form"
    assert all("application/problem+json" in answers[code]["content"] for code in answers if code.startswith("4"))


def test_names_of_operations_are_stable_and_different() -> None:
    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z_]+", name) for name in names)
