"""What list pages are asked with: the questions of the REST API, as a browser's form sends them.

A form sends its empty fields too, and a page may be asked in a language; neither is a filter.
"""

from collections.abc import Mapping
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError, model_validator

from qawl.api.questions import AccountQuestion, ClaimQuestion, ConflictQuestion, DocumentQuestion, StatementQuestion
from qawl.api.search_question import SearchQuestion
from qawl.errors import NoSuchRecordError


class _Asked(BaseModel):
    lang: str = ""

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, given: Any) -> Any:
        return {name: value for name, value in given.items() if value != ""} if isinstance(given, dict) else given


class ClaimsAsked(_Asked, ClaimQuestion):
    """The list of claims."""


class StatementsAsked(_Asked, StatementQuestion):
    """The list of statements."""


class DocumentsAsked(_Asked, DocumentQuestion):
    """The list of articles."""


class AccountsAsked(_Asked, AccountQuestion):
    """The list of accounts."""


class ConflictsAsked(_Asked, ConflictQuestion):
    """The list of contradictions."""


class SearchAsked(_Asked, SearchQuestion):
    """The search page."""


Asked = ClaimsAsked | StatementsAsked | DocumentsAsked | AccountsAsked | ConflictsAsked
LISTS: Mapping[str, type[Asked]] = {
    "claims": ClaimsAsked,
    "statements": StatementsAsked,
    "documents": DocumentsAsked,
    "accounts": AccountsAsked,
    "conflicts": ConflictsAsked,
}
"""The lists that can be exported and followed, by their names in addresses: the page of claims is ``/claims``."""


def question_of(name: str, query: Mapping[str, str]) -> Asked:
    """What a list is asked with in the query of an address.

    Raises:
        NoSuchRecordError: there is no list of this name.
        RequestValidationError: a filter is none of the list's, or has a value that does not fit.
    """
    if name not in LISTS:
        raise NoSuchRecordError(f"{name}: no such list. There are {', '.join(LISTS)}.")
    try:
        return LISTS[name].model_validate(dict(query))
    except ValidationError as error:
        raise RequestValidationError(
            [{**one, "loc": ("query", *one["loc"])} for one in error.errors(include_url=False, include_context=False)]
        ) from error
