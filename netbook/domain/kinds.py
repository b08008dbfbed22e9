"""Words that stand for themselves in the book: what became of an account, and the two halves of where-met."""

from __future__ import annotations

from enum import StrEnum


class HandleStatus(StrEnum):
    """Whether an account is still the one to use."""

    ACTIVE = "active"
    RENAMED = "renamed"
    LEFT = "left"


class MetKind(StrEnum):
    """The two halves of where-met."""

    ONLINE = "online"
    IN_PERSON = "in person"
