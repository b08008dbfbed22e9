"""Effective numbers and the E–I index."""

from __future__ import annotations

import pytest

from netbook.domain.diversity import effective_number, external_internal_index


@pytest.mark.parametrize(
    ("weights", "number"),
    [
        ([], 0),
        ([0, 0], 0),
        ([7], 1),
        ([2, 2], 2),
        ([1, 1, 1, 0], 3),
        ([3, 1], 1.7547),  # exp(−¾ ln ¾ − ¼ ln ¼)
        ([97, 1, 1, 1], 1.1826),
    ],
)
def test_effective_number(weights: list[float], number: float) -> None:
    """Groups of equal size count one each; unequal ones less, and empty ones nothing."""
    assert effective_number(weights) == pytest.approx(number, abs=1e-4)


@pytest.mark.parametrize(
    ("outside", "inside", "index"), [(0, 0, None), (4, 0, 1), (0, 4, -1), (3, 1, 0.5), (2.5, 2.5, 0)]
)
def test_external_internal_index(outside: float, inside: float, index: float | None) -> None:
    """All outside is 1, all inside −1, as many of each 0."""
    assert external_internal_index(outside, inside) == index
