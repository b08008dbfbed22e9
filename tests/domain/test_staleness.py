"""The staleness model: worked cases, and what holds for every history."""

from __future__ import annotations

import csv
import itertools
import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbook.domain.cadence import read_cadence
from netbook.domain.channels import Channel
from netbook.domain.staleness import (
    History,
    Milestones,
    State,
    advance,
    forecast,
    milestones,
    replay,
    sentence,
    state,
    tie_state,
    urgency,
    usual_gap_between_talks,
)
from netbook.domain.touches import UNANSWERED, WEIGHTS

if TYPE_CHECKING:
    from random import Random

START = date(2024, 1, 1)
GOLDEN = Path(__file__).resolve().parents[2] / ".." / "shared" / "golden" / "staleness.csv"
_WEIGHTS = {channel.value.replace(" ", "_"): weight for channel, weight in WEIGHTS.items()} | {"outreach": UNANSWERED}

days_and_weights = st.lists(
    st.tuples(st.integers(0, 1500), st.sampled_from(sorted({*WEIGHTS.values(), UNANSWERED} - {0.0}))), max_size=30
)


def on(day: int) -> date:
    """Give the date of a day counted from the start."""
    return START + timedelta(day)


def history_of(events: list[tuple[int, float]]) -> History:
    """Build statistics from day numbers and weights."""
    return replay((on(day), weight) for day, weight in events)


def every(gap: int, times: int, weight: float = 1.0) -> History:
    """Build the statistics of somebody met at even gaps."""
    return history_of([(gap * place, weight) for place in range(times)])


def day_number(day: date | None) -> int | None:
    """Count the days from the start."""
    return None if day is None else (day - START).days


@pytest.mark.skipif(not GOLDEN.exists(), reason="the shared cases are not beside this checkout")
def test_every_shared_case_holds() -> None:
    """Statistics, figures to four decimals, days, state and sentence are those of the worked cases."""
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file))
    assert cases
    for case in cases:
        _check_case(case)


def _check_case(case: dict[str, str]) -> None:
    about = f"case {case['case']}: {case['description']}"
    history = replay((on(day), _WEIGHTS[channel]) for day, channel in json.loads(case["events"]) if _WEIGHTS[channel])
    today = on(int(case["today"]))
    cadence = read_cadence(f"{case['cadence']} days") if case["cadence"] else None
    online_only = case["online_only"] == "1"
    counted = (history.touches, history.talks)
    assert counted == (int(case["k"]), int(case["talks"])), about
    statistics = [f"{figure:.4f}" for figure in (history.gaps, history.gap_sum, history.carry)]
    assert statistics == [case["n"], case["T"], case["carry"]], about
    figures = forecast(history, today, online_only=online_only)
    if figures is None:
        assert not case["risk"], about
    else:
        found = (figures.silence, figures.usual, figures.look_ahead, figures.survival, figures.alive, figures.risk)
        expected = [case[name] for name in ("silence", "typical", "horizon", "survival", "p_alive", "risk")]
        assert [f"{figure:.4f}" for figure in found] == expected, about
    dates = milestones(history, online_only=online_only, cadence=cadence)
    found_days = [day_number(day) for day in (dates.due_on, dates.stale_on, dates.dormant_on)]
    expected_days = [int(case[name]) if case[name] else None for name in ("due_on", "stale_on", "dormant_on")]
    assert found_days == expected_days, about
    follow_up_on = on(int(case["follow_up"])) if case["follow_up"] else None
    assert state(history, dates, today, follow_up_on) == case["state"], about
    assert sentence(history, today, cadence) == case["sentence"], about


def test_nothing_logged_is_new_and_never_due() -> None:
    """Before anything is logged there is no forecast, no day, and the state is new."""
    history = History()
    assert forecast(history, START, online_only=True) is None
    assert milestones(history, online_only=True) == Milestones()
    assert state(history, Milestones(), START) is State.NEW
    assert sentence(history, START) == "You have not talked yet."
    assert usual_gap_between_talks(history) is None


def test_met_once_is_due_after_two_days() -> None:
    """One talk and no second: due after 2 days, going stale after 7, dormant after 60."""
    dates = milestones(history_of([(0, 1.0)]), online_only=False)
    assert [day_number(day) for day in (dates.due_on, dates.stale_on, dates.dormant_on)] == [2, 7, 60]


def test_a_like_is_no_follow_up_of_a_first_meeting() -> None:
    """A light touch after one talk leaves the days of met once as they were."""
    dates = milestones(history_of([(0, 1.0), (5, 0.1)]), online_only=False)
    assert [day_number(day) for day in (dates.due_on, dates.stale_on, dates.dormant_on)] == [2, 7, 60]


def test_monthly_talks_are_due_after_about_a_month() -> None:
    """The usual gap of somebody met every 30 days is 30 days, and due comes no sooner."""
    history = every(30, 12)
    assert usual_gap_between_talks(history) == pytest.approx(30)
    due_on = milestones(history, online_only=False).due_on
    assert due_on is not None
    assert (due_on - on(11 * 30)).days in range(30, 46)


def test_a_cadence_is_a_promise() -> None:
    """With a cadence of 30 days: due after 30, going stale after 60, dormant after 120 or later."""
    dates = milestones(every(12, 5), online_only=False, cadence=read_cadence("30d"))
    last = on(48)
    assert dates.due_on == last + timedelta(30)
    assert dates.stale_on == last + timedelta(60)
    assert dates.dormant_on is not None
    assert dates.dormant_on >= last + timedelta(120)


def test_never_is_never_due() -> None:
    """Somebody let go turns neither due nor stale nor dormant."""
    assert milestones(every(12, 5), online_only=False, cadence=read_cadence("never")) == Milestones()


