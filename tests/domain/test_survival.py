"""The product-limit estimate, against cases worked out by hand and against its definition."""

from __future__ import annotations

from math import isclose, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbook.domain.survival import kaplan_meier

CASES = st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=30)


def test_worked_by_hand() -> None:
    """Six watched: it happens after 3, 6 and 6 days; one is watched for 4 days, two for 10, and it has not happened."""
    curve = kaplan_meier([(3, True), (4, False), (6, True), (6, True), (10, False), (10, False)])
    assert [(day, round(share, 6)) for day, share in curve.steps] == [
        (3, round(1 / 6, 6)),
        (6, round(1 - 5 / 6 / 2, 6)),
    ]
    assert curve.within(2) == 0
    assert curve.within(5) == pytest.approx(1 / 6)
    assert curve.within(10) == pytest.approx(7 / 12)
    assert curve.within(11) is None
    assert curve.median == 6


def test_nobody_and_nothing() -> None:
    """Without cases nothing is known; where it never happens the share is nought and there is no median."""
    assert kaplan_meier([]).within(1) is None
    curve = kaplan_meier([(5, False), (9, False)])
    assert (curve.within(9), curve.median) == (0.0, None)


@given(CASES)
def test_the_definition(cases: list[tuple[int, bool]]) -> None:
    """The share by a day is one less the product over earlier days of the share that it did not happen to."""
    curve = kaplan_meier(cases)
    for day in range(max((days for days, _ in cases), default=-1) + 1):
        survived = prod(
            1
            - sum(1 for days, happened in cases if happened and days == at) / sum(1 for days, _ in cases if days >= at)
            for at in {days for days, happened in cases if happened and days <= day}
        )
        share = curve.within(day)
        assert share is not None
        assert isclose(share, 1 - survived, abs_tol=1e-9)


@given(CASES.filter(lambda cases: all(happened for _, happened in cases)))
def test_without_open_cases_it_is_the_plain_share(cases: list[tuple[int, bool]]) -> None:
    """Where it happened to everybody, the estimate is the share of those it happened to by then."""
    curve = kaplan_meier(cases)
    for day, share in curve.steps:
        assert isclose(share, sum(1 for days, _ in cases if days <= day) / len(cases), abs_tol=1e-9)
