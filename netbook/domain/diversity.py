"""How varied a network is: the effective number of groups, and how far it reaches out of one's own."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def effective_number(weights: Iterable[float]) -> float:
    """Give exp(−Σ p ln p): how many groups of equal size would be as varied; 0 where there is none.

    The exponential of Shannon's entropy, Hill's number of order 1 (Hill 1973, Ecology 54:427).
    """
    known = [weight for weight in weights if weight > 0]
    total = sum(known)
    return exp(-sum(weight / total * log(weight / total) for weight in known)) if known else 0.0


def external_internal_index(outside: float, inside: float) -> float | None:
    """Give (outside − inside) / (outside + inside): −1 for all inside, 1 for all outside; None for nobody at all.

    The E–I index of Krackhardt and Stern (1988, Social Psychology Quarterly 51:123).
    """
    both = outside + inside
    return (outside - inside) / both if both else None