def test_the_state_follows_the_days() -> None:
    """Each state begins on its day, and a dated follow-up goes before all of them."""
    history = history_of([(0, 1.0)])
    dates = milestones(history, online_only=False)
    named = [tie_state(history, dates, on(day)) for day in (0, 1, 2, 6, 7, 59, 60)]
    assert named == ["fresh", "fresh", "due", "due", "going stale", "going stale", "dormant"]
    assert state(history, dates, on(60), follow_up_on=on(60)) is State.SCHEDULED
    assert state(history, dates, on(60), follow_up_on=on(59)) is State.FOLLOW_UP_OVERDUE


@pytest.mark.parametrize(
    ("events", "cadence", "today", "said"),
    [
        ([(0, 1.0)], None, 9, "You have talked once; it has been 9 days."),
        ([(0, 1.0)], None, 1, "You have talked once; it has been 1 day."),
        ([(0, 1.0), (12, 1.0)], None, 20, "You have talked twice; it has been 8 days."),
        ([(0, 1.0), (1, 1.0), (2, 1.0)], None, 5, "You usually talk every day; it has been 3 days."),
        ([(0, 1.0), (12, 1.0)], "30d", 43, "You asked for every 30 days; it has been 31 days."),
        ([(0, 0.3)], None, 4, "You have not talked yet (a light touch 4 days ago)."),
        ([(0, 1.0), (5, 0.1)], None, 9, "You have talked once; it has been 9 days (a light touch 4 days ago)."),
    ],
)
def test_the_sentence(events: list[tuple[int, float]], cadence: str | None, today: int, said: str) -> None:
    """The sentence says the rhythm, or what was asked for, and how long it has been."""
    asked = read_cadence(cadence) if cadence else None
    assert sentence(history_of(events), on(today), asked) == said


def test_a_tie_near_the_end_of_the_calendar_has_its_days() -> None:
    """Days that would lie past the last date there is are that date."""
    history = replay([(date(9999, 12, 1), 1.0), (date(9999, 12, 30), 1.0)])
    assert milestones(history, online_only=False).dormant_on == date.max


def test_the_order_of_the_list_weighs_risk_by_talks() -> None:
    """At the same risk, who was talked to more comes first; without a talk nobody comes at all."""
    assert urgency(0.6, 10) > urgency(0.6, 2) > urgency(0.6, 0) == 0


@given(days_and_weights, st.booleans())
def test_risk_never_falls_with_silence(events: list[tuple[int, float]], online_only: bool) -> None:
    """The longer nobody speaks, the likelier the tie is lost; all chances lie between 0 and 1."""
    history = history_of(events)
    if history.last_on is None:
        return
    last = history.last_on
    figures = [forecast(history, last + timedelta(silence), online_only=online_only) for silence in range(0, 800, 20)]
    risks = [figure.risk for figure in figures if figure is not None]
    assert all(earlier <= later + 1e-12 for earlier, later in itertools.pairwise(risks))
    assert all(
        0 <= chance <= 1 for figure in figures if figure for chance in (figure.risk, figure.alive, figure.survival)
    )


@given(days_and_weights, st.booleans(), st.sampled_from([None, "5d", "3w", "2y"]))
def test_due_comes_before_stale_before_dormant(
    events: list[tuple[int, float]],
    online_only: bool,
    cadence: str | None,
) -> None:
    """Due, going stale and dormant follow each other, all after the last interaction but for people met once."""
    history = history_of(events)
    dates = milestones(history, online_only=online_only, cadence=read_cadence(cadence) if cadence else None)
    if history.last_on is None:
        assert dates == Milestones()
        return
    assert dates.due_on is not None
    assert dates.stale_on is not None
    assert dates.dormant_on is not None
    assert dates.due_on <= dates.stale_on <= dates.dormant_on
    if history.talks != 1:
        assert dates.due_on > history.last_on


@given(days_and_weights, st.randoms())
def test_the_order_of_days_does_not_matter(events: list[tuple[int, float]], random: Random) -> None:
    """Days told in any order give the same statistics, and one day told twice counts once, at its largest weight."""
    shuffled = events + [(day, weight / 2) for day, weight in events]
    random.shuffle(shuffled)
    assert history_of(shuffled) == history_of(events)


@given(days_and_weights)
def test_advancing_is_replaying(events: list[tuple[int, float]]) -> None:
    """Adding day after day gives what a replay of all days gives, from eleven figures and nothing else."""
    history = History()
    for day, weight in sorted(dict(sorted(events)).items()):
        history = advance(history, on(day), weight)
    assert history == history_of(sorted(dict(sorted(events)).items()))


@given(days_and_weights, st.integers(1, 400), st.sampled_from([(0.1, 0.3), (0.2, 0.5), (0.5, 0.7), (0.7, 1.0)]))
def test_a_heavier_touch_leaves_no_more_silence(
    events: list[tuple[int, float]], gap: int, weights: tuple[float, float]
) -> None:
    """A heavier touch on the same day leaves less silence, and the model's days come no sooner for a first gap."""
    before = history_of(events)
    if before.last_on is None:
        return
    day = before.last_on + timedelta(gap)
    light, heavy = (advance(before, day, weight) for weight in weights)
    assert heavy.carry <= light.carry
    lighter, heavier = (forecast(history, day, online_only=False) for history in (light, heavy))
    assert lighter is not None
    assert heavier is not None
    assert heavier.silence <= lighter.silence
    assert heavier.risk <= lighter.risk + 1e-9


def test_every_channel_has_its_weight() -> None:
    """Each channel weighs what the model says, from a meeting down to a broadcast."""
    assert set(WEIGHTS) == set(Channel)
    assert (WEIGHTS[Channel.IN_PERSON], WEIGHTS[Channel.BROADCAST]) == (1.0, 0.0)
