"""What list pages are asked with: the questions of the REST API, as a browser's form sends them.

A form sends its empty fields too, and a page may be asked in a language; neither is a filter.
"""

from typing import Any

from pydantic import BaseModel, model_validator

from qawl.api.questions import ClaimQuestion, DocumentQuestion, StatementQuestion


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
