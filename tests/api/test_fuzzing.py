"""Whatever is asked, and in whatever form, the API never fails: it answers as it is described, or says what is wrong.

Questions are made from the description of the API itself. ``make fuzz-api`` asks thousands instead of some.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api_client import Api, make_samples, open_api
from qawl.api.app import api_router
from qawl.model.access import Role
from web_client import ADDRESS, WebClient, as_role

EXAMPLES = int(os.environ.get("QAWL_FUZZ_EXAMPLES", "4"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def described() -> dict[str, Any]:
    """What can be asked, by method and path."""
    app = FastAPI()
    app.include_router(api_router())
    schema = schemathesis.openapi.from_dict(app.openapi())
    found: list[Any] = [result.ok() for result in schema.get_all_operations()]  # type: ignore[union-attr]
    return {f"{one.method.upper()} {one.path}": one for one in found}


OPERATIONS = described()


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """The API of a small ledger, to be changed."""
    path = tmp_path_factory.mktemp("fuzz") / "few.db"
    make_samples(path, "kir-0*")
    yield from open_api(path)


@pytest.fixture(scope="module")
def admin(few: Api) -> WebClient:
    """Somebody who may do everything."""
    return as_role(few.app, few.ledger, Role.ADMIN)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_no_question_breaks_the_server(admin: WebClient, name: str) -> None:
    @settings(
        max_examples=EXAMPLES,
        derandomize=EXAMPLES < 100,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[name].as_strategy())
    def ask(case: Any) -> None:
        sent = case.as_transport_kwargs(base_url=ADDRESS)
        names = ("method", "url", "params", "json", "content", "data", "headers")
        response = admin.request(**{key: sent[key] for key in names if sent.get(key) is not None})
        case.validate_response(response, checks=CHECKS)

    ask()


def test_the_application_serves_what_is_described(few: Api) -> None:
    served = few.app.openapi()["paths"]
    assert {f"{method.upper()} {path}" for path in served for method in served[path]} == set(OPERATIONS)
