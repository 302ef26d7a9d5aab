"""What is sent to be decided or read: the bodies of requests, and how large they may be."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.exceptions import HTTPException
from starlette.types import Message

from qawl.model.coding import Taken
from qawl.model.review import Decision, RecordKind

_WITHOUT_NUL = r"^[^\x00]*$"
_Words = Annotated[str, StringConstraints(max_length=500, pattern=_WITHOUT_NUL)]
_Text = Annotated[str, StringConstraints(max_length=10_000, pattern=_WITHOUT_NUL)]


class Sent(BaseModel):
    """A body with these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class DecisionSent(Sent):
    """A decision on a record. Who decides is who sends it."""

    record: Annotated[
        _Words,
        Field(
            min_length=1,
            description="The id of a statement, claim, link (c_….place) or document, or two with a plus for what joins "
            "them; with `kind` also the name or id of a speaker or outlet.",
            examples=["c_d411cb63ff8d7fc5"],
        ),
    ]
    decision: Annotated[Decision, Field(description="confirm, correct, reject or letter", examples=["reject"])]
    reason: Annotated[_Text, Field(min_length=1, description="Why.", examples=["The article says the opposite."])]
    kind: Annotated[RecordKind | None, Field(description="What the record is, where its id does not say.")] = None
    set: Annotated[
        dict[_Words, _Text],
        Field(max_length=50, description="Fields of a correction and what is right.", examples=[{}]),
    ] = {}
    version: Annotated[
        int | None,
        Field(ge=0, le=2**31, description="How many decisions the record had when it was looked at; 409 if others."),
    ] = None


class UndoSent(Sent):
    """Whose last decision is taken back follows from who sends it."""

    reason: Annotated[_Text, Field(min_length=1, description="Why.", examples=["Pressed the wrong key."])]
    record: Annotated[_Words, Field(description="Only a decision on this record.")] = ""


class AssignmentSent(Sent):
    """Articles for two people who decide apart."""

    documents: Annotated[list[_Words], Field(min_length=1, max_length=200, description="Ids of documents.")]
    coders: Annotated[list[_Words], Field(min_length=2, max_length=2, description="The names of the two.")]
    note: Annotated[_Words, Field(description="What they should know.")] = ""


class CodingSent(Sent):
    """What a coder decides on a record. Who codes is who sends it."""

    record: Annotated[_Words, Field(min_length=1, description="The id of a statement or claim of the article.")]
    decision: Annotated[Decision, Field(description="confirm, correct or reject", examples=["confirm"])]
    reason: Annotated[_Text, Field(description="Why.")] = "coded"
    set: Annotated[dict[_Words, _Text], Field(max_length=50, description="Fields of a correction.", examples=[{}])] = {}


class DoneSent(Sent):
    """A coder is done with an article."""

    note: Annotated[_Words, Field(description="A word on it.")] = ""


class AdjudicationSent(Sent):
    """Whose value is taken for a field in which two coders differ."""

    record: Annotated[_Words, Field(min_length=1, description="The id of the record.")]
    field: Annotated[_Words, Field(min_length=1, description="The field, as the differences name it.")]
    taken: Annotated[Taken, Field(description="first, second or neither")]
    note: Annotated[_Words, Field(description="Why.")] = ""


class TextSent(Sent):
    """A text to be read: headline, newline, body."""

    text: Annotated[
        str,
        Field(
            min_length=1,
            description="Headline, newline, body, in Arabic.",
            examples=[
                "إعادة فتح المعبر\nقال المتحدث باسم الدفاع المدني إن ثلاثة مدنيين قتلوا أمس في قصف على بلدة الشعفة."
            ],
        ),
    ]
    published: Annotated[_Words, Field(description="2017-09-11 or 2017-09-11T14:20+03:00", examples=["2017-11-20"])] = (
        ""
    )
    outlet: Annotated[_Words, Field(description="Who published it.", examples=["sahm"])] = ""
    url: Annotated[_Words, Field(description="Where it stands.")] = ""
    title: Annotated[_Words, Field(description="Its headline, if not the first line.")] = ""


class BoundedRoute(APIRoute):
    """A route that takes no more than an article may have: what is longer is refused before it is read to its end."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with a limit."""
        answer = super().get_route_handler()

        async def answer_within_bounds(request: Request) -> Response:
            most, taken = request.app.state.bench.settings.ingest.max_bytes, 0
            declared = request.headers.get("content-length", "")
            if declared.isdecimal() and int(declared) > most:
                raise _too_large(most)

            async def receive() -> Message:
                nonlocal taken
                message = await request.receive()
                taken += len(message.get("body", b""))
                if taken > most:
                    raise _too_large(most)
                return message

            return await answer(Request(request.scope, receive))

        return answer_within_bounds


def _too_large(most: int) -> HTTPException:
    return HTTPException(413, f"More than {most:,} bytes. Send one article, or raise ingest.max_bytes in qawl.toml.")
