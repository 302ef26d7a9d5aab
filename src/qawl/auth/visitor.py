"""Who asks, and what they may do. On loopback everybody is the local reviewer."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Request
from starlette.exceptions import HTTPException


class Role(StrEnum):
    """What somebody may do; each role may what the one before may."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. ``name`` is the reviewer's in every decision; ``csrf`` has to come back with every change."""

    name: str
    role: Role
    csrf: str = ""


def find_visitor(request: Request) -> Visitor:
    """The visitor that the middleware has found."""
    visitor: Visitor = request.state.visitor
    return visitor


def _writer(request: Request) -> Visitor:
    visitor = find_visitor(request)
    if visitor.role is Role.READER:
        raise HTTPException(403, "A reader cannot change anything here. Ask for the role reviewer.")
    return visitor


def _admin(request: Request) -> Visitor:
    visitor = find_visitor(request)
    if visitor.role is not Role.ADMIN:
        raise HTTPException(403, "Only an admin may do that.")
    return visitor


Reader = Annotated[Visitor, Depends(find_visitor)]
Writer = Annotated[Visitor, Depends(_writer)]
Admin = Annotated[Visitor, Depends(_admin)]
