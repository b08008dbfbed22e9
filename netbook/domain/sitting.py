"""The review in which a decision is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sitting:
    """When the review began, the present instant, and the contact's group in it.

    The row of a sitting is made with its first decision and ends with its latest, in the same transaction as these,
    so that undo takes back one decision and a review without any leaves nothing behind.
    """

    started_at: datetime | None = None
    decided_at: datetime | None = None
    group: str | None = None
    groups: Mapping[int, str] = field(default_factory=dict)
    """The groups of contacts by their numbers, where several are decided about that stand in different ones."""


OUTSIDE_REVIEW = Sitting()
