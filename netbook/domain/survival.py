"""How long something takes that has not happened to everybody yet.

The product-limit estimate of Kaplan and Meier (1958, Journal of the American Statistical Association 53:457): those to
whom it has not happened count for as long as they have been watched. A plain share counts them as if it never would.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Curve:
    """The share to whom it has happened within so many days; the steps of the estimate, the earliest first."""

    steps: tuple[tuple[int, float], ...]
    """(day, share that it has happened to by then)."""
    watched_days: int
    """The longest that anybody was watched; of later days nothing is known."""

    def within(self, days: int) -> float | None:
        """Give the share within so many days, from 0 to 1; None where nobody was watched for so long."""
        if days > self.watched_days:
            return None
        return next((share for day, share in reversed(self.steps) if day <= days), 0.0)

    @property
    def median(self) -> int | None:
        """The day by which it has happened to half; None where half is not reached."""
        return next((day for day, share in self.steps if share >= 0.5), None)


def kaplan_meier(cases: Iterable[tuple[int, bool]]) -> Curve:
    """Estimate from cases, each the days watched and whether it happened at their end; days are 0 or more."""
    happened: Counter[int] = Counter()
    left: Counter[int] = Counter()
    for days, it_happened in cases:
        left[days] += 1
        happened[days] += it_happened
    at_risk, surviving = left.total(), 1.0
    steps = []
    for day in sorted(left):
        if happened[day]:
            surviving *= 1 - happened[day] / at_risk
            steps.append((day, 1 - surviving))
        at_risk -= left[day]
    return Curve(tuple(steps), max(left, default=0))
